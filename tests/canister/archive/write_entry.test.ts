import { describe, expect, it } from 'vitest';
import { ALICE, useArchiveStage } from '../../support/archive_stage.ts';
import { CANISTER_ID } from '../../support/internet_identity.ts';

describe('write_entry of the archive', () => {
  const stage = useArchiveStage();

  it('should be for Internet Identity alone', async () => {
    await expect(
      stage.archive.as(ALICE.getPrincipal()).write_entry(10_000n, 1n, Uint8Array.of(1)),
    ).rejects.toThrow(`Only ${CANISTER_ID.toText()} is allowed to write entries.`);
  });

  it('should keep whatever is written, and show as null what it cannot read', async () => {
    await stage.archive.as(CANISTER_ID).write_entry(10_000n, 1n, Uint8Array.of(1));
    expect(await stage.archive.as().get_entries([], [])).toEqual({ entries: [[]] });
    expect(await stage.archive.metrics()).toMatchObject({ 'ii_archive_log_bytes{type="entries"}': 1 });
  });
});
