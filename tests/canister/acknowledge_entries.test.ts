import { describe, expect, it } from 'vitest';
import { ALICE, useArchiveStage } from '../support/archive_stage.ts';
import { device, identity } from '../support/internet_identity.ts';

describe('acknowledge_entries', () => {
  const stage = useArchiveStage({ entries_buffer_limit: 3n, polling_interval_ns: 86_400_000_000_000n });

  it('should make room for more operations, which the limit refuses until then', async () => {
    const anchor = await stage.ii.register(ALICE);
    const me = stage.ii.as(ALICE);
    for (const name of ['b', 'c']) await me.add(anchor, device(identity(name)));
    const full = 'cannot archive operation, archive entries buffer limit reached';
    await expect(me.add(anchor, device(identity('d')))).rejects.toThrow(full);
    await expect(stage.ii.register(identity('bob'))).rejects.toThrow(full);
    expect((await me.get_anchor_info(anchor)).devices).toHaveLength(3);
    const asArchive = stage.ii.as(stage.archive.id);
    await asArchive.acknowledge_entries(1n);
    expect((await asArchive.fetch_entries()).map((entry) => entry.sequence_number)).toEqual([2n]);
    await stage.ii.upgrade();
    await me.add(anchor, device(identity('d')));
    expect((await asArchive.fetch_entries()).map((entry) => entry.sequence_number)).toEqual([2n, 3n]);
  });

  it('should be for the archive alone', async () => {
    await expect(stage.ii.as(ALICE).acknowledge_entries(1n)).rejects.toThrow('only the archive canister');
  });
});
