/** An account at an OpenID provider that is linked to an identity (contract, 2.8). */
import { utf8 } from '../encoding/bytes.ts';
import { sha256Concat } from '../encoding/sha256.ts';
import { SALT_LENGTH } from './delegation.ts';
import type { Metadata } from './metadata.ts';

/** What tells the account from all others: its provider and the name that the provider gave it. */
export interface OpenIdKey {
  readonly iss: string;
  readonly sub: string;
}

/** What a token says of an account. */
export interface OpenIdAccount extends OpenIdKey {
  /** Whom the provider knows this canister as. */
  readonly aud: string;
  /** `email`, `name` and `picture`, as far as the provider tells. */
  readonly metadata: Metadata;
}

export interface OpenIdCredential extends OpenIdAccount {
  /** Nanoseconds since 1970; null before the first use. */
  readonly lastUsage: bigint | null;
  /** SHA-224 of the key that its delegations come from; null before the first delegation. */
  readonly keyDigest: Uint8Array | null;
}

/** Accounts of providers that an identity may have. */
export const OPENID_CREDENTIAL_LIMIT = 100;

/** Whether two keys name the same account at the same provider. */
export function isSameAccount(a: OpenIdKey, b: OpenIdKey): boolean {
  return a.sub === b.sub && a.iss === b.iss;
}

/**
 * Seed of the canister signature key under which an account acts for an identity (contract, 3.1): 32 bytes. Lengths
 * take one byte each, which longer texts overflow, as in the published canister.
 */
export function openIdSeed(salt: Uint8Array, anchorNumber: bigint, account: OpenIdAccount): Uint8Array {
  if (salt.length !== SALT_LENGTH) throw new RangeError(`salt of ${salt.length} bytes`);
  const parts = [salt, ...[account.aud, account.iss, account.sub].map(utf8), littleEndian(anchorNumber)];
  return sha256Concat(...parts.flatMap((part) => [Uint8Array.of(part.length), part]));
}

function littleEndian(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}
