/** From an app's request on the page to a code in its hands. */
import { delegationExpiration } from '../../domain/delegation.ts';
import {
  type AuthorizationRequest,
  type RequestFault,
  codeUrl,
  errorUrl,
  parseAuthorizationRequest,
} from '../../domain/native_login/authorization_request.ts';
import { type Result, ok, refused } from '../../domain/result.ts';
import { base64url } from '../../encoding/base64url.ts';
import { findAccess, recordActivity } from '../access.ts';
import type { Canister } from '../canister.ts';
import { ensureSalt } from '../salt.ts';

/** Checks a request, so that nothing is shown of a wrong one. @param query - of the page's address */
export function nativeLoginRequest(
  { settings }: Canister,
  query: string,
): Result<AuthorizationRequest, RequestFault> {
  const { native_login: login, is_production: isProduction } = settings.configuration();
  return parseAuthorizationRequest(query, login, isProduction === true);
}

/** Where a person goes who does not let the app in. */
export function refusalUrl({ redirect }: AuthorizationRequest): string {
  return errorUrl(redirect, 'access_denied', 'The person refused.');
}

export type AuthorizeError =
  | RequestFault
  | { readonly kind: 'unauthorized'; readonly caller: Uint8Array }
  | { readonly kind: 'noRandomness'; readonly why: string };

/** Notes that the caller lets an app in under an identity. @returns where the person goes, with the code */
export async function authorizeNativeLogin(
  canister: Canister,
  anchorNumber: bigint,
  query: string,
): Promise<Result<string, AuthorizeError>> {
  const { ic, nativeGrants } = canister;
  const caller = ic.caller();
  const admit = () => {
    const access = findAccess(canister, anchorNumber, caller);
    if (access === null) return refused({ kind: 'unauthorized', caller } as const);
    const checked = nativeLoginRequest(canister, query);
    if (!checked.ok) return checked;
    const { client, redirect } = checked.value;
    if (!nativeGrants.hasRoom(client.client_id, anchorNumber, ic.now())) {
      const text = 'Too many logins are under way.';
      const url = errorUrl(redirect, 'temporarily_unavailable', text);
      return refused({ kind: 'redirect', url, redirectKind: redirect.kind } as const);
    }
    return ok({ access, request: checked.value });
  };
  const before = admit();
  if (!before.ok) return before;
  let drawn: Uint8Array;
  try {
    await ensureSalt(canister);
    drawn = await ic.rawRand();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refused({ kind: 'noRandomness', why: `failed to draw a code: ${why}` });
  }
  // Meanwhile the device may have been removed, the app taken off the list, and others may have been let in.
  const after = admit();
  if (!after.ok) return after;
  const { access, request } = after.value;
  recordActivity(canister, access);
  const now = ic.now();
  const code = base64url(drawn);
  const { client, redirect, challenge, origin, sessionKey, maxTimeToLive, nonce, openid } = request;
  nativeGrants.add(
    code,
    {
      clientId: client.client_id,
      redirectUri: redirect.uri,
      challenge,
      anchorNumber,
      caller,
      origin,
      sessionKey,
      expiration: delegationExpiration(now, maxTimeToLive),
      openid,
      nonce,
      authorizedAt: now,
    },
    now,
  );
  return ok(codeUrl(redirect, code));
}
