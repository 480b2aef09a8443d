/** Accounts and their delegations. */
import {
  decode_create_account,
  decode_get_account_delegation,
  decode_get_accounts,
  decode_get_default_account,
  decode_prepare_account_delegation,
  decode_set_default_account,
  decode_update_account,
  encode_create_account,
  encode_get_account_delegation,
  encode_get_accounts,
  encode_get_default_account,
  encode_prepare_account_delegation,
  encode_set_default_account,
  encode_update_account,
} from '../../declarations/canister_codec.ts';
import type { AccountInfo, DelegationPermissions } from '../../declarations/canister_types.ts';
import type { Result } from '../domain/result.ts';
import { getAccountDelegation, prepareAccountDelegation } from '../services/account_delegations.ts';
import {
  type Account,
  type EditError,
  type SetDefaultError,
  type Unauthorized,
  createAccount,
  defaultAccount,
  listAccounts,
  setDefaultAccount,
  updateAccount,
} from '../services/accounts.ts';
import type { PreparedDelegation } from '../services/delegations.ts';
import type { Handler } from './handler.ts';

export const get_accounts: Handler = (canister, argument) => {
  const [anchorNumber, origin] = decode_get_accounts(argument);
  const listed = listAccounts(canister, anchorNumber, origin);
  return encode_get_accounts(
    listed.ok
      ? { tag: 'Ok', value: listed.value.map((account) => accountInfo(account, origin)) }
      : { tag: 'Err', value: unauthorized(listed.error) },
  );
};

export const create_account: Handler = (canister, argument) => {
  const [anchorNumber, origin, name] = decode_create_account(argument);
  const created = createAccount(canister, anchorNumber, origin, name);
  return encode_create_account(
    created.ok
      ? { tag: 'Ok', value: accountInfo(created.value, origin) }
      : { tag: 'Err', value: editError(created.error) },
  );
};

export const update_account: Handler = (canister, argument) => {
  const [anchorNumber, origin, number, { name }] = decode_update_account(argument);
  const updated = updateAccount(canister, anchorNumber, origin, number, name);
  return encode_update_account(
    updated.ok
      ? { tag: 'Ok', value: accountInfo(updated.value, origin) }
      : { tag: 'Err', value: editError(updated.error) },
  );
};

export const get_default_account: Handler = (canister, argument) => {
  const [anchorNumber, origin] = decode_get_default_account(argument);
  const found = defaultAccount(canister, anchorNumber, origin);
  return encode_get_default_account(
    found.ok
      ? { tag: 'Ok', value: accountInfo(found.value, origin) }
      : {
          tag: 'Err',
          value: found.error.kind === 'unauthorized' ? unauthorized(found.error) : { tag: 'NoSuchAnchor' },
        },
  );
};

export const set_default_account: Handler = (canister, argument) => {
  const [anchorNumber, origin, number] = decode_set_default_account(argument);
  const set = setDefaultAccount(canister, anchorNumber, origin, number);
  return encode_set_default_account(
    set.ok
      ? { tag: 'Ok', value: accountInfo(set.value, origin) }
      : { tag: 'Err', value: setDefaultError(set.error, anchorNumber, origin) },
  );
};

export const prepare_account_delegation: Handler = (canister, argument) => {
  const [anchorNumber, frontend, number, sessionKey, maxTimeToLive, allowed] =
    decode_prepare_account_delegation(argument);
  const choice = { anchorNumber, frontend, number, permissions: permissionsOf(allowed) };
  const prepared = prepareAccountDelegation(canister, choice, sessionKey, maxTimeToLive);
  return prepared instanceof Promise ? prepared.then(encodePrepared) : encodePrepared(prepared);
};

function encodePrepared(prepared: Result<PreparedDelegation, Unauthorized>): Uint8Array {
  if (!prepared.ok) {
    return encode_prepare_account_delegation({ tag: 'Err', value: unauthorized(prepared.error) });
  }
  const { userKey, expiration } = prepared.value;
  return encode_prepare_account_delegation({ tag: 'Ok', value: { user_key: userKey, expiration } });
}

export const get_account_delegation: Handler = (canister, argument) => {
  const [anchorNumber, frontend, number, sessionKey, expiration, allowed] =
    decode_get_account_delegation(argument);
  const permissions = permissionsOf(allowed);
  const choice = { anchorNumber, frontend, number, permissions };
  const got = getAccountDelegation(canister, choice, sessionKey, expiration);
  if (got.ok) {
    const delegation = { pubkey: sessionKey, expiration, targets: null, permissions };
    return encode_get_account_delegation({ tag: 'Ok', value: { delegation, signature: got.value } });
  }
  const { error } = got;
  return encode_get_account_delegation({
    tag: 'Err',
    value: error.kind === 'unauthorized' ? unauthorized(error) : { tag: 'NoSuchDelegation' },
  });
};

/** What a delegation has to say: every call is allowed where it says nothing. */
function permissionsOf(allowed: DelegationPermissions | null): 'queries' | null {
  return allowed?.tag === 'queries' ? 'queries' : null;
}

function accountInfo({ number, name, lastUsed }: Account, origin: string): AccountInfo {
  return { account_number: number, origin, last_used: lastUsed, name };
}

function unauthorized({ caller }: Unauthorized) {
  return { tag: 'Unauthorized', value: caller } as const;
}

function setDefaultError(error: SetDefaultError, anchor_number: bigint, origin: string) {
  switch (error.kind) {
    case 'unauthorized':
      return unauthorized(error);
    case 'noSuchAnchor':
      return { tag: 'NoSuchAnchor' } as const;
    case 'noSuchOrigin':
      return { tag: 'NoSuchOrigin', value: { anchor_number } } as const;
    case 'noSuchAccount':
      return { tag: 'NoSuchAccount', value: { anchor_number, origin } } as const;
  }
}

function editError(error: EditError) {
  switch (error.kind) {
    case 'unauthorized':
      return unauthorized(error);
    case 'limitReached':
      return { tag: 'AccountLimitReached' } as const;
    case 'invalid':
      return { tag: 'InternalCanisterError', value: error.why } as const;
  }
}
