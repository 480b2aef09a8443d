import { describe, expect, test } from 'vitest';
import { FakeIc } from '../../../tests/support/fake_ic.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import {
  type InitRecord,
  TestCanister,
  WITHOUT_CAPTCHA,
  testPrincipal,
} from '../../../tests/support/test_canister.ts';
import { SETTINGS_MEMORY } from '../storage/memory_ids.ts';
import { install, upgrade } from './install.ts';

const DEFAULTS = {
  assigned_user_number_range: [[10_000n, 67_116_816n]],
  archive_config: [],
  canister_creation_cycles_cost: [0n],
  register_rate_limit: [{ time_per_token_ns: 10_000_000_000n, max_tokens: 20_000n }],
  captcha_config: [{ max_unsolved_captchas: 500n, captcha_trigger: { Static: { CaptchaEnabled: null } } }],
  related_origins: [],
  new_flow_origins: [],
  openid_google: [[]],
  analytics_config: [[]],
  fetch_root_key: [],
  enable_dapps_explorer: [],
  is_production: [],
  dummy_auth: [[]],
  openid_configs: [],
  native_login: [],
};

/** Every field, set to something that is no default. */
const ALL: InitRecord = {
  assigned_user_number_range: [[5n, 105n]],
  archive_config: [
    {
      module_hash: new Uint8Array(32).fill(3),
      entries_buffer_limit: 7n,
      entries_fetch_limit: 8,
      polling_interval_ns: 9n,
    },
  ],
  canister_creation_cycles_cost: [11n],
  register_rate_limit: [{ time_per_token_ns: 12n, max_tokens: 13n }],
  captcha_config: [
    {
      max_unsolved_captchas: 14n,
      captcha_trigger: {
        Dynamic: {
          threshold_pct: 15,
          current_rate_sampling_interval_s: 16n,
          reference_rate_sampling_interval_s: 17n,
        },
      },
    },
  ],
  related_origins: [['https://a.example']],
  new_flow_origins: [['https://b.example']],
  openid_google: [[{ client_id: 'google' }]],
  analytics_config: [
    [{ Plausible: { domain: ['d'], hash_mode: [true], track_localhost: [false], api_host: [] } }],
  ],
  fetch_root_key: [true],
  enable_dapps_explorer: [false],
  is_production: [true],
  dummy_auth: [[{ prompt_for_index: true }]],
  openid_configs: [],
  native_login: [
    {
      issuer: 'https://identity.example',
      schnorr_key_name: 'key_1',
      clients: [
        {
          client_id: 'app',
          name: 'An app',
          redirect_uris: ['com.example.app:/callback'],
          allowed_origins: ['https://a.example'],
        },
      ],
    },
  ],
};

const config = (canister: TestCanister) => canister.query('config');

describe('the configuration', () => {
  test('has its defaults without an argument and with an empty one', async () => {
    expect(await config(new TestCanister(null))).toEqual(DEFAULTS);
    expect(await config(new TestCanister({}))).toEqual(DEFAULTS);
  });

  test('is what the argument says, and outlives upgrades', async () => {
    const canister = new TestCanister(ALL);
    expect(await config(canister)).toEqual(ALL);
    canister.upgrade();
    expect(await config(canister)).toEqual(ALL);
    canister.upgrade({});
    expect(await config(canister)).toEqual(ALL);
  });

  test.each(Object.keys(ALL))('changes by the field %s alone', async (field) => {
    const canister = new TestCanister(null);
    canister.upgrade({ [field]: ALL[field] });
    expect(await config(canister)).toEqual({ ...DEFAULTS, [field]: ALL[field] });
    canister.upgrade();
    expect(await config(canister)).toEqual({ ...DEFAULTS, [field]: ALL[field] });
  });

  test.each(['openid_google', 'analytics_config', 'dummy_auth'])(
    'is cleared by an inner null: %s',
    async (field) => {
      const canister = new TestCanister(ALL);
      canister.upgrade({ [field]: [[]] });
      expect(await config(canister)).toEqual({ ...ALL, [field]: [[]] });
    },
  );

  test('shows in the statistics', async () => {
    const canister = new TestCanister(ALL);
    expect(await canister.query('stats')).toEqual({
      users_registered: 0n,
      storage_layout_version: 1,
      assigned_user_number_range: [5n, 105n],
      archive_info: { archive_canister: [], archive_config: ALL['archive_config'] },
      canister_creation_cycles_cost: 11n,
      event_aggregations: [],
    });
  });
});

describe('the range of numbers', () => {
  const range = (lo: bigint, hi: bigint): InitRecord => ({
    ...WITHOUT_CAPTCHA,
    assigned_user_number_range: [[lo, hi]],
  });
  const p = 'set_anchor_number_range: ';

  test.each([
    [9n, 8n, `${p}improper Identity Anchor range [9, 8)`],
    [
      0n,
      67_106_817n,
      `${p}specified range [0, 67106817) is too large for this canister (max 67106816 entries)`,
    ],
  ])('[%s, %s) ends the installation', (lo, hi, why) => {
    expect(() => new TestCanister(range(lo, hi))).toThrow(why);
  });

  test.each([
    [9n, 9n],
    [0n, 67_106_816n],
    [2n ** 64n - 2n, 2n ** 64n - 1n],
  ])('may be [%s, %s)', async (lo, hi) => {
    const { assigned_user_number_range } = await config(new TestCanister(range(lo, hi)));
    expect(assigned_user_number_range).toEqual([[lo, hi]]);
  });

  test('keeps the identities that there are', async () => {
    const canister = new TestCanister(range(100n, 200n));
    canister.upgrade(range(300n, 400n));
    await registerIdentity(canister, 1);
    await registerIdentity(canister, 1);
    const before = canister.ic.stableImage();
    const outcome = 'thus would make existing anchors invalid';
    expect(() => canister.upgrade(range(301n, 400n))).toThrow(
      `${p}specified range [301, 400) does not start from the same number (300) as the existing range ${outcome}`,
    );
    expect(() => canister.upgrade(range(300n, 301n))).toThrow(
      `${p}specified range [300, 301) does not accommodate all 2 anchors ${outcome}`,
    );
    expect(canister.ic.stableImage()).toBe(before);
    canister.upgrade(range(300n, 302n));
    canister.upgrade(range(300n, 303n));
    expect(await registerIdentity(canister, 1)).toBe(302n);
  });
});

describe('an upgrade', () => {
  test('keeps identities', async () => {
    const canister = new TestCanister();
    const anchor = await registerIdentity(canister, 1);
    canister.ic.as(testPrincipal(1));
    const before = await canister.update('get_anchor_info', anchor);
    canister.upgrade();
    expect(await canister.update('get_anchor_info', anchor)).toEqual(before);
    expect(await registerIdentity(canister, 1)).toBe(anchor + 1n);
  });

  test('publishes a root, as an installation does', () => {
    const canister = new TestCanister();
    expect(canister.ic.roots).toHaveLength(1);
    canister.upgrade();
    expect(canister.ic.roots).toHaveLength(2);
    expect(canister.ic.roots[1]).toEqual(canister.ic.roots[0]);
  });

  const refusal = (version: string) =>
    `stable memory layout version ${version} is no longer supported:\n` +
    'Either reinstall (wiping stable memory) or upgrade sequentially to the latest version of II by installing each intermediate version in turn.\n' +
    'See https://github.com/dfinity/internet-identity#stable-memory-compatibility for more information.';

  test('ends over memory that has no layout of ours', () => {
    expect(() => upgrade(new FakeIc(), [], null)).toThrow(refusal('unknown'));
  });

  test.each([0, 2, 9])('ends over layout %i, and changes nothing', (version) => {
    const ic = new FakeIc();
    install(ic, [], null);
    ic.stableMap(SETTINGS_MEMORY).insert(Uint8Array.of(0), Uint8Array.of(version));
    const before = ic.stableImage();
    expect(() => upgrade(ic, [], null)).toThrow(refusal(`${version}`));
    expect(ic.stableImage()).toBe(before);
  });
});
