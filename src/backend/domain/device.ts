/** One way of signing in to an identity, and the rules that it must keep by itself (contract, 2.2). */
import { utf8Length } from '../encoding/bytes.ts';
import type { AnchorError } from './anchor_error.ts';
import { type Metadata, metadataSize } from './metadata.ts';

export type Purpose = 'authentication' | 'recovery';
export type KeyType = 'unknown' | 'platform' | 'cross_platform' | 'seed_phrase' | 'browser_storage_key';
export type Protection = 'unprotected' | 'protected';

export interface Device {
  /** DER public key, unique within an anchor. */
  readonly pubkey: Uint8Array;
  readonly alias: string;
  /** WebAuthn credential id; null for keys that are not passkeys. */
  readonly credentialId: Uint8Array | null;
  readonly purpose: Purpose;
  readonly keyType: KeyType;
  readonly protection: Protection;
  /** Origin at which a passkey was made. */
  readonly origin: string | null;
  readonly metadata: Metadata | null;
  /** Nanoseconds since 1970; null before the first use. */
  readonly lastUsage: bigint | null;
}

export const ALIAS_LIMIT = 64;
export const PUBKEY_LIMIT = 300;
export const CREDENTIAL_ID_LIMIT = 350;
export const ORIGIN_LIMIT = 50;

const RESERVED_METADATA_KEYS: ReadonlySet<string> = new Set([
  'pubkey',
  'alias',
  'credential_id',
  'purpose',
  'key_type',
  'protection',
  'origin',
  'last_usage_timestamp',
  'metadata',
  'usage',
  'authenticator_attachment',
]);

/** The first rule that a device breaks by itself, in the order of the contract, or null. */
export function deviceError(device: Device): AnchorError | null {
  for (const [key] of device.metadata ?? []) {
    if (RESERVED_METADATA_KEYS.has(key)) return { kind: 'reservedMetadataKey', key };
  }
  const sizes = fieldSizes(device);
  for (const { field, length, limit } of sizes) {
    if (length > limit) return { kind: 'fieldTooLong', field, length, limit };
  }
  if (device.keyType === 'seed_phrase' && device.credentialId !== null) {
    return { kind: 'recoveryPhraseWithCredentialId' };
  }
  if (device.protection === 'protected' && device.keyType !== 'seed_phrase') {
    return { kind: 'invalidProtection', keyType: device.keyType };
  }
  return null;
}

/** Bytes of a device that count towards its anchor's limit. */
export function deviceSize(device: Device): number {
  let size = device.metadata === null ? 0 : metadataSize(device.metadata);
  for (const { length } of fieldSizes(device)) size += length;
  return size;
}

function fieldSizes(device: Device) {
  return [
    { field: 'alias', length: utf8Length(device.alias), limit: ALIAS_LIMIT },
    { field: 'pubkey', length: device.pubkey.length, limit: PUBKEY_LIMIT },
    { field: 'credential_id', length: device.credentialId?.length ?? 0, limit: CREDENTIAL_ID_LIMIT },
    { field: 'origin', length: device.origin === null ? 0 : utf8Length(device.origin), limit: ORIGIN_LIMIT },
  ] as const;
}
