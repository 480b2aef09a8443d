import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity, testAuthnMethod, testDevice } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { AuthnMethodData, MetadataMapV2 } from '../../declarations/internet_identity.did.ts';
import { hex } from '../encoding/hex.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';

let canister: TestCanister;
let anchor: bigint;

const PHRASE: AuthnMethodData = {
  authn_method: { PubKey: { pubkey: testKey(3) } },
  security_settings: { protection: { Unprotected: null }, purpose: { Recovery: null } },
  metadata: [['usage', { String: 'recovery_phrase' }]],
  last_authentication: [],
};
const LOCKED = { protection: { Protected: null }, purpose: { Recovery: null } };
const INVALID: MetadataMapV2 = [['alias', { Bytes: Uint8Array.of(7) }]];
const INVALID_TEXT = "Invalid metadata type for key 'alias': expected string, got value Bytes([7])";

beforeEach(async () => {
  canister = new TestCanister();
  anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
});

const method = (n: number, metadata?: MetadataMapV2): AuthnMethodData => ({
  ...testAuthnMethod(n),
  ...(metadata === undefined ? {} : { metadata }),
});
const add = (data: AuthnMethodData) => canister.update('authn_method_add', anchor, data);
const devices = () => decodeAnchor(canister.inside.anchors.record(anchor) as Uint8Array).devices;

describe('authn_method_add', () => {
  test('adds a device', async () => {
    expect(await add(method(2))).toEqual({ Ok: null });
    expect((await canister.update('get_anchor_info', anchor)).devices[1]).toEqual({
      ...testDevice(2),
      metadata: [[]],
      last_usage: [],
    });
  });

  test('names metadata that it cannot read before it asks who calls', async () => {
    canister.ic.as(testPrincipal(9));
    expect(await add(method(2, INVALID))).toEqual({ Err: { InvalidMetadata: INVALID_TEXT } });
  });

  test('traps like add', async () => {
    await expect(add(method(1))).rejects.toThrow(
      `failed to add device: Device with key ${hex(testKey(1))} already exists on this anchor.`,
    );
    canister.ic.as(testPrincipal(9));
    await expect(add(method(2))).rejects.toThrow('could not be authenticated');
  });
});

describe('authn_method_replace', () => {
  const replace = (n: number, data: AuthnMethodData) =>
    canister.update('authn_method_replace', anchor, testKey(n), data);

  test('puts one method in the place of another', async () => {
    expect(await replace(1, method(2))).toEqual({ Ok: null });
    expect(devices().map(({ pubkey }) => pubkey)).toEqual([testKey(2)]);
  });

  test('traps for a method that is not there, and names bad metadata', async () => {
    await expect(replace(5, method(2))).rejects.toThrow(
      `failed to replace device: Device with key ${hex(testKey(5))} not found.`,
    );
    expect(await replace(1, method(2, INVALID))).toEqual({ Err: { InvalidMetadata: INVALID_TEXT } });
  });
});

describe('authn_method_remove', () => {
  test('removes a method and traps for one that is not there', async () => {
    await add(method(2));
    expect(await canister.update('authn_method_remove', anchor, testKey(2))).toEqual({ Ok: null });
    await expect(canister.update('authn_method_remove', anchor, testKey(2))).rejects.toThrow(
      `failed to remove device: Device with key ${hex(testKey(2))} not found.`,
    );
  });
});

describe('authn_method_metadata_replace', () => {
  const replace = (n: number, metadata: MetadataMapV2) =>
    canister.update('authn_method_metadata_replace', anchor, testKey(n), metadata);

  test('overwrites all metadata, that in fields of the device included', async () => {
    await canister.update('update', anchor, testKey(1), {
      ...testDevice(1),
      origin: ['https://id.ai'],
      key_type: { platform: null },
      metadata: [[['a', { string: 'b' }]]],
    });
    expect(await replace(1, [['c', { String: 'd' }]])).toEqual({ Ok: null });
    expect(devices()[0]).toMatchObject({
      alias: '',
      origin: null,
      keyType: 'unknown',
      metadata: [['c', { kind: 'string', value: 'd' }]],
      credentialId: Uint8Array.of(1, 1, 1, 1),
      lastUsage: A_MOMENT,
    });
  });

  test('turns a phrase that loses its usage into an unknown key', async () => {
    await add(PHRASE);
    await replace(3, []);
    expect(devices()[1]?.keyType).toBe('unknown');
  });

  test('counts as a use even for a method that is not there', async () => {
    canister.ic.advance(SECOND);
    expect(await replace(5, INVALID)).toEqual({ Err: { AuthnMethodNotFound: null } });
    expect(devices()[0]?.lastUsage).toBe(A_MOMENT + SECOND);
    canister.ic.advance(SECOND);
    expect(await replace(1, INVALID)).toEqual({ Err: { InvalidMetadata: INVALID_TEXT } });
    expect(devices()[0]?.lastUsage).toBe(A_MOMENT + 2n * SECOND);
  });

  test('traps like update', async () => {
    await expect(
      replace(1, [
        ['usage', { String: 'x' }],
        ['pubkey', { String: '' }],
      ]),
    ).rejects.toThrow(/^failed to modify device: Metadata key 'pubkey' is reserved and cannot be used\.$/);
    await add({ ...PHRASE, security_settings: LOCKED });
    await expect(replace(3, PHRASE.metadata)).rejects.toThrow('failed to modify device: Device is locked.');
    canister.ic.as(testPrincipal(9));
    await expect(replace(1, [])).rejects.toThrow('could not be authenticated');
  });
});

describe('authn_method_security_settings_replace', () => {
  const replace = (n: number, settings: AuthnMethodData['security_settings']) =>
    canister.update('authn_method_security_settings_replace', anchor, testKey(n), settings);

  test('sets purpose and protection and nothing else', async () => {
    await add(PHRASE);
    const before = devices()[1];
    expect(await replace(3, { protection: { Protected: null }, purpose: { Authentication: null } })).toEqual({
      Ok: null,
    });
    expect(devices()[1]).toEqual({ ...before, protection: 'protected', purpose: 'authentication' });
    await expect(replace(3, LOCKED)).rejects.toThrow('failed to modify device: Device is locked.');
    canister.ic.as(testPrincipal(3));
    expect(await replace(3, PHRASE.security_settings)).toEqual({ Ok: null });
  });

  test('traps like update, and knows what is not there', async () => {
    await expect(replace(1, LOCKED)).rejects.toThrow(
      /^failed to modify device: Only recovery phrases can be locked but key type is Unknown$/,
    );
    expect(await replace(5, LOCKED)).toEqual({ Err: { AuthnMethodNotFound: null } });
  });
});

describe('lookup_device_key', () => {
  const lookup = (n: number) => canister.query('lookup_device_key', Uint8Array.of(n, n, n, n));

  test('finds the device of a credential for anyone', async () => {
    canister.ic.as(testPrincipal(9));
    expect(await lookup(1)).toEqual([{ pubkey: testKey(1), anchor_number: anchor }]);
    expect(await lookup(2)).toEqual([]);
  });

  test('gives the identity that had the credential first', async () => {
    const other = await registerIdentity(canister, 1);
    expect(await lookup(1)).toEqual([{ pubkey: testKey(1), anchor_number: anchor }]);
    canister.ic.as(testPrincipal(1));
    await canister.update('remove', anchor, testKey(1));
    expect(await lookup(1)).toEqual([{ pubkey: testKey(1), anchor_number: other }]);
  });
});
