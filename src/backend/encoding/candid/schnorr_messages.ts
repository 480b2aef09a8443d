/**
 * Arguments and replies of the management canister's `schnorr_public_key` and `sign_with_schnorr`, for Ed25519 keys
 * (IC interface specification, "IC method `sign_with_schnorr`").
 */
import { decodeBase64url } from '../base64url.ts';
import { readAnyMessage } from './decode_any.ts';
import { endMessage } from './message_reader.ts';
import { beginMessage, finishMessage, writeBlob, writeByte, writeText } from './message_writer.ts';
import { BLOB, type ExpectedType, RECORD } from './type_code.ts';

/**
 * What stands before the value: `DIDL` and the type table of
 *
 *     record {
 *       key_id : record { algorithm : variant { ed25519 }; name : text };
 *       derivation_path : vec blob;
 *       message : blob;   // where something is signed
 *     }
 *
 * whose fields are in the order of the wire.
 */
const KEY_HEADER = 'RElETAVrAbvDhocFf2wC79i6pwEAy-T9xwRxbXttAmwCu-ut_wMBraiysQUDAQQ';
const SIGN_HEADER = 'RElETAVrAbvDhocFf2wC79i6pwEAy-T9xwRxbXttAmwDu-ut_wMBraiysQUDx-vE0AkCAQQ';

const PUBLIC_KEY_HASH = 881_350_601;
const SIGNATURE_HASH = 359_375_608;

export interface SchnorrKey {
  /** Of the Internet Computer's key. */
  readonly name: string;
  /** The one step from that key to ours. */
  readonly path: Uint8Array;
}

/** The argument of `schnorr_public_key`. */
export function encodeKeyRequest(key: SchnorrKey): Uint8Array {
  begin(KEY_HEADER, key);
  return finishMessage();
}

/** The argument of `sign_with_schnorr`, for a message of any length. */
export function encodeSignRequest(key: SchnorrKey, message: Uint8Array): Uint8Array {
  begin(SIGN_HEADER, key);
  writeBlob(message);
  return finishMessage();
}

/** The public key in a reply. @throws CandidError when there is none */
export function decodeKeyReply(reply: Uint8Array): Uint8Array {
  return decodeBlobField(PUBLIC_KEY_HASH, reply);
}

/** The signature in a reply. @throws CandidError when there is none */
export function decodeSignReply(reply: Uint8Array): Uint8Array {
  return decodeBlobField(SIGNATURE_HASH, reply);
}

function begin(header: string, { name, path }: SchnorrKey): void {
  beginMessage(decodeBase64url(header) as Uint8Array);
  // The algorithm, by its place among those of the type.
  writeByte(0);
  writeText(name);
  writeByte(1);
  writeBlob(path);
}

function decodeBlobField(hash: number, reply: Uint8Array): Uint8Array {
  const types: readonly ExpectedType[] = [[BLOB], [RECORD, hash, 'bytes', 0]];
  const [record] = readAnyMessage(types, [1], reply);
  endMessage();
  return (record as { bytes: Uint8Array }).bytes;
}
