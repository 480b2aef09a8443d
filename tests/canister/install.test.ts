import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeInit, LOCAL_INIT, RETAIN_ALL } from '../../scripts/local_network/init_arg.ts';
import { onlyWithNativeCode } from '../support/build_under_test.ts';
import { CANISTER_ID, identity, InternetIdentity, wasm } from '../support/internet_identity.ts';

const ALICE = identity('alice');
const NO_LONGER_SUPPORTED = /stable memory layout version .* is no longer supported/;

describe('install and upgrade', () => {
  let ii: InternetIdentity;
  beforeEach(async () => {
    ii = await InternetIdentity.createEmpty();
  });
  afterEach(() => ii.tearDown());

  const install = (arg: Uint8Array) => ii.pic.installCode({ canisterId: CANISTER_ID, wasm: wasm(), arg });

  it('should accept a null argument, an empty argument list and no argument bytes at all', async () => {
    await install(encodeInit(null));
    for (const arg of [new Uint8Array([0x44, 0x49, 0x44, 0x4c, 0, 0]), new Uint8Array()]) {
      await ii.pic.reinstallCode({ canisterId: CANISTER_ID, wasm: wasm(), arg });
      expect((await ii.as().stats()).assigned_user_number_range).toEqual([10_000n, 67_116_816n]);
    }
  });

  it('should keep identities, salt and configuration over an upgrade', async () => {
    await install(
      encodeInit({ ...LOCAL_INIT, assigned_user_number_range: [[50_000n, 60_000n]], is_production: [true] }),
    );
    const anchor = await ii.register(ALICE);
    await ii.as().init_salt();
    const principal = await ii.as(ALICE).get_principal(anchor, 'https://dapp.example');
    const info = await ii.as(ALICE).get_anchor_info(anchor);
    const config = await ii.as().config();
    await ii.upgrade();
    await ii.upgrade(null);
    expect(anchor).toBe(50_000n);
    expect(await ii.as().config()).toEqual(config);
    expect(config.is_production).toEqual([true]);
    const after = await ii.as(ALICE).get_anchor_info(anchor);
    expect(after.devices.map(({ pubkey }) => pubkey)).toEqual(info.devices.map(({ pubkey }) => pubkey));
    expect((await ii.as(ALICE).get_principal(anchor, 'https://dapp.example')).toText()).toBe(
      principal.toText(),
    );
    expect((await ii.as().stats()).users_registered).toBe(1n);
  });

  it('should survive upgrades that follow each other at once', async () => {
    await install(encodeInit(LOCAL_INIT));
    const anchor = await ii.register(ALICE);
    for (let upgrades = 1; upgrades <= 4; upgrades++) {
      for (let i = 0; i < upgrades; i++) await ii.upgrade(i % 2 === 0 ? undefined : null);
      expect((await ii.as(ALICE).get_anchor_info(anchor)).devices).toHaveLength(1);
    }
  });

  onlyWithNativeCode("without it timers are Azle's own", () => {
    it('should leave no way to call what Azle would run by a timer', () => {
      const exports = WebAssembly.Module.exports(new WebAssembly.Module(gunzipSync(wasm())));
      const names = exports.map(({ name }) => name);
      expect(names).toContain('canister_global_timer');
      expect(names.filter((name) => name.includes('timer_executor'))).toEqual([]);
    });
  });

  it('should apply what the upgrade argument sets and retain the rest', async () => {
    await install(encodeInit({ ...LOCAL_INIT, related_origins: [['https://a.example']] }));
    await ii.upgrade({ ...RETAIN_ALL, register_rate_limit: [{ time_per_token_ns: 5n, max_tokens: 7n }] });
    const config = await ii.as().config();
    expect(config.register_rate_limit).toEqual([{ time_per_token_ns: 5n, max_tokens: 7n }]);
    expect(config.related_origins).toEqual([['https://a.example']]);
  });

  it.each([
    ['the published canister', Uint8Array.of(0x49, 0x49, 0x43, 9, 1, 0, 0, 0, 16, 39, 0, 0, 0, 0, 0, 0)],
    ['somebody else', Uint8Array.from({ length: 4096 }, (_, i) => (i * 167 + 13) % 251)],
  ])('should refuse stable memory of %s and leave every byte of it', async (_name, foreign) => {
    await install(encodeInit(null));
    const memory = new Uint8Array(65536);
    memory.set(foreign);
    await ii.pic.setStableMemory(CANISTER_ID, memory);
    const before = await ii.pic.getStableMemory(CANISTER_ID);
    await expect(ii.upgrade()).rejects.toThrow(NO_LONGER_SUPPORTED);
    expect(Buffer.from(await ii.pic.getStableMemory(CANISTER_ID)).equals(Buffer.from(before))).toBe(true);
  });

  it('should refuse an improper identity range and stay as it was', async () => {
    await install(encodeInit(null));
    await expect(
      ii.upgrade({ ...RETAIN_ALL, assigned_user_number_range: [[20_000n, 10_000n]] }),
    ).rejects.toThrow(/set_anchor_number_range: improper Identity Anchor range \[20000, 10000\)/);
    expect((await ii.as().stats()).assigned_user_number_range).toEqual([10_000n, 67_116_816n]);
  });
});
