/** One way of signing in to an identity, and the rules that it must keep by itself (contract, 2.2). */
import { longestUtf8, utf8Length } from '../encoding/bytes.ts';
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
  const { alias, pubkey, credentialId, origin } = device;
  const long =
    textTooLong('alias', alias, ALIAS_LIMIT) ??
    tooLong('pubkey', pubkey.length, PUBKEY_LIMIT) ??
    tooLong('credential_id', credentialId?.length ?? 0, CREDENTIAL_ID_LIMIT) ??
    textTooLong('origin', origin ?? '', ORIGIN_LIMIT);
  if (long !== null) return long;
  if (device.keyType === 'seed_phrase' && device.credentialId !== null) {
    return { kind: 'recoveryPhraseWithCredentialId' };
  }
  if (device.protection === 'protected' && device.keyType !== 'seed_phrase') {
    return { kind: 'invalidProtection', keyType: device.keyType };
  }
  return null;
}

/** Bytes of a device that count towards its anchor's limit, its texts as long as `textLength` says. */
export function deviceSize(device: Device, textLength: (text: string) => number = utf8Length): number {
  const { alias, pubkey, credentialId, origin, metadata } = device;
  return (
    textLength(alias) +
    pubkey.length +
    (credentialId === null ? 0 : credentialId.length) +
    (origin === null ? 0 : textLength(origin)) +
    (metadata === null ? 0 : metadataSize(metadata, textLength))
  );
}

type LimitedField = 'alias' | 'pubkey' | 'credential_id' | 'origin';

function tooLong(field: LimitedField, length: number, limit: number): AnchorError | null {
  return length > limit ? { kind: 'fieldTooLong', field, length, limit } : null;
}

function textTooLong(field: LimitedField, text: string, limit: number): AnchorError | null {
  return longestUtf8(text) > limit ? tooLong(field, utf8Length(text), limit) : null;
}
