/**
 * Verifies credentials as a dapp does: compact JSON Web Signatures (RFC 7515) whose algorithm is a canister signature.
 * Shares nothing with the canister's code.
 */
import type { Principal } from '@dfinity/principal';
import { verifyCanisterSignature } from './canister_signature.ts';

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
  await verifyCanisterSignature({
    key: bytesOf(header.jwk.k),
    domain: 'iccs_verifiable_credential',
    message: Buffer.from(`${headerPart}.${payloadPart}`),
    signature: bytesOf(signaturePart!),
    rootKey,
    canisterId,
  });

  const payload = jsonOf(payloadPart!) as Payload;
  if (payload.nbf > now) throw new Error('not valid yet');
  if (payload.exp <= now) throw new Error('expired');
  return payload;
}
