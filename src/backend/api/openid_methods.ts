/** Accounts of OpenID providers. */
import {
  decode_openid_credential_add,
  decode_openid_credential_remove,
  decode_openid_get_delegation,
  decode_openid_keys_transform,
  decode_openid_prepare_delegation,
  encode_openid_credential_add,
  encode_openid_credential_remove,
  encode_openid_get_delegation,
  encode_openid_keys_transform,
  encode_openid_prepare_delegation,
} from '../../declarations/canister_codec.ts';
import type { OpenIdCredentialAddError } from '../../declarations/canister_types.ts';
import { OPENID_CREDENTIAL_LIMIT } from '../domain/openid_credential.ts';
import { findAccess } from '../services/access.ts';
import {
  type AddError,
  addCredential,
  getOpenIdDelegation,
  prepareOpenIdDelegation,
  removeCredential,
} from '../services/openid.ts';
import { transformedKeys } from '../services/openid_keys.ts';
import type { Handler } from './handler.ts';
import { isTooLongForToken } from './openid_conversion.ts';

const NOT_VERIFIED = { tag: 'Err', value: { tag: 'JwtVerificationFailed' } } as const;

export const openid_credential_add: Handler = (canister, argument) => {
  if (isTooLongForToken(argument)) return encode_openid_credential_add(NOT_VERIFIED);
  const [anchorNumber, jwt, salt] = decode_openid_credential_add(argument);
  const access = findAccess(canister, anchorNumber);
  if (access === null) {
    const value = { tag: 'Unauthorized', value: canister.ic.caller() } as const;
    return encode_openid_credential_add({ tag: 'Err', value });
  }
  const added = addCredential(canister, access, { jwt, salt });
  return encode_openid_credential_add(
    added.ok ? { tag: 'Ok' } : { tag: 'Err', value: addErrorToCandid(added.error) },
  );
};

export const openid_credential_remove: Handler = (canister, argument) => {
  const [anchorNumber, [iss, sub]] = decode_openid_credential_remove(argument);
  const access = findAccess(canister, anchorNumber);
  if (access === null) {
    const value = { tag: 'Unauthorized', value: canister.ic.caller() } as const;
    return encode_openid_credential_remove({ tag: 'Err', value });
  }
  return encode_openid_credential_remove(
    removeCredential(canister, access, { iss, sub })
      ? { tag: 'Ok' }
      : { tag: 'Err', value: { tag: 'OpenIdCredentialNotFound' } },
  );
};

export const openid_prepare_delegation: Handler = async (canister, argument) => {
  if (isTooLongForToken(argument)) return encode_openid_prepare_delegation(NOT_VERIFIED);
  const [jwt, salt, sessionKey] = decode_openid_prepare_delegation(argument);
  const prepared = await prepareOpenIdDelegation(canister, { jwt, salt }, sessionKey);
  if (!prepared.ok) return encode_openid_prepare_delegation({ tag: 'Err', value: { tag: prepared.error } });
  const { userKey, expiration, anchorNumber } = prepared.value;
  return encode_openid_prepare_delegation({
    tag: 'Ok',
    value: { user_key: userKey, expiration, anchor_number: anchorNumber },
  });
};

export const openid_get_delegation: Handler = (canister, argument) => {
  if (isTooLongForToken(argument)) return encode_openid_get_delegation(NOT_VERIFIED);
  const [jwt, salt, sessionKey, expiration] = decode_openid_get_delegation(argument);
  const got = getOpenIdDelegation(canister, { jwt, salt }, sessionKey, expiration);
  if (!got.ok) return encode_openid_get_delegation({ tag: 'Err', value: { tag: got.error } });
  const delegation = { pubkey: sessionKey, expiration, targets: null, permissions: null };
  return encode_openid_get_delegation({ tag: 'Ok', value: { delegation, signature: got.value } });
};

/** What the system runs on each node's answer to an outcall, so that all nodes agree. */
export const openid_keys_transform: Handler = (_, argument) => {
  const [{ response }] = decode_openid_keys_transform(argument);
  const { status, body } = response;
  return encode_openid_keys_transform({ status, headers: [], body: transformedKeys(body) });
};

function addErrorToCandid(error: AddError): OpenIdCredentialAddError {
  if (error === 'notVerified') return { tag: 'JwtVerificationFailed' };
  if (error === 'alreadyRegistered') return { tag: 'OpenIdCredentialAlreadyRegistered' };
  return {
    tag: 'InternalCanisterError',
    value: `Too many OpenID credentials. Maximum number of OpenID credentials is ${OPENID_CREDENTIAL_LIMIT}. Current number of OpenID credentials is ${error.count}.`,
  };
}
