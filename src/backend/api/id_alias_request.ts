/**
 * Requests for signed tokens. Of the tokens only the bytes are looked at; strings of so many characters would cost as
 * much as hashing them.
 */
import { decode_get_id_alias, open_get_id_alias } from '../../declarations/canister_codec.ts';
import { utf8 } from '../encoding/bytes.ts';
import { endMessage, readText, readTextBytes, readUint64 } from '../encoding/candid/message_reader.ts';
import type { ForDapps } from '../services/id_aliases.ts';

export interface GetIdAlias {
  readonly anchorNumber: bigint;
  readonly frontends: ForDapps<string>;
  readonly tokens: ForDapps<Uint8Array>;
}

/** @throws CandidError as the generated decoder does, with which it agrees */
export function decodeGetIdAlias(message: Uint8Array): GetIdAlias {
  if (!open_get_id_alias(message)) {
    const [request] = decode_get_id_alias(message);
    return {
      anchorNumber: request.identity_number,
      frontends: { relyingParty: request.relying_party, issuer: request.issuer },
      tokens: { relyingParty: utf8(request.rp_id_alias_jwt), issuer: utf8(request.issuer_id_alias_jwt) },
    };
  }
  // The fields come in the order of their hashes.
  const relyingPartyToken = readTextBytes();
  const issuer = readText();
  const issuerToken = readTextBytes();
  const relyingParty = readText();
  const anchorNumber = readUint64();
  endMessage();
  return {
    anchorNumber,
    frontends: { relyingParty, issuer },
    tokens: { relyingParty: relyingPartyToken, issuer: issuerToken },
  };
}
