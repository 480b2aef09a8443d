import { describe, expect, it } from 'vitest';
import type { AnchorEntries, Cursor } from '../../../src/declarations/archive.did.ts';
import { ALICE, useArchiveStage } from '../../support/archive_stage.ts';
import { device, identity } from '../../support/internet_identity.ts';

const BOB = identity('bob');

describe('get_anchor_entries of the archive', () => {
  const stage = useArchiveStage();
  const numbers = ({ entries }: AnchorEntries) => entries.map(([entry]) => entry!.sequence_number);

  it('should give one identity in pages, from the beginning or from a time', async () => {
    const alice = await stage.ii.register(ALICE);
    const bob = await stage.ii.register(BOB);
    const times: bigint[] = [];
    for (let n = 0; n < 4; n++) {
      await stage.ii.advance(1_000_000_000n);
      await stage.ii.as(ALICE).add(alice, device(identity(`alice ${n}`)));
      await stage.ii.as(BOB).add(bob, device(identity(`bob ${n}`)));
      times.push(await stage.ii.now());
    }
    await stage.archive.poll();
    const reader = stage.archive.as();

    const pages: bigint[][] = [];
    let cursor: [] | [Cursor] = [];
    do {
      const page: AnchorEntries = await reader.get_anchor_entries(bob, cursor, [2]);
      pages.push(numbers(page));
      cursor = page.cursor;
    } while (cursor.length > 0);
    expect(pages).toEqual([[1n, 3n], [5n, 7n], [9n]]);

    const { entries } = await reader.get_anchor_entries(alice, [], []);
    const third = entries[3]![0]!.timestamp;
    const since = await reader.get_anchor_entries(alice, [{ timestamp: { timestamp: third } }], []);
    expect(numbers(since)).toEqual([6n, 8n]);
    const after = await reader.get_anchor_entries(alice, [{ timestamp: { timestamp: third + 1n } }], []);
    expect(numbers(after)).toEqual([8n]);
    expect(await reader.get_anchor_entries(99n, [], [])).toEqual({ entries: [], cursor: [] });
  });

  it('should refuse a page of somebody else', async () => {
    const { cursor } = await stage.archive.as().get_anchor_entries(10_000n, [], [1]);
    await expect(stage.archive.as().get_anchor_entries(10_001n, cursor, [])).rejects.toThrow(
      'token of anchor 10000 does not belong to anchor 10001',
    );
  });
});
