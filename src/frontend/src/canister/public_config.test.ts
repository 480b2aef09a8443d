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

  it('should name the providers, Google in front by its own field, and leave out whose page has no address', () => {
    const config = (name: string, auth_uri: string) => ({
      ...{ name, auth_uri, logo: '<svg/>', issuer: `https://${name}.example`, client_id: `at-${name}` },
      ...{ jwks_uri: '', auth_scope: ['openid'], fedcm_uri: [] as [], email_verification: [] as [] },
      seed_jwks: [] as [],
    });
    const openid_configs: InternetIdentityInit['openid_configs'] = [
      [
        config('a', 'https://a.example/auth'),
        config('b', 'javascript:alert(1)'),
        config('c', 'https://'),
        config('d', ''),
      ],
    ];
    const openid_google: InternetIdentityInit['openid_google'] = [[{ client_id: 'at-google' }]];
    const bytes = IDL.encode(init({ IDL }), [[{ ...EMPTY, openid_configs, openid_google }]]);
    const { providers } = decodePublicConfig(bytesToBase64(bytes));
    expect(providers).toEqual([
      {
        ...{ name: 'Google', logo: '', issuer: 'https://accounts.google.com', clientId: 'at-google' },
        authUri: 'https://accounts.google.com/o/oauth2/v2/auth',
        scopes: ['openid', 'profile', 'email'],
      },
      {
        ...{ name: 'a', logo: '<svg/>', issuer: 'https://a.example', clientId: 'at-a' },
        ...{ authUri: 'https://a.example/auth', scopes: ['openid'] },
      },
    ]);
    const off = IDL.encode(init({ IDL }), [[{ ...EMPTY, openid_google: [[]] }]]);
    expect(decodePublicConfig(bytesToBase64(off)).providers).toEqual([]);
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
