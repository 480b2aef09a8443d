import { Principal } from '@icp-sdk/core/principal';
import { describe, expect, it } from 'vitest';
import { ALICE, useArchiveStage } from '../support/archive_stage.ts';
import { device, identity } from '../support/internet_identity.ts';
import { metricsOf } from '../support/metrics.ts';
import { useStage } from '../support/stage.ts';

describe('fetch_entries', () => {
  // So rarely that this file's tests are alone with the buffer.
  const stage = useArchiveStage({ entries_fetch_limit: 2, polling_interval_ns: 86_400_000_000_000n });

  it('should hand the oldest operations to the archive, as many as configured, until they are acknowledged', async () => {
    const anchor = await stage.ii.register(ALICE);
    for (const name of ['b', 'c']) await stage.ii.as(ALICE).add(anchor, device(identity(name)));
    const asArchive = stage.ii.as(stage.archive.id);
    const fetched = await asArchive.fetch_entries();
    expect(fetched.map((entry) => [entry.anchor_number, entry.sequence_number])).toEqual([
      [anchor, 0n],
      [anchor, 1n],
    ]);
    expect(await asArchive.fetch_entries()).toEqual(fetched);
    expect(await metricsOf(stage.ii)).toMatchObject({
      internet_identity_archive_sequence_number: 3,
      internet_identity_buffered_archive_entries: 3,
      internet_identity_archive_config_fetch_limit: 2,
    });
  });

  it('should be for the archive alone', async () => {
    await expect(stage.ii.as(ALICE).fetch_entries()).rejects.toThrow(
      `only the archive canister ${stage.archive.id.toText()} is allowed to fetch and acknowledge entries`,
    );
  });
});

describe('fetch_entries without an archive', () => {
  const stage = useStage();

  it('should be refused', async () => {
    await expect(stage.ii.as(Principal.anonymous()).fetch_entries()).rejects.toThrow('no archive deployed!');
  });
});
