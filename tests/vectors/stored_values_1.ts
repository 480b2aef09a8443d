/** What the stored records of version 1 say. */
import type { AccountReference } from '../../src/backend/domain/account.ts';
import type { Anchor } from '../../src/backend/domain/anchor.ts';
import { type Configuration, DEFAULT_CONFIGURATION } from '../../src/backend/domain/configuration.ts';
import type { FrontendHostname } from '../../src/backend/domain/delegation.ts';
import type { Device, KeyType } from '../../src/backend/domain/device.ts';
import type { OpenIdCredential } from '../../src/backend/domain/openid_credential.ts';

export const SALT: Uint8Array = Uint8Array.from({ length: 32 }, (_, i) => i);

export const CONFIGURATION: Configuration = {
  assigned_user_number_range: [10_000n, 20_000n],
  archive_config: {
    module_hash: new Uint8Array(32).fill(3),
    entries_buffer_limit: 10n,
    entries_fetch_limit: 5,
    polling_interval_ns: 60n,
  },
  canister_creation_cycles_cost: 7n,
  register_rate_limit: { time_per_token_ns: 1n, max_tokens: 2n },
  captcha_config: {
    max_unsolved_captchas: 9n,
    captcha_trigger: {
      tag: 'Dynamic',
      value: {
        threshold_pct: 20,
        current_rate_sampling_interval_s: 10n,
        reference_rate_sampling_interval_s: 100n,
      },
    },
  },
  related_origins: ['https://a.example'],
  new_flow_origins: ['https://c.example'],
  openid_google: { some: { client_id: 'client' } },
  analytics_config: DEFAULT_CONFIGURATION.analytics_config,
  fetch_root_key: true,
  enable_dapps_explorer: false,
  is_production: true,
  dummy_auth: { some: { prompt_for_index: true } },
  // Of later versions, which read that they are not there.
  openid_configs: null,
  native_login: null,
};

const KEY_TYPES: readonly KeyType[] = [
  'unknown',
  'platform',
  'cross_platform',
  'seed_phrase',
  'browser_storage_key',
];

const device = (keyType: KeyType, n: number): Device => ({
  pubkey: new Uint8Array(n + 1).fill(0xa0 + n),
  alias: n === 0 ? '' : `é${keyType}`,
  credentialId: keyType === 'seed_phrase' ? null : new Uint8Array(n).fill(0xc0 + n),
  purpose: n % 2 === 0 ? 'authentication' : 'recovery',
  keyType,
  protection: keyType === 'seed_phrase' ? 'protected' : 'unprotected',
  origin: n === 1 ? 'https://a.example' : null,
  metadata: n === 2 ? [] : n === 4 ? [['b', { kind: 'bytes', value: Uint8Array.of(0, 255) }]] : null,
  lastUsage: n === 0 ? null : 1_700_000_000_000_000_000n + BigInt(n),
});

/** Every kind of field in every state. */
export const FULL_ANCHOR: Anchor = {
  devices: KEY_TYPES.map(device),
  name: 'Ada',
  metadata: [
    ['s', { kind: 'string', value: 'ß' }],
    ['m', { kind: 'map', value: [['inner', { kind: 'map', value: [] }]] }],
  ],
  createdAt: 1_700_000_000_000_000_000n,
};

export const BARE_ANCHOR: Anchor = { devices: [], name: null, metadata: [], createdAt: 0n };

export const ACCOUNT_PLACE = { anchorNumber: 10_000n, hostname: 'https://dapp.example' as FrontendHostname };

/** A default account that was named after another account was added. */
export const ACCOUNTS: readonly AccountReference[] = [
  { number: 2n, isDefault: true, lastUsed: null },
  { number: 1n, isDefault: false, lastUsed: 1_700_000_000_000_000_000n },
];

/** Number of the account that is offered first. */
export const PREFERRED_ACCOUNT = 1n;

/** By the accounts' numbers, from 1. */
export const ACCOUNT_NAMES: readonly string[] = ['Wörk', ''];

/** Public key of id tokens, and the system's key that it is derived from. */
export const SIGNING_KEY = { name: 'key_1', publicKey: new Uint8Array(32).fill(0x5b) };

/** Linked to the first identity. */
export const OPENID_CREDENTIALS: readonly OpenIdCredential[] = [
  {
    iss: 'https://provider.example/tenant/v2.0',
    sub: 'pérson',
    aud: 'client',
    metadata: [['name', { kind: 'string', value: 'Ada' }]],
    lastUsage: 1_700_000_000_000_000_001n,
    keyDigest: new Uint8Array(28).fill(0xab),
  },
  { iss: 'https://b.example', sub: '1', aud: 'client', metadata: [], lastUsage: null, keyDigest: null },
];
