import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { A_MOMENT, FakeIc, SECOND } from '../../../tests/support/fake_ic.ts';
import { IDENTITY_CANISTER, TestArchive } from '../../../tests/support/test_archive.ts';
import { encode_fetch_entries } from '../../declarations/canister_codec.ts';
import { encode_entry_request } from '../../declarations/identity_calls_codec.ts';
import type { Cursor, Entry } from '../../declarations/archive.did.ts';
import { CallError } from '../../backend/ic/ic.ts';
import { upgrade } from './archive.ts';

const CALLER = Uint8Array.of(4);

/** The blob of an entry as Internet Identity makes it. */
const entry = (anchor: bigint, timestamp: bigint, sequence_number: bigint): Uint8Array =>
  encode_entry_request({
    anchor,
    timestamp,
    sequence_number,
    caller: CALLER,
    operation: { tag: 'add_name' },
  });

const fail = (message: string): never => {
  throw new CallError(4, message);
};

const shown = (anchor: bigint, timestamp: bigint, sequence_number: bigint): [Entry] => [
  {
    anchor,
    timestamp,
    sequence_number,
    caller: Principal.fromUint8Array(CALLER),
    operation: { add_name: null },
  },
];

async function write(
  archive: TestArchive,
  anchor: bigint,
  timestamp: bigint,
  blob: Uint8Array,
): Promise<void> {
  archive.ic.as(IDENTITY_CANISTER);
  await archive.call('write_entry', anchor, timestamp, blob);
}

describe('the archive', () => {
  it('should take entries from Internet Identity alone', async () => {
    const archive = new TestArchive();
    archive.ic.as(CALLER);
    await expect(archive.call('write_entry', 1n, 2n, Uint8Array.of(3))).rejects.toThrow(
      `Only ${Principal.fromUint8Array(IDENTITY_CANISTER).toText()} is allowed to write entries.`,
    );
    await write(archive, 1n, 2n, entry(1n, 2n, 0n));
    expect(await archive.call('get_entries', [], [])).toEqual({ entries: [shown(1n, 2n, 0n)] });
  });

  it('should show what it cannot read as null, and keep it', async () => {
    const archive = new TestArchive();
    const Unknown = IDL.Record({ anchor: IDL.Nat64, operation: IDL.Variant({ teleport: IDL.Null }) });
    const blobs = [
      new Uint8Array(IDL.encode([Unknown], [{ anchor: 1n, operation: { teleport: null } }])),
      Uint8Array.of(1, 2, 3),
      entry(1n, 5n, 0n),
    ];
    for (const blob of blobs) await write(archive, 1n, 5n, blob);
    expect((await archive.call('get_entries', [0n], [])).entries).toEqual([[], [], shown(1n, 5n, 0n)]);
    expect((await archive.call('get_anchor_entries', 1n, [], [])).entries).toHaveLength(3);
    expect(archive.inside.log.entry(0n)).toEqual(blobs[0]);
  });

  it('should tell how it is', async () => {
    const archive = new TestArchive();
    const Status = IDL.Record({
      status: IDL.Variant({ running: IDL.Null, stopped: IDL.Null, stopping: IDL.Null }),
      settings: IDL.Record({
        controllers: IDL.Vec(IDL.Principal),
        compute_allocation: IDL.Nat,
        memory_allocation: IDL.Nat,
        freezing_threshold: IDL.Nat,
        reserved_cycles_limit: IDL.Nat,
      }),
      module_hash: IDL.Opt(IDL.Vec(IDL.Nat8)),
      memory_size: IDL.Nat,
      cycles: IDL.Nat,
      idle_cycles_burned_per_day: IDL.Nat,
    });
    const settings = {
      controllers: [Principal.fromUint8Array(IDENTITY_CANISTER)],
      compute_allocation: 0n,
      memory_allocation: 1n,
      freezing_threshold: 2n,
    };
    const status = {
      status: { running: null },
      module_hash: [Uint8Array.of(7)],
      memory_size: 3n,
      cycles: 4n,
      idle_cycles_burned_per_day: 5n,
    };
    archive.ic.answerCall = ({ method, canister }) => {
      if (canister.length > 0) throw new CallError(5, `no ${method} today`);
      return new Uint8Array(
        IDL.encode([Status], [{ ...status, settings: { ...settings, reserved_cycles_limit: 6n } }]),
      );
    };
    for (let n = 0; n < 5; n++) await archive.poll();
    const told = await archive.call('status');
    expect(told).toMatchObject({ canister_status: { ...status, settings } });
    expect(told.init.max_entries_per_call).toBe(10);
    // The ring holds three, as it was installed.
    expect(told.call_info).toEqual({
      last_successful_fetch: [],
      call_errors: [15n, 20n, 25n].map((seconds) => ({
        time: A_MOMENT + seconds * SECOND,
        canister: Principal.fromUint8Array(IDENTITY_CANISTER),
        method: 'fetch_entries',
        argument: Uint8Array.of(0x44, 0x49, 0x44, 0x4c, 0, 0),
        rejection_code: 5,
        message: 'no fetch_entries today',
      })),
    });
  });

  it('should know over an upgrade how its calls went', async () => {
    const archive = new TestArchive();
    const replies = [() => encode_fetch_entries([]), () => fail('one'), () => fail('\u{1f512} two')];
    archive.ic.answerCall = () => replies.shift()?.() ?? fail('three');
    for (let n = 0; n < 5; n++) await archive.poll();
    const { lastFetch, errors } = archive.inside.calls;
    expect(lastFetch).toEqual({ timestamp: A_MOMENT + 5n * SECOND, number_of_entries: 0 });
    expect(errors.map(({ message }) => message)).toEqual(['\u{1f512} two', 'three', 'three']);
    archive.upgrade();
    expect(archive.inside.calls.lastFetch).toEqual(lastFetch);
    expect(archive.inside.calls.errors).toEqual(errors);
    archive.upgrade({ error_buffer_limit: 2 });
    expect(archive.inside.calls.errors).toEqual(errors.slice(1));
    archive.upgrade({ error_buffer_limit: 0 });
    await archive.poll();
    expect(archive.inside.calls.errors).toEqual([]);
  });

  it('should tell of a reply that it cannot read', async () => {
    const archive = new TestArchive();
    archive.ic.answerCall = () => Uint8Array.of(1, 2, 3);
    await archive.poll();
    expect(archive.inside.calls.errors).toMatchObject([
      { method: 'fetch_entries', rejection_code: 5, message: 'not a Candid message' },
    ]);
    expect(archive.inside.calls.lastFetch).toBeNull();
  });

  it('should serve metrics and nothing else', async () => {
    const archive = new TestArchive();
    await write(archive, 1n, 2n, entry(1n, 2n, 0n));
    archive.ic.advance(SECOND);
    archive.upgrade();
    const get = async (url: string) => {
      const reply = await archive.call('http_request', {
        method: 'GET',
        url,
        headers: [],
        body: new Uint8Array(),
      });
      return { status: reply.status_code, body: new TextDecoder().decode(Uint8Array.from(reply.body)) };
    };
    expect(await get('/nothing?x')).toEqual({ status: 404, body: 'Asset /nothing not found.' });
    const { status, body } = await get('/metrics');
    expect(status).toBe(200);
    const now = archive.ic.now() / 1_000_000n;
    expect(body.split('\n').filter((line) => line.startsWith('ii_archive'))).toEqual([
      `ii_archive_last_upgrade_timestamp_seconds ${(A_MOMENT + SECOND) / SECOND} ${now}`,
      `ii_archive_entries_count{source="log"} 1 ${now}`,
      `ii_archive_entries_count{source="anchor_index"} 1 ${now}`,
      `ii_archive_log_bytes{type="entries"} ${entry(1n, 2n, 0n).length} ${now}`,
      `ii_archive_log_bytes{type="index"} 32 ${now}`,
      `ii_archive_stable_memory_pages 257 ${now}`,
      `ii_archive_virtual_memory_pages{kind="log_index"} 0 ${now}`,
      `ii_archive_virtual_memory_pages{kind="log_data"} 2 ${now}`,
      `ii_archive_virtual_memory_pages{kind="anchor_index"} 0 ${now}`,
    ]);
  });

  it('should not start over memory that is not its own', () => {
    const init = new TestArchive().inside.init;
    const ic = new FakeIc();
    expect(() => upgrade(ic, new Uint8Array(), init)).toThrow('stable memory is not that of an archive');
  });
});

describe('reading', () => {
  it('should give the latest entries without an index, and as many as one reply may have', async () => {
    const archive = new TestArchive();
    for (let n = 0n; n < 25n; n++) await write(archive, 1n, n, entry(1n, n, n));
    const numbers = async (index: [] | [bigint], limit: [] | [number]) =>
      (await archive.call('get_entries', index, limit)).entries.map(([found]) =>
        Number(found!.sequence_number),
      );
    expect(await numbers([], [])).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
    expect(await numbers([], [2])).toEqual([23, 24]);
    expect(await numbers([], [500])).toHaveLength(10);
    expect(await numbers([3n], [2])).toEqual([3, 4]);
    expect(await numbers([20n], [])).toEqual([20, 21, 22, 23, 24]);
    expect(await numbers([25n], [])).toEqual([]);
    expect(await numbers([0n], [0])).toEqual([]);
  });

  it('should not make replies that no message can hold', async () => {
    const archive = new TestArchive({ max_entries_per_call: 1000 });
    for (let n = 0n; n < 40n; n++) await write(archive, 1n, n, new Uint8Array(100_000));
    expect((await archive.call('get_entries', [0n], [])).entries).toHaveLength(15);
    expect((await archive.call('get_entries', [], [])).entries).toHaveLength(15);
    const page = await archive.call('get_anchor_entries', 1n, [], []);
    expect(page.entries).toHaveLength(15);
    expect(page.cursor).toHaveLength(1);
  });

  it('should refuse tokens of another identity, and what is no token', async () => {
    const archive = new TestArchive();
    for (let n = 0n; n < 3n; n++) await write(archive, 1n, n, entry(1n, n, n));
    const { cursor } = await archive.call('get_anchor_entries', 1n, [], [1]);
    await expect(archive.call('get_anchor_entries', 2n, cursor, [])).rejects.toThrow(
      'token of anchor 1 does not belong to anchor 2',
    );
    const broken: Cursor = { next_token: { next_token: Uint8Array.of(1) } };
    await expect(archive.call('get_anchor_entries', 1n, [broken], [])).rejects.toThrow(
      'token of 1 bytes instead of 24',
    );
  });
});

test('every page of an identity, from any time and by any steps, is what was written', async () => {
  const written = fc.array(
    fc.record({ anchor: fc.bigInt({ min: 1n, max: 3n }), later: fc.bigInt({ min: 0n, max: 3n }) }),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(
      written,
      fc.bigInt({ min: 1n, max: 3n }),
      fc.option(fc.bigInt({ min: 0n, max: 40n })),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
      async (steps, wanted, since, limits) => {
        const archive = new TestArchive();
        let time = 0n;
        const expected: [Entry][] = [];
        for (const [index, { anchor, later }] of steps.entries()) {
          time += later;
          await write(archive, anchor, time, entry(anchor, time, BigInt(index)));
          if (anchor === wanted && time >= (since ?? 0n)) expected.push(shown(anchor, time, BigInt(index)));
        }
        const found = [];
        let cursor: [] | [Cursor] = since === null ? [] : [{ timestamp: { timestamp: since } }];
        for (let n = 0; ; n++) {
          const page = await archive.call('get_anchor_entries', wanted, cursor, [limits[n % limits.length]!]);
          found.push(...page.entries);
          cursor = page.cursor;
          if (cursor.length === 0) break;
          expect(page.entries.length).toBeGreaterThan(0);
        }
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 50 },
  );
});
