import { bytesToBase64url } from '../bytes/base64.ts';

/**
 * What the dapp gets: both credentials in one JSON Web Token, which nobody signs because each of them
 * is signed by itself. Contract: clients.md 7.
 * @param issuerCanisterId - whom the token names as its issuer
 * @param idAlias - JWS by which Internet Identity relates the person at the dapp to the alias
 * @param credential - JWS by which the issuer tells something about the alias
 */
export function createPresentation(issuerCanisterId: string, idAlias: string, credential: string): string {
  const payload = {
    iss: `did:icp:${issuerCanisterId}`,
    vp: {
      '@context': 'https://www.w3.org/2018/credentials/v1',
      type: 'VerifiablePresentation',
      verifiableCredential: [idAlias, credential],
    },
  };
  return `${encoded({ typ: 'JWT', alg: 'none' })}.${encoded(payload)}.`;
}

function encoded(part: object): string {
  return bytesToBase64url(new TextEncoder().encode(JSON.stringify(part)));
}
