/** Delegations to dapps. */
import {
  decode_get_delegation,
  decode_get_principal,
  decode_prepare_delegation,
  encode_get_delegation,
  encode_get_principal,
  encode_prepare_delegation,
} from '../../declarations/canister_codec.ts';
import {
  type PreparedDelegation,
  getDelegation,
  prepareDelegation,
  principalAt,
} from '../services/delegations.ts';
import type { Handler } from './handler.ts';

export const prepare_delegation: Handler = (canister, argument) => {
  const [anchorNumber, frontend, sessionKey, maxTimeToLive] = decode_prepare_delegation(argument);
  const prepared = prepareDelegation(canister, anchorNumber, frontend, sessionKey, maxTimeToLive);
  return prepared instanceof Promise ? prepared.then(encodePrepared) : encodePrepared(prepared);
};

function encodePrepared({ userKey, expiration }: PreparedDelegation): Uint8Array {
  return encode_prepare_delegation(userKey, expiration);
}

export const get_delegation: Handler = (canister, argument) => {
  const [anchorNumber, frontend, sessionKey, expiration] = decode_get_delegation(argument);
  const signature = getDelegation(canister, anchorNumber, frontend, sessionKey, expiration);
  return encode_get_delegation(
    signature === null
      ? { tag: 'no_such_delegation' }
      : {
          tag: 'signed_delegation',
          value: {
            delegation: { pubkey: sessionKey, expiration, targets: null, permissions: null },
            signature,
          },
        },
  );
};

export const get_principal: Handler = (canister, argument) => {
  const [anchorNumber, frontend] = decode_get_principal(argument);
  return encode_get_principal(principalAt(canister, anchorNumber, frontend));
};
