import { expect } from 'vitest';
import { identity, type InternetIdentity } from './internet_identity.ts';
import { ManagementCalls } from './management_calls.ts';

const ALICE = identity('alice');
const ORIGIN = 'https://dapp.example';

/** Upgrades after each of many random calls. Fails when an upgrade loses something. */
export async function upgradeAfterEachCall(ii: InternetIdentity, count: number): Promise<void> {
  const calls = new ManagementCalls(ii, 2025);
  await calls.register(3);
  const bystander = await ii.register(ALICE);
  await ii.as().init_salt();
  const kept = async () => ({
    config: await ii.as().config(),
    principal: (await ii.as(ALICE).get_principal(bystander, ORIGIN)).toText(),
    stats: await ii.as().stats(),
  });
  const before = await kept();
  for (let n = 1; n <= count; n++) {
    await calls.step();
    await ii.upgrade();
    // Everything is compared now and then; in between the calls that follow would differ from the model.
    if (n % 10 === 0) {
      await calls.compareAll();
      expect(await kept()).toEqual(before);
    }
  }
}
