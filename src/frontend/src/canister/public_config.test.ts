import { IDL } from '@dfinity/candid';
import { describe, expect, it } from 'vitest';
import { init, type InternetIdentityInit } from '../../../declarations/internet_identity.did.ts';
import { bytesToBase64 } from '../bytes/base64.ts';
import { decodePublicConfig } from './public_config.ts';

const EMPTY: InternetIdentityInit = {
  fetch_root_key: [],
  openid_google: [],
  openid_configs: [],
  native_login: [],
  is_production: [],
  enable_dapps_explorer: [],
  assigned_user_number_range: [[10_000n, 67_116_816n]],
  new_flow_origins: [],
  archive_config: [],
  canister_creation_cycles_cost: [],
  analytics_config: [],
  related_origins: [],
  captcha_config: [],
  dummy_auth: [],
  register_rate_limit: [],
};

describe('decodePublicConfig', () => {
  it.each([
    [[], false],
    [[false], false],
    [[true], true],
  ] as const)('should read fetch_root_key %j', (value, expected) => {
    const bytes = IDL.encode(init({ IDL }), [[{ ...EMPTY, fetch_root_key: value }]]);
    expect(decodePublicConfig(bytesToBase64(bytes)).fetchRootKey).toBe(expected);
  });

  it('should read the host names of related origins, and leave out what is no address', () => {
    const related_origins: [string[]] = [['https://id.ai', 'nonsense', 'https://identity.ic0.app']];
    const bytes = IDL.encode(init({ IDL }), [[{ ...EMPTY, related_origins }]]);
    expect(decodePublicConfig(bytesToBase64(bytes)).relatedHostnames).toEqual(['id.ai', 'identity.ic0.app']);
  });

  it('should read a record that is not optional', () => {
    const bytes = IDL.encode(
      [IDL.Record({ fetch_root_key: IDL.Opt(IDL.Bool) })],
      [{ fetch_root_key: [true] }],
    );
    expect(decodePublicConfig(bytesToBase64(bytes)).fetchRootKey).toBe(true);
  });

  it.each(['', '!', 'AAAA', 'RElETAA='])('should take the safe default for %j', (text) => {
    expect(decodePublicConfig(text).fetchRootKey).toBe(false);
  });
});
