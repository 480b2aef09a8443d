/** Id aliases for verifiable credentials. */
import {
  decode_prepare_id_alias,
  encode_get_id_alias,
  encode_prepare_id_alias,
} from '../../declarations/canister_codec.ts';
import type { SignedIdAlias } from '../../declarations/canister_types.ts';
import type { Encodable } from '../encoding/candid/message_codec.ts';
import { type AliasCredential, getIdAlias, prepareIdAlias } from '../services/id_aliases.ts';
import type { Handler } from './handler.ts';
import { decodeGetIdAlias } from './id_alias_request.ts';

export const prepare_id_alias: Handler = async (canister, argument) => {
  const [request] = decode_prepare_id_alias(argument);
  const prepared = await prepareIdAlias(canister, request.identity_number, {
    relyingParty: request.relying_party,
    issuer: request.issuer,
  });
  if (prepared.ok) {
    const { tokens, aliasKey } = prepared.value;
    return encode_prepare_id_alias({
      tag: 'Ok',
      value: {
        rp_id_alias_jwt: tokens.relyingParty,
        issuer_id_alias_jwt: tokens.issuer,
        canister_sig_pk_der: aliasKey,
      },
    });
  }
  const { error } = prepared;
  return encode_prepare_id_alias({
    tag: 'Err',
    value:
      error.kind === 'unauthorized'
        ? { tag: 'Unauthorized', value: error.caller }
        : { tag: 'InternalCanisterError', value: error.why },
  });
};

export const get_id_alias: Handler = (canister, argument) => {
  const { anchorNumber, frontends, tokens } = decodeGetIdAlias(argument);
  const got = getIdAlias(canister, anchorNumber, frontends, tokens);
  if (got.ok) {
    return encode_get_id_alias({
      tag: 'Ok',
      value: {
        rp_id_alias_credential: signedIdAlias(got.value.relyingParty),
        issuer_id_alias_credential: signedIdAlias(got.value.issuer),
      },
    });
  }
  const { error } = got;
  return encode_get_id_alias({
    tag: 'Err',
    value:
      error.kind === 'unauthorized'
        ? { tag: 'Unauthorized', value: error.caller }
        : { tag: 'NoSuchCredentials', value: error.why },
  });
};

function signedIdAlias({ jws, alias, dappPrincipal }: AliasCredential): Encodable<SignedIdAlias> {
  return { credential_jws: jws, id_alias: alias, id_dapp: dappPrincipal };
}
