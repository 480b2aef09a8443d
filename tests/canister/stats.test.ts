import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity, InternetIdentity } from '../support/internet_identity.ts';

describe('stats', () => {
  let ii: InternetIdentity;
  beforeAll(async () => {
    ii = await InternetIdentity.create();
  });
  afterAll(() => ii.tearDown());

  it('should count identities and name the layout of the storage', async () => {
    const before = await ii.as().stats();
    expect(before.users_registered).toBe(0n);
    expect(before.storage_layout_version).toBeGreaterThan(0);
    expect(before.archive_info).toEqual({ archive_canister: [], archive_config: [] });
    expect(before.canister_creation_cycles_cost).toBe(0n);
    await ii.register(identity('alice'));
    expect((await ii.as().stats()).users_registered).toBe(1n);
  });
});
