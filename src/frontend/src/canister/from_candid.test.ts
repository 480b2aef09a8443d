import { describe, expect, it } from 'vitest';
import type { AuthnMethodData } from '../../../declarations/internet_identity.did.ts';
import { devicesToPasskeys, identityInfoFromCandid, nextStepToCaptcha } from './from_candid.ts';
import { passkeyToAuthnMethod } from './to_candid.ts';

const method = (overrides: Partial<AuthnMethodData>): AuthnMethodData => ({
  authn_method: { WebAuthn: { credential_id: Uint8Array.of(1), pubkey: Uint8Array.of(2) } },
  security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
  metadata: [],
  last_authentication: [],
  ...overrides,
});

describe('identityInfoFromCandid', () => {
  it('should name each kind, the last used one first', () => {
    const { methods, pairing } = identityInfoFromCandid('10000', {
      authn_methods: [
        method({ metadata: [['alias', { String: 'Laptop' }]] }),
        method({
          authn_method: { PubKey: { pubkey: Uint8Array.of(3) } },
          metadata: [['usage', { String: 'recovery_phrase' }]],
          last_authentication: [1_700_000_000_000_000_000n],
        }),
        method({ metadata: [['authenticator_attachment', { String: 'cross_platform' }]] }),
        method({ security_settings: { protection: { Unprotected: null }, purpose: { Recovery: null } } }),
        method({
          authn_method: { PubKey: { pubkey: Uint8Array.of(4) } },
          metadata: [['alias', { Bytes: Uint8Array.of(1) }]],
        }),
      ],
      authn_method_registration: [
        {
          expiration: 1_700_000_900_000_000_000n,
          authn_method: [method({ metadata: [['alias', { String: 'Phone' }]] })],
        },
      ],
      openid_credentials: [],
      metadata: [],
      name: [],
    });
    expect(methods.map(({ kind, name, lastUsed }) => [kind, name, lastUsed])).toEqual([
      ['recoveryPhrase', '', 1_700_000_000_000],
      ['passkey', 'Laptop', null],
      ['securityKey', '', null],
      ['recoveryDevice', '', null],
      ['otherKey', '', null],
    ]);
    expect(pairing).toEqual({ expiresAt: 1_700_000_900_000, asking: 'Phone' });
  });

  it('should give linked accounts with what their provider says of them', () => {
    const account = { iss: 'https://a.example', sub: '1', aud: 'c' };
    const { accounts } = identityInfoFromCandid('10000', {
      ...{ authn_methods: [], authn_method_registration: [], metadata: [], name: [] },
      openid_credentials: [
        [
          {
            ...account,
            last_usage_timestamp: [1_700_000_000_000_000_000n],
            metadata: [
              ['email', { String: 'ada@a.example' }],
              ['name', { String: 'Ada' }],
            ],
          },
          {
            ...account,
            sub: '2',
            last_usage_timestamp: [],
            metadata: [['name', { Bytes: Uint8Array.of(1) }]],
          },
        ],
      ],
    });
    expect(accounts).toEqual([
      { ...account, name: 'Ada', email: 'ada@a.example', lastUsed: 1_700_000_000_000 },
      { ...account, sub: '2', name: null, email: null, lastUsed: null },
    ]);
  });
});

describe('devicesToPasskeys', () => {
  it('should leave out devices that a browser cannot use', () => {
    const device = {
      pubkey: Uint8Array.of(2),
      alias: '',
      purpose: { authentication: null },
      key_type: { unknown: null },
      protection: { unprotected: null },
      metadata: [] as [],
    };
    expect(
      devicesToPasskeys([
        { ...device, credential_id: [Uint8Array.of(1)], origin: ['https://id.ai'] },
        { ...device, credential_id: [], origin: [] },
      ]),
    ).toEqual([
      {
        credentialId: Uint8Array.of(1),
        publicKey: Uint8Array.of(2),
        origin: 'https://id.ai',
        isRecovery: false,
      },
    ]);
  });
});

describe('nextStepToCaptcha', () => {
  it('should make a picture of a captcha, and nothing of the end', () => {
    expect(nextStepToCaptcha({ CheckCaptcha: { captcha_png_base64: 'aGk=' } })).toBe(
      'data:image/png;base64,aGk=',
    );
    expect(nextStepToCaptcha({ Finish: null })).toBeNull();
  });
});

describe('passkeyToAuthnMethod', () => {
  it('should carry name, address and attachment as metadata, and nothing that is not known', () => {
    const passkey = { credentialId: Uint8Array.of(1), publicKey: Uint8Array.of(2), name: 'Laptop' };
    expect(
      passkeyToAuthnMethod({ ...passkey, origin: 'https://id.ai', attachment: 'platform' }).metadata,
    ).toEqual([
      ['alias', { String: 'Laptop' }],
      ['origin', { String: 'https://id.ai' }],
      ['authenticator_attachment', { String: 'platform' }],
    ]);
    expect(passkeyToAuthnMethod({ ...passkey, origin: null, attachment: null }).metadata).toEqual([
      ['alias', { String: 'Laptop' }],
    ]);
  });
});
