import type { NativeLoginRequestError } from '../../../declarations/internet_identity.did.ts';
import { err, ok, type Result } from '../result.ts';
import type { Owned } from './access_methods.ts';
import type { CanisterError } from './canister.ts';
import type { Connection } from './connection.ts';
import { flatAttempt } from './errors.ts';
import type { NativeLoginFault, NativeRequest } from './native_request.ts';

/** Has the canister check what a native app asks for. @param query - of the page's address */
export async function checkNativeRequest(
  connection: Connection,
  query: string,
): Promise<Result<NativeRequest, CanisterError | NativeLoginFault>> {
  return flatNative(async () => {
    const answer = await (await connection.as(null)).native_login_request(query);
    if ('Err' in answer) return err(faultFromCandid(answer.Err));
    const { client_id, client_name, origin, redirect_kind, refusal_url } = answer.Ok;
    const isAutomatic = !('PrivateUse' in redirect_kind);
    return ok({ clientId: client_id, name: client_name, origin, isAutomatic, refusalUrl: refusal_url });
  });
}

/** Lets the app in. @returns the address, with a code in it, to which the browser is to go */
export async function authorizeNativeLogin(
  connection: Connection,
  { number, caller }: Owned,
  query: string,
): Promise<Result<string, CanisterError | NativeLoginFault>> {
  return flatNative(async () => {
    const answer = await (await connection.as(caller)).native_login_authorize(number, query);
    if ('Ok' in answer) return ok(answer.Ok.redirect_url);
    const { Err: error } = answer;
    if ('Unauthorized' in error) return err({ kind: 'unauthorized' });
    if ('InternalCanisterError' in error) return err({ kind: 'refused', text: error.InternalCanisterError });
    return err(faultFromCandid(error));
  });
}

function faultFromCandid(error: NativeLoginRequestError): NativeLoginFault {
  if ('Page' in error) return { kind: 'wrongRequest', text: error.Page };
  const { url, redirect_kind } = error.Redirect;
  return { kind: 'sentBack', url, isAutomatic: !('PrivateUse' in redirect_kind) };
}

/** As {@link flatAttempt}, where requests have faults of their own. */
async function flatNative<T>(
  call: () => Promise<Result<T, CanisterError | NativeLoginFault>>,
): Promise<Result<T, CanisterError | NativeLoginFault>> {
  const outcome = await flatAttempt<Result<T, CanisterError | NativeLoginFault>>(async () =>
    ok(await call()),
  );
  return outcome.ok ? outcome.value : outcome;
}
