/** What a dapp's delegation is made of (contract, 2.10 and 3). */
import { utf8, utf8Length } from '../encoding/bytes.ts';
import { DigestSteps } from '../encoding/digest_steps.ts';
import { domainSeparator } from '../encoding/domain_separator.ts';
import { type HashableValue, hashOfMap, hashOfSortedMap } from '../encoding/request_hash.ts';
import { sha256Concat } from '../encoding/sha256.ts';
import { ok, refused, type Result } from './result.ts';

export const SALT_LENGTH = 32;
export const FRONTEND_HOSTNAME_LIMIT = 255;

const MINUTE_NS = 60_000_000_000n;
const DEFAULT_TIME_TO_LIVE_NS: bigint = 30n * MINUTE_NS;
const MAX_TIME_TO_LIVE_NS: bigint = 30n * 24n * 60n * MINUTE_NS;
const LARGEST_NAT64 = 0xffff_ffff_ffff_ffffn;

/** Domain under which delegations are signed. */
export const DELEGATION_DOMAIN = domainSeparator('ic-request-auth-delegation');

/** An origin of at most 255 UTF-8 bytes, so that its length fits the seed's one byte. */
export type FrontendHostname = string & { readonly frontendHostname: true };

/** Accepts any text that is short enough: the syntax of origins is the front end's concern. */
export function parseFrontendHostname(text: string): Result<FrontendHostname, { readonly length: number }> {
  // A UTF-16 unit takes at most three bytes.
  const length = text.length * 3 <= FRONTEND_HOSTNAME_LIMIT ? 0 : utf8Length(text);
  return length > FRONTEND_HOSTNAME_LIMIT ? refused({ length }) : ok(text as FrontendHostname);
}

/** The seed's message up to its texts, and room for two of them with their lengths. */
const seedSteps = new DigestSteps([{ room: 1 + SALT_LENGTH + 2 * (1 + FRONTEND_HOSTNAME_LIMIT) }]);
const SEED_SALT = seedSteps.starts[0]! + 1;
const SEED_TEXTS = SEED_SALT + SALT_LENGTH;
seedSteps.bytes[SEED_SALT - 1] = SALT_LENGTH;

/**
 * Seed of the canister signature key under which one anchor appears to one front end.
 * @param salt - the canister's blinding value, exactly 32 bytes
 * @returns 32 bytes: equal inputs give equal seeds for ever, since every user's principal hangs on them
 * @throws RangeError if `salt` is not 32 bytes
 */
export function anchorSeed(salt: Uint8Array, anchorNumber: bigint, hostname: FrontendHostname): Uint8Array {
  if (salt.length !== SALT_LENGTH) throw new RangeError(`salt of ${salt.length} bytes`);
  const decimal = anchorNumber.toString();
  // A text whose UTF-8 is as long as itself is ASCII, and so are the lengths written into it.
  const texts = prefixed(decimal) + prefixed(hostname);
  seedSteps.bytes.set(salt, SEED_SALT);
  if (seedSteps.placeText(SEED_TEXTS, texts) !== texts.length) return plainSeed(salt, decimal, hostname);
  seedSteps.setLength(0, 1 + SALT_LENGTH + texts.length);
  seedSteps.run();
  return seedSteps.digests[0]!.slice();
}

function prefixed(text: string): string {
  return String.fromCharCode(text.length) + text;
}

function plainSeed(salt: Uint8Array, decimal: string, hostname: string): Uint8Array {
  const origin = utf8(hostname);
  return sha256Concat(
    Uint8Array.of(salt.length),
    salt,
    Uint8Array.of(decimal.length),
    utf8(decimal),
    Uint8Array.of(origin.length),
    origin,
  );
}

/** When a delegation asked for now ends, in nanoseconds since 1970; no wish means half an hour, 30 days is the most. */
export function delegationExpiration(now: bigint, maxTimeToLive: bigint | null): bigint {
  const wished = maxTimeToLive ?? DEFAULT_TIME_TO_LIVE_NS;
  const expiration = now + (wished < MAX_TIME_TO_LIVE_NS ? wished : MAX_TIME_TO_LIVE_NS);
  return expiration < LARGEST_NAT64 ? expiration : LARGEST_NAT64;
}

/**
 * Hash that stands for a delegation in the signed message, 32 bytes.
 * @param permissions - null for an unrestricted delegation, which must not have the field
 */
export function delegationHash(
  sessionKey: Uint8Array,
  expiration: bigint,
  permissions: string | null = null,
): Uint8Array {
  // In the order of their names' hashes.
  const fields: [string, HashableValue][] = [
    ['expiration', expiration],
    ['pubkey', sessionKey],
  ];
  if (permissions === null) return hashOfSortedMap(fields);
  return hashOfMap([...fields, ['permissions', permissions]]);
}
