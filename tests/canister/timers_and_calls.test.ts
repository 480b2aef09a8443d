/** Timers and calls of canisters that are built as Internet Identity is, with native code and without. */
import { fileURLToPath } from 'node:url';
import { IDL } from '@icp-sdk/core/candid';
import type { Principal } from '@icp-sdk/core/principal';
import { type PendingHttpsOutcall, PocketIc } from '@dfinity/pic';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { buildCanister } from '../../scripts/build/canister.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (...words: string[]): Uint8Array => new TextEncoder().encode(words.join(' '));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const EMPTY_CANDID = hex(IDL.encode([], []));
const MANAGEMENT = '';
const OUTCALL_CYCLES = '30000000000';

const Header = IDL.Record({ name: IDL.Text, value: IDL.Text });
const OUTCALL = hex(
  IDL.encode(
    [
      IDL.Record({
        url: IDL.Text,
        max_response_bytes: IDL.Opt(IDL.Nat64),
        method: IDL.Variant({ get: IDL.Null }),
        headers: IDL.Vec(Header),
        body: IDL.Opt(IDL.Vec(IDL.Nat8)),
      }),
    ],
    [
      {
        url: 'https://a.example/',
        max_response_bytes: [1000n],
        method: { get: null },
        headers: [],
        body: [],
      },
    ],
  ),
);

describe.each([
  ['with native code', true],
  ['without native code', false],
])('a canister %s', (_name, native) => {
  let wasm: Uint8Array;
  let pic: PocketIc;
  let canister: Principal;

  beforeAll(async () => {
    ({ wasm } = await buildCanister({
      root,
      main: './tests/support/calling_canister.ts',
      did: 'service : {}',
      define: { __NATIVE__: String(native) },
      withoutAzle: native,
      embedded: native ? new Uint8Array() : null,
      guardsStableMemory: false,
    }));
  });
  beforeEach(async () => {
    pic = await PocketIc.create(inject('pocketIcUrl'));
    canister = await pic.createCanister();
    await pic.installCode({ canisterId: canister, wasm });
  });
  afterEach(() => pic.tearDown());

  const update = async (method: string, ...words: string[]): Promise<string> =>
    Buffer.from(await pic.updateCall({ canisterId: canister, method, arg: text(...words) })).toString();
  const log = async (): Promise<string[]> => {
    const answer = await pic.queryCall({ canisterId: canister, method: 'log', arg: new Uint8Array() });
    return Buffer.from(answer).toString().split('\n').filter(Boolean);
  };
  const upgrade = () => pic.upgradeCanister({ canisterId: canister, wasm });
  const advance = async (seconds: number): Promise<void> => {
    await pic.advanceTime(seconds * 1000);
    await pic.tick(4);
  };

  it('should run tasks when they are due, and the others when one throws', async () => {
    await update('plan', 'later', '100');
    await update('plan', 'throws', '10');
    await update('plan', 'awaits', '10');
    await update('plan', 'moved', '10');
    await update('plan', 'moved', '5000');
    await advance(5);
    expect(await log()).toEqual([]);
    await advance(6);
    expect(await log()).toEqual(['throws', 'awaits', 'awaited 32']);
    await advance(100);
    expect(await log()).toEqual(['throws', 'awaits', 'awaited 32', 'later']);
    await advance(1000);
    expect((await log()).length).toBe(4);
  });

  it('should forget its tasks at an upgrade', async () => {
    await update('plan', 'lost', '10');
    await upgrade();
    await advance(100);
    expect(await log()).toEqual([]);
  });

  it('should call other canisters, and tell why there is no answer', async () => {
    expect(await update('call', MANAGEMENT, 'raw_rand', EMPTY_CANDID)).toMatch(
      /^4449444c016d7b010020[0-9a-f]{64}$/,
    );
    const other = await pic.createCanister();
    await pic.installCode({ canisterId: other, wasm });
    const address = hex(other.toUint8Array());
    expect(await update('call', address, 'log', '')).toBe('');
    expect(await update('call', address, 'none', '')).toMatch(/^5: .*has no update method 'none'/s);
    expect(await update('call', MANAGEMENT, 'http_request', OUTCALL, '1')).toMatch(/^[45]: .*cycles/s);
    expect(await update('call', MANAGEMENT, 'raw_rand', EMPTY_CANDID, '9'.repeat(30))).toMatch(/^2: /);
  });

  it('should undo what follows an answer when that traps, and go on', async () => {
    await expect(update('call_and_trap', MANAGEMENT, 'raw_rand', EMPTY_CANDID)).rejects.toThrow(/4449444c/);
    await update('start_call', MANAGEMENT, 'raw_rand', EMPTY_CANDID);
    await pic.tick(2);
    expect(await log()).toHaveLength(1);
  });

  describe('that is upgraded while it waits for answers', () => {
    /** Starts outcalls, and answers all that wait. */
    const outcalls = async (count: number): Promise<PendingHttpsOutcall[]> => {
      for (let i = 0; i < count; i++) {
        await update('start_call', MANAGEMENT, 'http_request', OUTCALL, OUTCALL_CYCLES);
      }
      await pic.tick(2);
      return pic.getPendingHttpsOutcalls();
    };
    const answer = async ({ requestId, subnetId }: PendingHttpsOutcall): Promise<void> => {
      await pic.mockPendingHttpsOutcall({
        requestId,
        subnetId,
        response: { type: 'success', statusCode: 200, headers: [], body: new Uint8Array(1) },
      });
      await pic.tick(2);
    };

    it('should drop them and work on, over many upgrades', async () => {
      for (let round = 1; round <= 2; round++) {
        const pending = await outcalls(3);
        await answer(pending[0]!);
        expect(await log()).toHaveLength(1);
        for (let i = 0; i < round; i++) await upgrade();
        await answer(pending[1]!);
        expect(await log()).toEqual([]);
        // Now the new version's records lie where the old one's did.
        const own = (await outcalls(3)).filter(({ requestId }) => requestId !== pending[2]!.requestId);
        expect(own).toHaveLength(3);
        await answer(pending[2]!);
        expect(await log()).toEqual([]);
        for (const call of own) await answer(call);
        expect(await log()).toHaveLength(3);
        await update('plan', 'awaits', '1');
        await advance(2);
        expect(await log()).toHaveLength(5);
        await upgrade();
      }
    });
  });
});
