import type { Principal } from 'azle';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { publicKey } from './canister_signature.ts';
import type { CredentialSpec } from './types.ts';

const LIFETIME_S = 15 * 60;

/** Claims of an id alias, as far as they are read here. */
export interface AliasClaims {
  readonly sub: string;
  readonly alias: string;
}

/** What Internet Identity says about an alias. Its signature is not looked at. @throws Error when nothing is said */
export function readAlias(jws: string): AliasClaims {
  const payload = decodeBase64url(jws.split('.')[1] ?? '');
  const { sub, vc } = JSON.parse(new TextDecoder().decode(payload)) as {
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
  canister: Principal,
  spec: CredentialSpec,
  subject: string,
  now: bigint,
): string {
  const seconds = Number(now / 1_000_000_000n);
  const header = {
    alg: 'IcCs',
    jwk: { kty: 'oct', alg: 'IcCs', k: encodeBase64url(publicKey(canister.toUint8Array())) },
    kid: `did:icp:${canister.toText()}`,
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
  return encodeBase64url(new TextEncoder().encode(JSON.stringify(part)));
}
