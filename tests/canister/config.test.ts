import { afterEach, describe, expect, it } from 'vitest';
import { RETAIN_ALL } from '../../scripts/local_network/init_arg.ts';
import type { InternetIdentityInit } from '../../src/declarations/internet_identity.did.ts';
import { asRead } from '../support/client_interface.ts';
import { identity, InternetIdentity } from '../support/internet_identity.ts';

/** What an installation without any argument has. */
const DEFAULTS: InternetIdentityInit = {
  ...RETAIN_ALL,
  assigned_user_number_range: [[10_000n, 67_116_816n]],
  canister_creation_cycles_cost: [0n],
  register_rate_limit: [{ time_per_token_ns: 10_000_000_000n, max_tokens: 20_000n }],
  captcha_config: [{ max_unsolved_captchas: 500n, captcha_trigger: { Static: { CaptchaEnabled: null } } }],
  openid_google: [[]],
  analytics_config: [[]],
  dummy_auth: [[]],
};

const EVERYTHING: InternetIdentityInit = {
  assigned_user_number_range: [[10_000n, 20_000n]],
  archive_config: [
    {
      module_hash: new Uint8Array(32).fill(3),
      entries_buffer_limit: 10n,
      entries_fetch_limit: 5,
      polling_interval_ns: 60n,
    },
  ],
  canister_creation_cycles_cost: [7n],
  register_rate_limit: [{ time_per_token_ns: 1n, max_tokens: 2n }],
  captcha_config: [
    {
      max_unsolved_captchas: 9n,
      captcha_trigger: {
        Dynamic: {
          threshold_pct: 20,
          current_rate_sampling_interval_s: 600n,
          reference_rate_sampling_interval_s: 3600n,
        },
      },
    },
  ],
  related_origins: [['https://a.example', 'https://b.example']],
  new_flow_origins: [['https://c.example']],
  openid_google: [[{ client_id: 'client' }]],
  openid_configs: [],
  analytics_config: [
    [
      {
        Plausible: { domain: ['d'], hash_mode: [true], track_localhost: [], api_host: ['https://p.example'] },
      },
    ],
  ],
  fetch_root_key: [true],
  enable_dapps_explorer: [false],
  is_production: [true],
  dummy_auth: [[{ prompt_for_index: true }]],
  native_login: [
    {
      issuer: 'https://identity.example',
      schnorr_key_name: 'key_1',
      clients: [
        {
          client_id: 'app',
          name: 'An app',
          redirect_uris: ['https://a.example/callback', 'com.example.app:/callback', 'http://127.0.0.1/'],
          allowed_origins: ['https://a.example'],
        },
      ],
    },
  ],
};

const read = (configuration: InternetIdentityInit): Partial<InternetIdentityInit> =>
  asRead(configuration, 'dummy_auth', 'openid_configs', 'native_login');

describe('config', () => {
  let ii: InternetIdentity;
  afterEach(() => ii.tearDown());

  it('should echo the defaults', async () => {
    ii = await InternetIdentity.create(null);
    expect(await ii.as().config()).toEqual(read(DEFAULTS));
  });

  it('should echo what was set, retain it, and clear what an inner null clears', async () => {
    ii = await InternetIdentity.create(EVERYTHING);
    expect(await ii.as().config()).toEqual(read(EVERYTHING));
    await ii.upgrade();
    expect(await ii.as().config()).toEqual(read(EVERYTHING));
    await ii.upgrade({ ...RETAIN_ALL, openid_google: [[]], analytics_config: [[]], dummy_auth: [[]] });
    expect(await ii.as().config()).toEqual(
      read({ ...EVERYTHING, openid_google: [[]], analytics_config: [[]], dummy_auth: [[]] }),
    );
  });

  it('should hold a changed range to the identities that exist', async () => {
    ii = await InternetIdentity.create(null);
    await ii.upgrade({ ...RETAIN_ALL, captcha_config: EVERYTHING.captcha_config });
    const upgrade = (lo: bigint, hi: bigint) =>
      ii.upgrade({ ...RETAIN_ALL, assigned_user_number_range: [[lo, hi]] });
    await expect(upgrade(10_000n, 10_000n + 67_106_817n)).rejects.toThrow(
      'specified range [10000, 67116817) is too large for this canister (max 67106816 entries)',
    );
    await upgrade(20_000n, 30_000n);
    expect((await ii.as().stats()).assigned_user_number_range).toEqual([20_000n, 30_000n]);
  });

  it('should refuse a range that would lose identities', async () => {
    ii = await InternetIdentity.create();
    await ii.register(identity('alice'));
    await ii.register(identity('bob'));
    const upgrade = (lo: bigint, hi: bigint) =>
      ii.upgrade({ ...RETAIN_ALL, assigned_user_number_range: [[lo, hi]] });
    await expect(upgrade(10_001n, 20_000n)).rejects.toThrow(
      'specified range [10001, 20000) does not start from the same number (10000) as the existing range thus would make existing anchors invalid',
    );
    await expect(upgrade(10_000n, 10_001n)).rejects.toThrow(
      'specified range [10000, 10001) does not accommodate all 2 anchors thus would make existing anchors invalid',
    );
    await upgrade(10_000n, 10_002n);
  });
});
