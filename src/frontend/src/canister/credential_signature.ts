import { Cbor, Certificate, type HashTree, LookupPathStatus, lookup_path, reconstruct } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { base64urlToBytes } from '../bytes/base64.ts';
import { bytesEqual } from '../bytes/equal.ts';

// Credentials are compact JSON Web Signatures (RFC 7515) whose algorithm is a canister signature: the key in the
// header names a canister, which has certified a tree that holds the message. Contract: canister.md 2.12, 3.4 to 3.6.

export interface ExpectedCredential {
  /** Canister that has to have signed it. */
  readonly canisterId: Principal;
  /** Principal that it has to be about, as text. */
  readonly subject: string;
  /** Key of the network, DER. */
  readonly rootKey: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const KEY_ALGORITHM = Uint8Array.of(0x30, 0x0c, 0x06, 0x0a, 0x2b, 6, 1, 4, 1, 0x83, 0xb8, 0x43, 1, 2);
const DOMAIN = '\x1aiccs_verifiable_credential';
/** Clocks differ; a credential lives for minutes. */
const CLOCK_LEEWAY_S = 60;

/**
 * Why a credential does not hold; null when it does.
 * @param jws - anything that an issuer sent
 */
export async function whyCredentialIsForged(
  jws: string,
  { canisterId, subject, rootKey, now }: ExpectedCredential,
): Promise<string | null> {
  const [header = '', payload = '', signature = '', ...rest] = jws.split('.');
  if (rest.length > 0) return 'the credential has more than three parts';
  const seed = seedOf(jsonOf(header), canisterId);
  if (seed === null) return 'the credential names no key of the issuer';
  const claims = jsonOf(payload);
  if (claims === null) return 'the credential has no claims';
  if (claims['sub'] !== `did:icp:${subject}`) return 'the credential is about somebody else';
  const seconds = now / 1000;
  const { exp, nbf } = claims;
  if (typeof exp !== 'number' || exp <= seconds - CLOCK_LEEWAY_S) return 'the credential has expired';
  if (typeof nbf === 'number' && nbf > seconds + CLOCK_LEEWAY_S) return 'the credential is not valid yet';
  const bytes = base64urlToBytes(signature);
  const signed =
    bytes !== null && (await isSigned(`${header}.${payload}`, bytes, seed, { canisterId, rootKey }));
  return signed ? null : 'the credential is not signed by the issuer';
}

/** Seed in the key of a header, when it is a key of canister signatures of this canister. */
function seedOf(header: Record<string, unknown> | null, canisterId: Principal): Uint8Array | null {
  const jwk = header?.['jwk'];
  if (header?.['alg'] !== 'IcCs' || typeof jwk !== 'object' || jwk === null) return null;
  const { k } = jwk as Record<string, unknown>;
  const der = typeof k === 'string' ? base64urlToBytes(k) : null;
  if (der === null) return null;
  const id = canisterId.toUint8Array();
  const beginning = Uint8Array.of(
    0x30,
    der.length - 2,
    ...KEY_ALGORITHM,
    0x03,
    der.length - KEY_ALGORITHM.length - 4,
    0,
    id.length,
    ...id,
  );
  return bytesEqual(der.subarray(0, beginning.length), beginning) ? der.slice(beginning.length) : null;
}

async function isSigned(
  message: string,
  signature: Uint8Array,
  seed: Uint8Array,
  { canisterId, rootKey }: Pick<ExpectedCredential, 'canisterId' | 'rootKey'>,
): Promise<boolean> {
  try {
    const { certificate, tree } = Cbor.decode<{ certificate: Uint8Array; tree: HashTree }>(signature);
    // The signature is as fresh as its claims say; the certificate may be some minutes older or younger.
    const verified = await Certificate.create({
      certificate,
      rootKey,
      canisterId,
      disableTimeVerification: true,
    });
    const certified = verified.lookup_path(['canister', canisterId.toUint8Array(), 'certified_data']);
    if (certified.status !== LookupPathStatus.Found) return false;
    if (!bytesEqual(certified.value, await reconstruct(tree))) return false;
    const path = ['sig', await sha256(seed), await sha256(new TextEncoder().encode(DOMAIN + message))];
    const found = lookup_path(path, tree);
    return found.status === LookupPathStatus.Found && found.value.byteLength === 0;
  } catch {
    // Whatever does not decode or verify was not signed.
    return false;
  }
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()));
}

/** The object in one part of a token; null when it holds none. */
function jsonOf(part: string): Record<string, unknown> | null {
  const bytes = base64urlToBytes(part);
  if (bytes === null) return null;
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
