import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity, testAuthnMethod, testDevice } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { DeviceData } from '../../declarations/internet_identity.did.ts';

let canister: TestCanister;
let anchor: bigint;

const RECOVERY_PASSKEY: DeviceData = {
  ...testDevice(2),
  purpose: { recovery: null },
  key_type: { cross_platform: null },
  origin: ['https://id.ai'],
};
const PHRASE: DeviceData = {
  ...testDevice(3),
  credential_id: [],
  purpose: { authentication: null },
  key_type: { seed_phrase: null },
  protection: { protected: null },
  metadata: [[['note', { map: [['n', { bytes: Uint8Array.of(1) }]] }]]],
};
const BROWSER_KEY: DeviceData = {
  ...testDevice(4),
  alias: '',
  credential_id: [],
  purpose: { authentication: null },
  key_type: { browser_storage_key: null },
};

beforeEach(async () => {
  canister = new TestCanister();
  anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
  for (const device of [RECOVERY_PASSKEY, PHRASE, BROWSER_KEY]) await canister.update('add', anchor, device);
});

/** Who asks what anyone may ask. */
const asStranger = () => canister.ic.as(Principal.anonymous().toUint8Array());

describe('lookup', () => {
  test('gives devices by last use, the newest first, without alias and metadata', async () => {
    canister.ic.as(testPrincipal(3)).advance(SECOND);
    await canister.update('get_anchor_info', anchor);
    asStranger();
    const expected = [PHRASE, testDevice(1), RECOVERY_PASSKEY, BROWSER_KEY];
    expect(await canister.query('lookup', anchor)).toEqual(
      expected.map((device) => ({ ...device, alias: '', metadata: [] })),
    );
  });

  test('knows nothing of an unknown identity', async () => {
    expect(await canister.query('lookup', 1n)).toEqual([]);
    expect(await canister.query('lookup', anchor + 1n)).toEqual([]);
  });
});

describe('get_anchor_credentials', () => {
  test('gives credentials by purpose and phrases whatever theirs, not other keys', async () => {
    asStranger();
    expect(await canister.query('get_anchor_credentials', anchor)).toEqual({
      credentials: [{ pubkey: testKey(1), credential_id: Uint8Array.of(1, 1, 1, 1) }],
      recovery_credentials: [{ pubkey: testKey(2), credential_id: Uint8Array.of(2, 2, 2, 2) }],
      recovery_phrases: [testKey(3)],
    });
  });

  test('knows nothing of an unknown identity', async () => {
    expect(await canister.query('get_anchor_credentials', 1n)).toEqual({
      credentials: [],
      recovery_credentials: [],
      recovery_phrases: [],
    });
  });
});

describe('identity_authn_info', () => {
  test('splits all methods by purpose', async () => {
    asStranger();
    expect(await canister.query('identity_authn_info', anchor)).toEqual({
      Ok: {
        authn_methods: [
          { WebAuthn: { pubkey: testKey(1), credential_id: Uint8Array.of(1, 1, 1, 1) } },
          { PubKey: { pubkey: testKey(3) } },
          { PubKey: { pubkey: testKey(4) } },
        ],
        recovery_authn_methods: [
          { WebAuthn: { pubkey: testKey(2), credential_id: Uint8Array.of(2, 2, 2, 2) } },
        ],
      },
    });
  });

  test('is empty for an unknown identity', async () => {
    expect(await canister.query('identity_authn_info', 1n)).toEqual({
      Ok: { authn_methods: [], recovery_authn_methods: [] },
    });
  });
});

describe('get_anchor_info', () => {
  test('gives all devices in stored order, this use included', async () => {
    canister.ic.advance(SECOND);
    expect(await canister.update('get_anchor_info', anchor)).toEqual({
      devices: [
        { ...testDevice(1), metadata: [[]], last_usage: [A_MOMENT + SECOND] },
        { ...RECOVERY_PASSKEY, last_usage: [] },
        { ...PHRASE, last_usage: [] },
        { ...BROWSER_KEY, last_usage: [] },
      ],
      device_registration: [],
      openid_credentials: [[]],
      name: [],
    });
  });

  test('traps for an unknown identity before it asks who calls', async () => {
    asStranger();
    await expect(canister.update('get_anchor_info', 5n)).rejects.toThrow(
      /^failed to read device data of user 5: Identity Anchor 5 is out of range \[10000, 67116816\)$/,
    );
    await expect(canister.update('identity_info', 67_116_816n)).rejects.toThrow(
      /^failed to read device data of user 67116816: Identity Anchor 67116816 is out of range \[10000, 67116816\)$/,
    );
    await expect(canister.update('identity_info', 67_116_815n)).rejects.toThrow(
      /^failed to read device data of user 67116815: bad Identity Anchor 67116815$/,
    );
  });
});

describe('identity_info', () => {
  test('gives methods with the fields of their devices as metadata', async () => {
    canister.ic.advance(SECOND);
    const settings = (protection: 'Protected' | 'Unprotected', purpose: 'Recovery' | 'Authentication') => ({
      protection: { [protection]: null },
      purpose: { [purpose]: null },
    });
    expect(await canister.update('identity_info', anchor)).toEqual({
      Ok: {
        authn_methods: [
          { ...testAuthnMethod(1), last_authentication: [A_MOMENT + SECOND] },
          {
            authn_method: { WebAuthn: { pubkey: testKey(2), credential_id: Uint8Array.of(2, 2, 2, 2) } },
            security_settings: settings('Unprotected', 'Recovery'),
            metadata: [
              ['alias', { String: 'passkey 2' }],
              ['origin', { String: 'https://id.ai' }],
              ['authenticator_attachment', { String: 'cross_platform' }],
            ],
            last_authentication: [],
          },
          {
            authn_method: { PubKey: { pubkey: testKey(3) } },
            security_settings: settings('Protected', 'Authentication'),
            metadata: [
              ['note', { Map: [['n', { Bytes: Uint8Array.of(1) }]] }],
              ['alias', { String: 'passkey 3' }],
              ['usage', { String: 'recovery_phrase' }],
            ],
            last_authentication: [],
          },
          {
            authn_method: { PubKey: { pubkey: testKey(4) } },
            security_settings: settings('Unprotected', 'Authentication'),
            metadata: [['usage', { String: 'browser_storage_key' }]],
            last_authentication: [],
          },
        ],
        authn_method_registration: [],
        openid_credentials: [[]],
        metadata: [],
        name: [],
      },
    });
  });

  test('names a caller who may not see it', async () => {
    canister.ic.as(testPrincipal(9));
    const before = canister.ic.stableImage();
    expect(await canister.update('identity_info', anchor)).toEqual({
      Err: { Unauthorized: Principal.fromUint8Array(testPrincipal(9)) },
    });
    expect(canister.ic.stableImage()).toBe(before);
  });
});
