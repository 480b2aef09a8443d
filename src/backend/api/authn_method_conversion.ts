/**
 * Authentication methods, the second generation's form of devices: what the first keeps in fields of its own stands
 * in the metadata here (contract, 2.7).
 */
import type {
  AuthnMethod,
  AuthnMethodData,
  AuthnMethodSecuritySettings,
  MetadataMapV2,
} from '../../declarations/canister_types.ts';
import type { Device, KeyType } from '../domain/device.ts';
import type { Metadata, MetadataValue } from '../domain/metadata.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { metadataFromCandid, metadataToCandidV2 } from './metadata_conversion.ts';

const ALIAS = 'alias';
const ORIGIN = 'origin';
const ATTACHMENT = 'authenticator_attachment';
const USAGE = 'usage';

/** A device that was never used, or why the metadata describes none. */
export function deviceFromAuthnMethod(data: AuthnMethodData): Result<Device, string> {
  const fields = takeDeviceFields(data.metadata);
  if (!fields.ok) return fields;
  const { authn_method: method, security_settings: settings } = data;
  return ok({
    ...fields.value,
    pubkey: method.value.pubkey,
    credentialId: method.tag === 'WebAuthn' ? method.value.credential_id : null,
    ...securityFromCandid(settings),
    lastUsage: null,
  });
}

export function securityFromCandid(
  settings: AuthnMethodSecuritySettings,
): Pick<Device, 'purpose' | 'protection'> {
  return {
    purpose: settings.purpose.tag === 'Recovery' ? 'recovery' : 'authentication',
    protection: settings.protection.tag === 'Protected' ? 'protected' : 'unprotected',
  };
}

/** Takes the fields of a device that stand in metadata out of it. */
export function takeDeviceFields(
  map: MetadataMapV2,
): Result<Pick<Device, 'alias' | 'origin' | 'keyType' | 'metadata'>, string> {
  const rest = new Map(metadataFromCandid(map));
  const taken = new Map<string, string>();
  const take = (key: string): string | null => {
    const value = rest.get(key);
    if (value === undefined) return null;
    rest.delete(key);
    if (value.kind === 'string') {
      taken.set(key, value.value);
      return null;
    }
    return `Invalid metadata type for key '${key}': expected string, got value ${debugForm(value)}`;
  };
  for (const key of [ALIAS, ORIGIN, ATTACHMENT]) {
    const invalid = take(key);
    if (invalid !== null) return refused(invalid);
  }
  let keyType = attachmentKeyType(taken.get(ATTACHMENT));
  if (keyType === 'unknown') {
    // Behind an attachment that says something, `usage` stays and is refused as a reserved name.
    const invalid = take(USAGE);
    if (invalid !== null) return refused(invalid);
    keyType = usageKeyType(taken.get(USAGE));
  }
  return ok({
    alias: taken.get(ALIAS) ?? '',
    origin: taken.get(ORIGIN) ?? null,
    keyType,
    metadata: [...rest],
  });
}

export function authnMethodDataToCandid(device: Device): AuthnMethodData {
  return {
    authn_method: authnMethodToCandid(device),
    security_settings: {
      protection: { tag: device.protection === 'protected' ? 'Protected' : 'Unprotected' },
      purpose: { tag: device.purpose === 'recovery' ? 'Recovery' : 'Authentication' },
    },
    metadata: metadataToCandidV2([...(device.metadata ?? []), ...deviceFieldsAsMetadata(device)]),
    last_authentication: device.lastUsage,
  };
}

export function authnMethodToCandid({ credentialId, pubkey }: Device): AuthnMethod {
  return credentialId === null
    ? { tag: 'PubKey', value: { pubkey } }
    : { tag: 'WebAuthn', value: { pubkey, credential_id: credentialId } };
}

function deviceFieldsAsMetadata({ alias, origin, keyType }: Device): Metadata {
  const fields: [string, string][] = [];
  if (alias !== '') fields.push([ALIAS, alias]);
  if (origin !== null) fields.push([ORIGIN, origin]);
  if (keyType === 'platform' || keyType === 'cross_platform') fields.push([ATTACHMENT, keyType]);
  if (keyType === 'seed_phrase') fields.push([USAGE, 'recovery_phrase']);
  if (keyType === 'browser_storage_key') fields.push([USAGE, 'browser_storage_key']);
  return fields.map(([name, value]) => [name, { kind: 'string', value }]);
}

function attachmentKeyType(attachment: string | undefined): KeyType {
  return attachment === 'platform' || attachment === 'cross_platform' ? attachment : 'unknown';
}

function usageKeyType(usage: string | undefined): KeyType {
  if (usage === 'recovery_phrase') return 'seed_phrase';
  return usage === 'browser_storage_key' ? usage : 'unknown';
}

/** A value as the published canister prints it in its refusals. */
function debugForm(value: MetadataValue): string {
  switch (value.kind) {
    case 'string':
      return `String(${JSON.stringify(value.value)})`;
    case 'bytes':
      return `Bytes([${value.value.join(', ')}])`;
    case 'map': {
      const entries = value.value.map(([name, inner]) => `${JSON.stringify(name)}: ${debugForm(inner)}`);
      return `Map({${entries.join(', ')}})`;
    }
  }
}
