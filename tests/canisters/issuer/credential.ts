import { canisterSignatureKey } from '../../../src/backend/certified/canister_signature.ts';
import { decodeBase64url, base64url } from '../../../src/backend/encoding/base64url.ts';
import { utf8, utf8Text } from '../../../src/backend/encoding/bytes.ts';
import { principalText } from '../../../src/backend/encoding/principal.ts';
import type { CredentialSpec } from './types.ts';

/** Every credential is signed under the same seed: it tells nothing. */
export const SEED: Uint8Array = utf8('credentials');

const LIFETIME_S = 15 * 60;

/** Claims of an id alias, as far as they are read here. */
export interface AliasClaims {
  readonly sub: string;
  readonly alias: string;
}

/** What Internet Identity says about an alias; null when this is no such credential. Its signature is not looked at. */
export function readAlias(jws: string): AliasClaims | null {
  const payload = decodeBase64url(jws.split('.')[1] ?? '');
  if (payload === null) return null;
  const { sub, vc } = JSON.parse(utf8Text(payload)) as {
    sub: string;
    vc: { credentialSubject: { InternetIdentityIdAlias: { hasIdAlias: string } } };
  };
  return { sub, alias: vc.credentialSubject.InternetIdentityIdAlias.hasIdAlias };
}

/**
 * Header and payload of a credential, joined by a dot: what is signed.
 * @param subject - principal of the alias, as text
 * @param now - nanoseconds since 1970
 */
export function credentialToken(
  canisterId: Uint8Array,
  spec: CredentialSpec,
  subject: string,
  now: bigint,
): string {
  const seconds = Number(now / 1_000_000_000n);
  const key = canisterSignatureKey(canisterId, SEED);
  const header = {
    alg: 'IcCs',
    jwk: { kty: 'oct', alg: 'IcCs', k: base64url(key) },
    kid: `did:icp:${principalText(canisterId)}`,
  };
  const given = (spec.arguments[0] ?? []).map(([name, value]) => [name, value.Int ?? value.String]);
  const payload = {
    exp: seconds + LIFETIME_S,
    iss: 'https://issuer.example/',
    nbf: seconds,
    jti: `https://issuer.example/credentials/${now}`,
    sub: `did:icp:${subject}`,
    vc: {
      '@context': 'https://www.w3.org/2018/credentials/v1',
      type: ['VerifiableCredential', spec.credential_type],
      credentialSubject: { [spec.credential_type]: Object.fromEntries(given) },
    },
  };
  return `${encoded(header)}.${encoded(payload)}`;
}

function encoded(part: object): string {
  return base64url(utf8(JSON.stringify(part)));
}
