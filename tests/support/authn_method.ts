/** Devices in the second generation's form, as its clients write them: beside the canister's own conversion. */
import type {
  AuthnMethodData,
  DeviceData,
  KeyType,
  MetadataMap,
  MetadataMapV2,
} from '../../src/declarations/internet_identity.did.ts';

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
