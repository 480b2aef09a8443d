import { describe, expect, it } from 'vitest';
import { ALICE, useArchiveStage } from '../../support/archive_stage.ts';
import { onlyWithNativeCode } from '../../support/build_under_test.ts';

describe('http_request of the archive', () => {
  const stage = useArchiveStage();

  it('should serve its metrics', async () => {
    const before = await stage.archive.metrics();
    expect(before).toMatchObject({
      ii_archive_last_upgrade_timestamp_seconds: 0,
      'ii_archive_entries_count{source="log"}': 0,
    });
    expect(before).not.toHaveProperty('ii_archive_highest_sequence_number');
    await stage.ii.register(ALICE);
    await stage.archive.poll();
    await stage.archive.upgrade();
    await stage.archive.poll();
    const after = await stage.archive.metrics();
    expect(after).toMatchObject({
      ii_archive_highest_sequence_number: 0,
      'ii_archive_entries_count{source="log"}': 1,
      'ii_archive_entries_count{source="anchor_index"}': 1,
      'ii_archive_log_bytes{type="index"}': 32,
      ii_archive_last_successful_fetch_entries_count: 0,
    });
    expect(after['ii_archive_last_upgrade_timestamp_seconds']).toBeGreaterThan(1.6e9);
    expect(after['ii_archive_last_successful_fetch_timestamp_seconds']).toBeGreaterThan(1.6e9);
  });

  onlyWithNativeCode('Azle does not tell how large memories are', () => {
    it('should tell how large its stable memory is', async () => {
      expect((await stage.archive.metrics())['ii_archive_stable_memory_pages']).toBeGreaterThan(100);
    });
  });

  it('should serve nothing else', async () => {
    const reply = await stage.archive.as().http_request({
      method: 'GET',
      url: '/index.html?a',
      headers: [],
      body: new Uint8Array(),
    });
    expect(reply.status_code).toBe(404);
    expect(new TextDecoder().decode(Uint8Array.from(reply.body))).toBe('Asset /index.html not found.');
  });
});
