import type { PendingAuthorization } from './authorization.ts';
import type { Server } from './discovery.ts';
import { answeredError, fetchWithLocalhost, requestJson, textIn } from './requests.ts';

export interface Tokens {
  /** To be exchanged for the delegation; worth nothing else, and for five minutes at most. A secret. */
  readonly accessToken: string;
  readonly idToken: string;
  /** When they came, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Exchanges the code (RFC 6749, 4.1.3; RFC 7636, 4.5). A code works once. @throws LoginError when it is refused */
export async function redeemCode(
  { tokenEndpoint }: Server,
  { clientId, redirectUri, codeVerifier }: PendingAuthorization,
  code: string,
  send: typeof fetch = fetchWithLocalhost,
): Promise<Tokens> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await requestJson('token', tokenEndpoint, { method: 'POST', headers, body }, send);
  if (answer.status !== 200) throw answeredError('token', answer);
  return {
    accessToken: textIn('token', answer.content, 'access_token'),
    idToken: textIn('token', answer.content, 'id_token'),
    receivedAt: Date.now(),
  };
}
