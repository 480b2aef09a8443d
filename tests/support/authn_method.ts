/** Devices in the second generation's form, as its clients write them: beside the canister's own conversion. */
import { expect, it } from 'vitest';
import type {
  AuthnMethodData,
  DeviceData,
  KeyType,
  MetadataMap,
  MetadataMapV2,
} from '../../src/declarations/internet_identity.did.ts';
import type { Owner, Stage } from './stage.ts';

/** The authentication method that describes a device. */
export function authnMethodOf(device: DeviceData): AuthnMethodData {
  const [credentialId] = device.credential_id;
  const [origin] = device.origin;
  return {
    authn_method: credentialId
      ? { WebAuthn: { pubkey: device.pubkey, credential_id: credentialId } }
      : { PubKey: { pubkey: device.pubkey } },
    security_settings: {
      protection: 'protected' in device.protection ? { Protected: null } : { Unprotected: null },
      purpose: 'recovery' in device.purpose ? { Recovery: null } : { Authentication: null },
    },
    metadata: [
      ...(device.metadata[0] === undefined ? [] : metadataV2Of(device.metadata[0])),
      ...texts({ alias: device.alias === '' ? undefined : device.alias, origin, ...kind(device.key_type) }),
    ],
    last_authentication: [],
  };
}

/** Metadata of texts alone. */
export function texts(fields: Record<string, string | undefined>): MetadataMapV2 {
  return Object.entries(fields).flatMap(([name, text]): MetadataMapV2 =>
    text === undefined ? [] : [[name, { String: text }]],
  );
}

function kind(keyType: KeyType): Record<string, string> {
  const [name] = Object.keys(keyType) as [string];
  switch (name) {
    case 'unknown':
      return {};
    case 'seed_phrase':
      return { usage: 'recovery_phrase' };
    case 'browser_storage_key':
      return { usage: name };
    default:
      return { authenticator_attachment: name };
  }
}

function metadataV2Of(map: MetadataMap): MetadataMapV2 {
  return map.map(([name, value]): MetadataMapV2[number] => {
    if ('string' in value) return [name, { String: value.string }];
    return 'bytes' in value ? [name, { Bytes: value.bytes }] : [name, { Map: metadataV2Of(value.map) }];
  });
}

const BYTES = { Bytes: Uint8Array.of(1, 255) };

/** Metadata that describes no device, with what is said about it. */
const UNREADABLE: readonly (readonly [string, MetadataMapV2, string])[] = [
  ['bytes for an alias', [['alias', BYTES]], "for key 'alias': expected string, got value Bytes([1, 255])"],
  ['a map for an origin', [['origin', { Map: [] }]], "for key 'origin': expected string, got value Map({})"],
  [
    'a map for an attachment',
    [['authenticator_attachment', { Map: [['a', { String: 'b' }]] }]],
    `for key 'authenticator_attachment': expected string, got value Map({"a": String("b")})`,
  ],
  ['bytes for a usage', [['usage', BYTES]], "for key 'usage': expected string, got value Bytes([1, 255])"],
  [
    'an alias and an origin that are both wrong',
    [
      ['origin', BYTES],
      ['alias', BYTES],
    ],
    "for key 'alias'",
  ],
];

/** Tests that a method which takes metadata takes what describes a device out of it. */
export function itShouldReadMetadata(
  stage: Stage,
  handIn: (owner: Owner, metadata: MetadataMapV2) => Promise<object>,
): void {
  it.each(UNREADABLE)('should refuse %s by a value', async (_name, metadata, why) => {
    const outcome = await handIn(await stage.owner(), metadata);
    expect(outcome).toHaveProperty(
      'Err.InvalidMetadata',
      expect.stringContaining(`Invalid metadata type ${why}`),
    );
  });

  it('should refuse a usage beside an attachment, which is then a reserved name', async () => {
    const both = texts({ authenticator_attachment: 'platform', usage: 'browser_storage_key' });
    await expect(handIn(await stage.owner(), both)).rejects.toThrow(
      "Metadata key 'usage' is reserved and cannot be used.",
    );
  });

  it('should take sixteen levels of maps and trap at one more', async () => {
    const nested = (levels: number): MetadataMapV2 =>
      levels === 1 ? [] : [['m', { Map: nested(levels - 1) }]];
    expect(await handIn(await stage.owner(), nested(16))).toEqual({ Ok: null });
    await expect(handIn(await stage.owner(), nested(17))).rejects.toThrow("'metadata is nested too deeply'");
  });
}
