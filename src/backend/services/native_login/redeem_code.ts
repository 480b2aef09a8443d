/** `POST /oauth2/token`: a code becomes an access token, and an id token where one was asked for (RFC 6749, 4.1.3). */
import { type Form, parseForm } from '../../domain/native_login/form.ts';
import { DELEGATION_PATH, keyId } from '../../domain/native_login/documents.ts';
import type { Authorization, Grant } from '../../domain/native_login/grants.ts';
import { idTokenInput, signedToken } from '../../domain/native_login/id_token.ts';
import { provesChallenge } from '../../domain/native_login/pkce.ts';
import { type NativeLoginSettings, findClient, stillPermits } from '../../domain/native_login/settings.ts';
import { base64url } from '../../encoding/base64url.ts';
import { utf8 } from '../../encoding/bytes.ts';
import { principalText } from '../../encoding/principal.ts';
import { decodeUtf8 } from '../../encoding/utf8.ts';
import { type Access, findAccess } from '../access.ts';
import { type Canister, publishRoot } from '../canister.ts';
import type { HttpResponse } from '../http_exchange.ts';
import { type ErrorCode, errorAnswer, jsonAnswer } from './answers.ts';
import { forgetDelegation, principalOf, signDelegationOf } from './native_delegation.ts';
import { fetchSigningKey, signMessage } from './signing_key.ts';

type Refusal = readonly [status: number, error: ErrorCode, text: string];

/** One text for every code that cannot be redeemed: it tells nothing about why. */
const NOT_GRANTED: Refusal = [400, 'invalid_grant', 'The code cannot be redeemed.'];
const REQUIRED = ['grant_type', 'code', 'redirect_uri', 'client_id', 'code_verifier'] as const;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;

/**
 * Answers a request whose method, size and content type are right.
 * @param authorization - value of the header, if there is one: our clients have nothing to put there
 */
export async function redeemCode(
  canister: Canister,
  body: Uint8Array,
  authorization: string | undefined,
): Promise<HttpResponse> {
  const { nativeGrants: grants, ic } = canister;
  const refuse = ([status, error, text]: Refusal) =>
    status === 401
      ? errorAnswer(canister, status, error, text, [['WWW-Authenticate', 'Basic']])
      : errorAnswer(canister, status, error, text);
  const form = parseForm(decodeUtf8(body) ?? '%');
  const code = form.values.get('code');
  const redemption = code === undefined ? ({ kind: 'unknown' } as const) : grants.redeem(code, ic.now());
  if (redemption.kind === 'replayed') forgetDelegation(canister, redemption.grant.authorization);
  // From here on the code is spent, whatever comes of it.
  const login = settings(canister);
  const wrong =
    login === null || authorization !== undefined
      ? ([401, 'invalid_client', 'Clients of this server have no secret.'] as const)
      : formRefusal(form, login);
  const grant = redemption.kind === 'redeemed' ? redemption.grant : null;
  if (wrong !== null || grant === null || !matches(form, grant.authorization)) {
    if (grant !== null) grants.drop(grant);
    return refuse(wrong ?? NOT_GRANTED);
  }
  try {
    return (await issueTokens(canister, grant)) ?? refuse(NOT_GRANTED);
  } catch {
    return refuse([500, 'server_error', 'The tokens could not be made. Please log in again.']);
  } finally {
    // Without effect where a token was issued.
    if (grant.tokenKey === null) grants.drop(grant);
  }
}

/** The answer with the tokens, or null when the grant does not hold any more. @throws when the system does not help */
async function issueTokens(canister: Canister, grant: Grant): Promise<HttpResponse | null> {
  const { authorization } = grant;
  const { ic, nativeGrants } = canister;
  const issuer = permitted(canister, authorization)?.issuer;
  if (issuer === undefined) return null;
  const token = base64url(await ic.rawRand());
  const idToken = authorization.openid ? await signIdToken(canister, authorization) : null;
  // While the system worked, the code may have come again, the device may be gone, or the app off the list.
  const now = ic.now();
  const still = permitted(canister, authorization);
  if (still?.issuer !== issuer) return null;
  const expiration = nativeGrants.issue(grant, token, now);
  if (expiration === null) return null;
  signDelegationOf(canister, still.access, authorization, expiration);
  publishRoot(canister);
  return jsonAnswer(canister, 200, {
    access_token: token,
    token_type: 'Bearer',
    expires_in: Number((expiration - now) / NANOSECONDS_PER_SECOND),
    scope: authorization.openid ? 'openid' : '',
    ic_delegation_endpoint: issuer + DELEGATION_PATH,
    ...(idToken === null ? {} : { id_token: idToken }),
  });
}

async function signIdToken(canister: Canister, authorization: Authorization): Promise<string> {
  const key = await fetchSigningKey(canister);
  const login = settings(canister);
  if (key === null || login === null) throw new Error('no key to sign with');
  const { clientId, nonce, authorizedAt } = authorization;
  const subject = principalText(principalOf(canister, authorization));
  const claims = { issuer: login.issuer, clientId, subject, nonce, authorizedAt };
  const input = idTokenInput(claims, keyId(key), canister.ic.now());
  return signedToken(input, await signMessage(canister, login.schnorr_key_name, utf8(input)));
}

/** What is wrong with a form by itself. */
function formRefusal({ values, fault }: Form, login: NativeLoginSettings): Refusal | null {
  if (fault !== null) return [400, 'invalid_request', fault];
  for (const name of REQUIRED) {
    if ((values.get(name) ?? '') === '') return [400, 'invalid_request', `${name} is missing.`];
  }
  if (values.get('grant_type') !== 'authorization_code') {
    return [400, 'unsupported_grant_type', 'grant_type is not authorization_code.'];
  }
  if (findClient(login, values.get('client_id')) === null) {
    return [400, 'invalid_client', 'The client is not registered.'];
  }
  return null;
}

/** Whether a form is from the client to which the code was given, and which asked for it. */
function matches({ values }: Form, { clientId, redirectUri, challenge }: Authorization): boolean {
  return (
    values.get('client_id') === clientId &&
    values.get('redirect_uri') === redirectUri &&
    provesChallenge(values.get('code_verifier') ?? '', challenge)
  );
}

/** Under which issuer and with whose access what was authorized still holds, or null when it does not. */
function permitted(
  canister: Canister,
  authorization: Authorization,
): { readonly issuer: string; readonly access: Access } | null {
  const { clientId, redirectUri, origin, anchorNumber, caller } = authorization;
  const login = settings(canister);
  const client = login === null ? null : findClient(login, clientId);
  if (login === null || client === null || !stillPermits(client, redirectUri, origin)) return null;
  const access = findAccess(canister, anchorNumber, caller);
  return access === null ? null : { issuer: login.issuer, access };
}

function settings(canister: Canister): NativeLoginSettings | null {
  return canister.settings.configuration().native_login;
}
