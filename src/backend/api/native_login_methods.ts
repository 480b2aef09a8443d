/** What the page needs to let a native app in. */
import {
  decode_native_login_authorize,
  decode_native_login_request,
  encode_native_login_authorize,
  encode_native_login_request,
} from '../../declarations/canister_codec.ts';
import type { NativeLoginError, RedirectKind } from '../../declarations/canister_types.ts';
import type { RequestFault } from '../domain/native_login/authorization_request.ts';
import type { RedirectKind as Kind } from '../domain/native_login/redirect_uri.ts';
import {
  type AuthorizeError,
  authorizeNativeLogin,
  nativeLoginRequest,
  refusalUrl,
} from '../services/native_login/authorize.ts';
import type { Handler } from './handler.ts';

const KINDS: Readonly<Record<Kind, RedirectKind>> = {
  https: { tag: 'Https' },
  privateUse: { tag: 'PrivateUse' },
  loopback: { tag: 'Loopback' },
};

export const native_login_request: Handler = (canister, argument) => {
  const [query] = decode_native_login_request(argument);
  const checked = nativeLoginRequest(canister, query);
  if (!checked.ok) return encode_native_login_request({ tag: 'Err', value: requestFault(checked.error) });
  const { client, origin, redirect } = checked.value;
  return encode_native_login_request({
    tag: 'Ok',
    value: {
      client_id: client.client_id,
      client_name: client.name,
      origin,
      redirect_kind: KINDS[redirect.kind],
      refusal_url: refusalUrl(checked.value),
    },
  });
};

export const native_login_authorize: Handler = async (canister, argument) => {
  const [anchorNumber, query] = decode_native_login_authorize(argument);
  const authorized = await authorizeNativeLogin(canister, anchorNumber, query);
  return encode_native_login_authorize(
    authorized.ok
      ? { tag: 'Ok', value: { redirect_url: authorized.value } }
      : { tag: 'Err', value: authorizeError(authorized.error) },
  );
};

function authorizeError(error: AuthorizeError): NativeLoginError {
  switch (error.kind) {
    case 'unauthorized':
      return { tag: 'Unauthorized', value: error.caller };
    case 'noRandomness':
      return { tag: 'InternalCanisterError', value: error.why };
    default:
      return requestFault(error);
  }
}

function requestFault(fault: RequestFault) {
  return fault.kind === 'page'
    ? ({ tag: 'Page', value: fault.text } as const)
    : ({ tag: 'Redirect', value: { url: fault.url, redirect_kind: KINDS[fault.redirectKind] } } as const);
}
