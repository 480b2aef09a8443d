import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryDevice } from '../../../tests/support/arbitrary_anchor.ts';
import type { AuthnMethodData, MetadataMapV2 } from '../../declarations/canister_types.ts';
import { deviceError } from '../domain/device.ts';
import { authnMethodDataToCandid, deviceFromAuthnMethod } from './authn_method_conversion.ts';

const method = (metadata: MetadataMapV2): AuthnMethodData => ({
  authn_method: { tag: 'PubKey', value: { pubkey: Uint8Array.of(1) } },
  security_settings: { protection: { tag: 'Unprotected' }, purpose: { tag: 'Authentication' } },
  metadata,
  last_authentication: 5n,
});
const string = (name: string, value: string): MetadataMapV2[number] => [name, { tag: 'String', value }];

function device(...metadata: MetadataMapV2) {
  const converted = deviceFromAuthnMethod(method(metadata));
  if (!converted.ok) throw new Error(converted.error);
  return converted.value;
}

describe('a method that becomes a device', () => {
  test('is what it was after the way back', () => {
    fc.assert(
      fc.property(arbitraryDevice, (original) => {
        const { metadata } = original;
        fc.pre(deviceError(original) === null);
        const converted = deviceFromAuthnMethod(authnMethodDataToCandid(original));
        expect(converted).toEqual({
          ok: true,
          value: { ...original, metadata: metadata ?? [], lastUsage: null },
        });
      }),
    );
  });

  test.each([
    ['authenticator_attachment', 'platform', 'platform'],
    ['authenticator_attachment', 'cross_platform', 'cross_platform'],
    ['authenticator_attachment', 'Platform', 'unknown'],
    ['usage', 'recovery_phrase', 'seed_phrase'],
    ['usage', 'browser_storage_key', 'browser_storage_key'],
    ['usage', 'other', 'unknown'],
  ])('with %s = %s has the key type %s', (name, value, keyType) => {
    const converted = device(string(name, value), string('kept', 'x'));
    expect(converted.keyType).toBe(keyType);
    expect(converted.metadata).toEqual([['kept', { kind: 'string', value: 'x' }]]);
  });

  test('reads the usage only if the attachment says nothing', () => {
    const both = device(string('authenticator_attachment', 'odd'), string('usage', 'recovery_phrase'));
    expect(both).toMatchObject({ keyType: 'seed_phrase', metadata: [] });
    const left = device(string('authenticator_attachment', 'platform'), string('usage', 'recovery_phrase'));
    expect(left.keyType).toBe('platform');
    expect(deviceError(left)).toEqual({ kind: 'reservedMetadataKey', key: 'usage' });
  });

  test.each([
    ['alias', { tag: 'Bytes', value: Uint8Array.of(1, 2) }, 'Bytes([1, 2])'],
    ['origin', { tag: 'Map', value: [] }, 'Map({})'],
    ['authenticator_attachment', { tag: 'Map', value: [string('a', 'b"')] }, 'Map({"a": String("b\\"")})'],
    ['usage', { tag: 'Bytes', value: new Uint8Array(0) }, 'Bytes([])'],
  ] as const)('has texts only for %s', (key, value, debug) => {
    expect(deviceFromAuthnMethod(method([[key, value]]))).toEqual({
      ok: false,
      error: `Invalid metadata type for key '${key}': expected string, got value ${debug}`,
    });
  });

  test('has no alias, origin or use unless told', () => {
    expect(device()).toEqual({
      pubkey: Uint8Array.of(1),
      alias: '',
      credentialId: null,
      purpose: 'authentication',
      keyType: 'unknown',
      protection: 'unprotected',
      origin: null,
      metadata: [],
      lastUsage: null,
    });
  });
});
