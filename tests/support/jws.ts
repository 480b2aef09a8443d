/**
 * Verifies credentials as a dapp does: compact JSON Web Signatures (RFC 7515) whose algorithm is a canister signature.
 * Shares nothing with the canister's code.
 */
import { createHash } from 'node:crypto';
import { Certificate, LookupPathStatus, lookup_path, reconstruct, type HashTree } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { decode } from 'cborg';

/** What the claims of an id alias look like. */
export interface AliasPayload {
  readonly exp: number;
  readonly iss: string;
  readonly nbf: number;
  readonly jti: string;
  readonly sub: string;
  readonly vc: {
    readonly '@context': string;
    readonly type: readonly string[];
    readonly credentialSubject: {
      readonly InternetIdentityIdAlias: { readonly hasIdAlias: string; readonly derivationOrigin: string };
    };
  };
}

export interface AliasHeader {
  readonly alg: string;
  readonly kid: string;
  readonly jwk: { readonly kty: string; readonly alg: string; readonly k: string };
}

const KEY_BEGINNING = Buffer.from('300c060a2b0601040183b8430102', 'hex');
const DOMAIN = Buffer.from('iccs_verifiable_credential');

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Bytes of one part; refuses what base64url without padding would not have written. */
function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new Error('not base64url');
  return bytes;
}

const jsonOf = (part: string): unknown => JSON.parse(bytesOf(part).toString('utf8'));

/** Header and payload of a token, not verified. */
export function readJwt(token: string): { header: AliasHeader; payload: AliasPayload } {
  const [header, payload] = token.split('.') as [string, string];
  return { header: jsonOf(header) as AliasHeader, payload: jsonOf(payload) as AliasPayload };
}

/** Canister id and seed in a DER public key of canister signatures. */
function readKey(der: Buffer): { canisterId: Buffer; seed: Buffer } {
  const bits = der.subarray(2 + KEY_BEGINNING.length);
  const idLength = bits[3] ?? 0;
  if (
    der[0] !== 0x30 ||
    der[1] !== der.length - 2 ||
    !der.subarray(2, 2 + KEY_BEGINNING.length).equals(KEY_BEGINNING) ||
    bits[0] !== 3 ||
    bits[1] !== bits.length - 2 ||
    bits[2] !== 0
  ) {
    throw new Error('not a key of canister signatures');
  }
  return { canisterId: bits.subarray(4, 4 + idLength), seed: bits.subarray(4 + idLength) };
}

/** Claims that every credential has. */
export interface Claims {
  readonly exp: number;
  readonly nbf: number;
  readonly sub: string;
}

/** {@link verifyJws} of an id alias. */
export function verifyAliasJws(
  jws: string,
  rootKey: Uint8Array,
  canisterId: Principal,
  now: number,
): Promise<AliasPayload> {
  return verifyJws<AliasPayload>(jws, rootKey, canisterId, now);
}

/**
 * Payload of a credential that holds: signed by the key in its header, which belongs to `canisterId`, on the network of
 * this root key, and valid at `now`.
 * @param now - seconds since 1970
 */
export async function verifyJws<Payload extends Claims>(
  jws: string,
  rootKey: Uint8Array,
  canisterId: Principal,
  now: number,
): Promise<Payload> {
  const parts = jws.split('.');
  const [headerPart, payloadPart, signaturePart] = parts;
  if (parts.length !== 3) throw new Error(`${parts.length} parts`);
  const header = jsonOf(headerPart!) as AliasHeader;
  if (header.alg !== 'IcCs' || header.jwk.alg !== 'IcCs' || header.jwk.kty !== 'oct')
    throw new Error('algorithm');
  if (header.kid !== `did:icp:${canisterId.toText()}`) throw new Error('key id');
  const key = readKey(bytesOf(header.jwk.k));
  if (!key.canisterId.equals(canisterId.toUint8Array())) throw new Error("another canister's key");

  const signature = bytesOf(signaturePart!);
  if (signature.subarray(0, 3).toString('hex') !== 'd9d9f7') throw new Error('no CBOR tag');
  const { certificate, tree } = decode(signature.subarray(3)) as { certificate: Uint8Array; tree: HashTree };
  const verified = await Certificate.create({
    certificate,
    rootKey,
    canisterId,
    disableTimeVerification: true,
  });
  const certified = verified.lookup_path(['canister', canisterId.toUint8Array(), 'certified_data']);
  if (certified.status !== LookupPathStatus.Found) throw new Error('no certified data');
  if (!Buffer.from(certified.value).equals(await reconstruct(tree)))
    throw new Error('another tree is certified');
  const message = sha256(Buffer.of(DOMAIN.length), DOMAIN, Buffer.from(`${headerPart}.${payloadPart}`));
  const found = lookup_path(['sig', sha256(key.seed), message], tree);
  if (found.status !== LookupPathStatus.Found || found.value.byteLength !== 0) throw new Error('not signed');

  const payload = jsonOf(payloadPart!) as Payload;
  if (payload.nbf > now) throw new Error('not valid yet');
  if (payload.exp <= now) throw new Error('expired');
  return payload;
}
