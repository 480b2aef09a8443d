/** Internet Identity and the archive together, while calls fail and either side is upgraded at any time. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { CREATED, FakeManagement } from '../../../tests/support/fake_management.ts';
import { registerIdentity, testDevice } from '../../../tests/support/registered_identity.ts';
import { TestArchive } from '../../../tests/support/test_archive.ts';
import {
  HANDLERS,
  TestCanister,
  WITHOUT_CAPTCHA,
  testKey,
  testPrincipal,
} from '../../../tests/support/test_canister.ts';
import { decode_entry_reply } from '../../declarations/archive_calls_codec.ts';
import { CallError } from '../../backend/ic/ic.ts';
import { sha256 } from '../../backend/encoding/sha256.ts';

const MODULE = Uint8Array.of(1, 2, 3);

/** What becomes of a call of the archive. */
type Fate = 'answered' | 'refused' | 'answer lost' | 'answered late';

/** An identity canister with an archive deployed, and the archive. */
class Pair {
  readonly identity: TestCanister;
  readonly archive = new TestArchive();
  /** The fates of the calls to come. */
  fates: Fate[] = [];
  /** Answers that are on their way. */
  readonly late: (() => void)[] = [];

  private constructor(fetchLimit: number, bufferLimit: bigint) {
    this.identity = new TestCanister({
      ...WITHOUT_CAPTCHA,
      archive_config: [
        {
          module_hash: sha256(MODULE),
          entries_buffer_limit: bufferLimit,
          entries_fetch_limit: fetchLimit,
          polling_interval_ns: 5_000_000_000n,
        },
      ],
    });
    this.identity.ic.answerCall = new FakeManagement().answer;
    this.archive.ic.answerCall = ({ method, args }) => this.#answer(method, args);
  }

  static async create(fetchLimit = 4, bufferLimit = 50n): Promise<Pair> {
    const pair = new Pair(fetchLimit, bufferLimit);
    await pair.identity.update('deploy_archive', MODULE);
    return pair;
  }

  async #answer(method: string, args: Uint8Array): Promise<Uint8Array> {
    const fate = this.fates.shift() ?? 'answered';
    if (fate === 'refused') throw new CallError(5, 'not today');
    const { ic } = this.identity;
    ic.as(CREATED);
    const reply = await ic.message(() => HANDLERS[method]!(this.identity.inside, args));
    if (fate === 'answer lost') throw new CallError(2, 'lost on the way');
    if (fate === 'answered late') await new Promise<void>((resolve) => this.late.push(resolve));
    return reply;
  }

  /** Numbers of the archived operations, in their order. */
  get archived(): number[] {
    const { log } = this.archive.inside;
    return Array.from({ length: Number(log.state.entries) }, (_, i) =>
      Number(decode_entry_reply(log.entry(BigInt(i)))[0].sequence_number),
    );
  }

  /** Lets everything that is on its way arrive, and polls until nothing is left. */
  async settle(): Promise<void> {
    this.fates = [];
    await this.arrive();
    // A run that never came back holds the next ones off for an hour.
    this.archive.ic.advance(3_600_000_000_000n);
    for (let n = 0; n < 30; n++) await this.archive.poll();
  }

  async arrive(): Promise<void> {
    for (const resolve of this.late.splice(0)) resolve();
    await new Promise(setImmediate);
  }
}

describe('polling', () => {
  it('should archive operations once, in their order, and let them be forgotten', async () => {
    const pair = await Pair.create();
    const anchor = await registerIdentity(pair.identity, 1);
    for (let n = 2; n < 10; n++) {
      pair.identity.ic.as(testPrincipal(1));
      await pair.identity.update('add', anchor, testDevice(n));
    }
    await pair.archive.poll();
    expect(pair.archived).toEqual([0, 1, 2, 3]);
    expect(pair.identity.inside.archive.size).toBe(5);
    expect(pair.archive.inside.calls.lastFetch).toEqual({
      timestamp: pair.archive.ic.now(),
      number_of_entries: 4,
    });
    await pair.archive.poll();
    await pair.archive.poll();
    await pair.archive.poll();
    expect(pair.archived).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(pair.identity.inside.archive.size).toBe(0);
  });

  it('should not archive again what was not acknowledged', async () => {
    const pair = await Pair.create();
    await registerIdentity(pair.identity, 1);
    pair.fates = ['answered', 'refused'];
    await pair.archive.poll();
    expect(pair.archived).toEqual([0]);
    expect(pair.identity.inside.archive.size).toBe(1);
    pair.archive.upgrade();
    await pair.archive.poll();
    expect(pair.archived).toEqual([0]);
    expect(pair.identity.inside.archive.size).toBe(0);
  });

  it('should take as many at once as one reply can have', async () => {
    const pair = await Pair.create(65_535, 100_000n);
    const { archive } = pair.identity.inside;
    // Entries begin with their types, which take 380 bytes.
    for (let n = 0; n < 5_000; n++) archive.append(10_000n, 1n, new Uint8Array(380));
    await pair.archive.poll();
    expect(pair.archive.inside.log.state.entries).toBeGreaterThan(3_700n);
    await pair.archive.poll();
    expect(pair.archive.inside.log.state.nextSequence).toBe(5_000n);
    expect(archive.size).toBe(0);
  });

  it('should not begin a run while the last one waits', async () => {
    const pair = await Pair.create();
    await registerIdentity(pair.identity, 1);
    pair.fates = ['answered late'];
    await pair.archive.poll();
    await pair.archive.poll();
    expect(pair.archive.ic.calls).toHaveLength(1);
    await pair.arrive();
    expect(pair.archived).toEqual([0]);
  });
});

test('no operation is lost or doubled, whatever fails and whoever is upgraded', async () => {
  const fate = fc.constantFrom<Fate>('answered', 'answered', 'refused', 'answer lost', 'answered late');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('change' as const), device: fc.integer({ min: 2, max: 9 }) }),
    fc.record({ kind: fc.constant('poll' as const), fates: fc.array(fate, { maxLength: 2 }) }),
    fc.constant({ kind: 'arrive' as const }),
    fc.constant({ kind: 'upgrade identity' as const }),
    fc.constant({ kind: 'upgrade archive' as const }),
    fc.constant({ kind: 'hour' as const }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(step, { maxLength: 40 }),
      async (limit, steps) => {
        const pair = await Pair.create(limit);
        const anchor = await registerIdentity(pair.identity, 1);
        const present = new Set<number>();
        let changes = 1;
        for (const next of steps) {
          switch (next.kind) {
            case 'change': {
              const { device } = next;
              pair.identity.ic.as(testPrincipal(1));
              if (present.delete(device)) await pair.identity.update('remove', anchor, testKey(device));
              else {
                await pair.identity.update('add', anchor, testDevice(device));
                present.add(device);
              }
              changes += 1;
              break;
            }
            case 'poll':
              pair.fates = next.fates;
              await pair.archive.poll();
              break;
            case 'arrive':
              await pair.arrive();
              break;
            case 'upgrade identity':
              pair.identity.upgrade();
              break;
            case 'upgrade archive':
              // What was on its way never arrives.
              pair.late.length = 0;
              pair.archive.upgrade();
              break;
            case 'hour':
              pair.archive.ic.advance(3_600_000_000_000n);
              break;
          }
          // At any time: a row without gaps, and nobody has forgotten what the other has not.
          const { archived } = pair;
          expect(archived).toEqual(archived.map((_, i) => i));
          const waiting = pair.identity.inside.archive.size;
          expect(archived.length + waiting).toBeGreaterThanOrEqual(changes);
        }
        await pair.settle();
        expect(pair.archived).toEqual(Array.from({ length: changes }, (_, i) => i));
        expect(pair.identity.inside.archive.size).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
});
