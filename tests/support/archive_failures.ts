import { expect } from 'vitest';
import { type DeployedArchive, POLLING_INTERVAL_NS } from './archive.ts';
import { CANISTER_ID, device, identity, type InternetIdentity, publicKeyOf } from './internet_identity.ts';
import { metricsOf } from './metrics.ts';
import { Random } from './random.ts';

const ALICE = identity('alice');

/**
 * Changes an identity so many times, each time with an archive or an identity canister that is stopped, restarted or
 * upgraded, also in the middle of a run. Fails when an operation is lost or doubled.
 */
export async function changeAmidFailures(
  ii: InternetIdentity,
  archive: DeployedArchive,
  times: number,
): Promise<void> {
  const anchor = await ii.register(ALICE);
  const random = new Random(2025);
  const keys = Array.from({ length: 6 }, (_, n) => identity(`key ${n}`));
  const present = new Set<number>();
  let changes = 1;
  const change = async (): Promise<void> => {
    const n = random.below(keys.length);
    if (present.delete(n)) await ii.as(ALICE).remove(anchor, publicKeyOf(keys[n]!));
    else {
      await ii.as(ALICE).add(anchor, device(keys[n]!));
      present.add(n);
    }
    changes += 1;
  };
  // A run begins, and its answers are not there yet.
  const beginRun = () => ii.advance(POLLING_INTERVAL_NS);
  const steps: (() => Promise<void>)[] = [
    () => archive.poll(),
    async () => {
      await beginRun();
      await archive.upgrade();
    },
    async () => {
      await beginRun();
      await ii.upgrade();
    },
    async () => {
      await archive.stop();
      await beginRun();
      await archive.start();
    },
    async () => {
      await ii.pic.stopCanister({ canisterId: CANISTER_ID });
      await archive.poll();
      await ii.pic.startCanister({ canisterId: CANISTER_ID });
    },
  ];
  for (let n = 0; n < times; n++) {
    await change();
    if (random.oneIn(2)) await change();
    // Each of them early on, then any.
    await (steps[n] ?? random.of(steps))();
  }
  // A run whose answer was lost holds the next ones off for an hour.
  await ii.advance(3_600_000_000_000n);
  await archive.poll(Math.ceil(changes / 3) + 2);
  const numbers = (await archive.entries()).map((entry) => entry.sequence_number);
  expect(numbers).toEqual(Array.from({ length: changes }, (_, i) => BigInt(i)));
  expect(await metricsOf(ii)).toMatchObject({
    internet_identity_buffered_archive_entries: 0,
    internet_identity_archive_sequence_number: changes,
  });
  const { entries } = await archive.as().get_anchor_entries(anchor, [], []);
  expect(entries).toHaveLength(changes);
}
