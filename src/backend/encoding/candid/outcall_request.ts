/**
 * The management canister's `http_request`, for a GET request whose answer one of our queries transforms: its argument and
 * its reply.
 */
import { decodeBase64url } from '../base64url.ts';
import { readAnyMessage } from './decode_any.ts';
import { endMessage } from './message_reader.ts';
import {
  beginMessage,
  finishMessage,
  writeByte,
  writePrincipal,
  writeText,
  writeUint64,
} from './message_writer.ts';
import { BLOB, type ExpectedType, NAT, RECORD } from './type_code.ts';

/**
 * What stands before the value, in base64url: `DIDL` and the type table of
 *
 *     record {
 *       url : text;
 *       method : variant { get };
 *       max_response_bytes : opt nat64;
 *       transform : opt record {
 *         function : func (record { response : R; context : blob }) -> (R) query;
 *         context : blob;
 *       };
 *       headers : vec record { name : text; value : text };
 *     }
 *
 * whose fields are in the order of the wire, with R = record { status : nat; headers; body : blob }.
 */
const HEADER =
  'RElETAtrAZaBugJ_bnhte2wC8f7hjQNxy-T9xwRxbQNsA7LO7y99ovXtiAQCxqShmAYEbALvq97LAQKB' +
  '3bKQCgVqAQYBBQEBbAKY1sqiAQfvq97LAQJuCGwF79bkAnHh7etKAOjW2JMBAezazKwECcakoZgGBAEK';

export interface Outcall {
  readonly url: string;
  readonly maxResponseBytes: bigint;
  /** This canister and its query that every node's answer goes through. */
  readonly transform: { readonly canister: Uint8Array; readonly method: string };
}

/** The argument of `http_request`, without headers of our own. */
export function encodeOutcall({ url, maxResponseBytes, transform }: Outcall): Uint8Array {
  beginMessage(decodeBase64url(HEADER) as Uint8Array);
  writeText(url);
  writeByte(0);
  writeByte(1);
  writeUint64(maxResponseBytes);
  writeByte(1);
  // A function reference that is no secret, then its canister and method; the context has no bytes.
  writeByte(1);
  writePrincipal(transform.canister);
  writeText(transform.method);
  writeByte(0);
  writeByte(0);
  return finishMessage();
}

export interface OutcallReply {
  readonly status: bigint;
  readonly body: Uint8Array;
}

/** The fields of the reply that are looked at, in the order of their hashes. */
const REPLY: readonly ExpectedType[] = [[RECORD, 100394802, 'status', NAT, 1092319906, 'body', 1], [BLOB]];

/** @throws CandidError when the bytes are no such reply */
export function decodeOutcallReply(bytes: Uint8Array): OutcallReply {
  const [reply] = readAnyMessage(REPLY, [0], bytes);
  endMessage();
  return reply as OutcallReply;
}
