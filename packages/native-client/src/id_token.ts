import { type KeyObject, createPublicKey, verify } from 'node:crypto';
import type { PendingAuthorization } from './authorization.ts';
import type { Server } from './discovery.ts';
import { LoginError } from './errors.ts';
import { type JsonObject, answeredError, fetchWithLocalhost, parseObject, requestJson } from './requests.ts';

/** Clocks differ. */
const TOLERANCE_S = 60;

/**
 * Verifies an id token (OpenID Connect Core 1.0, 3.1.3.7) by the server's key set.
 * @returns its subject, the text of the principal that the app is to get
 * @throws LoginError with the code `wrong_id_token`
 */
export async function verifyIdToken(
  server: Server,
  { clientId, nonce }: PendingAuthorization,
  idToken: string,
  send: typeof fetch = fetchWithLocalhost,
): Promise<string> {
  const [header, claims, signature, more] = idToken.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more !== undefined) {
    throw wrong('it is not a signed token');
  }
  const { alg, kid } = decoded(header);
  if (alg !== 'EdDSA' || typeof kid !== 'string') throw wrong('its header names no key of this kind');
  const key = await fetchKey(server, kid, send);
  const isSigned = verify(null, Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'));
  if (!isSigned) throw wrong('its signature does not verify');

  const { iss, aud, exp, iat, sub, nonce: answered } = decoded(claims);
  const now = Date.now() / 1000;
  if (iss !== server.issuer) throw wrong('it is of another issuer');
  if (aud !== clientId) throw wrong('it is for another app');
  if (answered !== nonce) throw wrong('it is the answer to another request');
  if (typeof exp !== 'number' || exp + TOLERANCE_S <= now) throw wrong('its time is over');
  if (typeof iat !== 'number' || iat - TOLERANCE_S > now) throw wrong('it is from the future');
  if (typeof sub !== 'string') throw wrong('it has no subject');
  return sub;
}

async function fetchKey({ jwksUri }: Server, kid: string, send: typeof fetch): Promise<KeyObject> {
  const answer = await requestJson('verification', jwksUri, {}, send);
  if (answer.status !== 200) throw answeredError('verification', answer);
  const { keys } = answer.content;
  const key = Array.isArray(keys) ? (keys as JsonObject[]).find((each) => each?.['kid'] === kid) : undefined;
  const { kty, crv, x } = key ?? {};
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') throw wrong('its key is not the server’s');
  try {
    return createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  } catch {
    throw wrong('its key is no key');
  }
}

function decoded(part: string): JsonObject {
  const content = parseObject(Buffer.from(part, 'base64url').toString());
  if (content === null) throw wrong('a part of it is not JSON');
  return content;
}

function wrong(why: string): LoginError {
  return new LoginError('verification', 'wrong_id_token', `the id token cannot be trusted: ${why}`);
}
