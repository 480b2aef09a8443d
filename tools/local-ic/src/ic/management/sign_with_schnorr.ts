import { ERROR, makeReject } from '../reject.ts';
import { deriveEd25519, signEd25519 } from '../threshold/ed25519_key.ts';
import { ed25519MasterKey, type KeyName, secp256k1MasterKey } from '../threshold/master_keys.ts';
import { deriveSecp256k1, signBip340 } from '../threshold/secp256k1_key.ts';
import type { Reject } from '../types.ts';
import { refused, subnetMethod } from './method.ts';
import { schnorrKind } from './schnorr_public_key.ts';
import { SignWithSchnorrArg } from './threshold_candid.ts';
import { findKey, type KeyKind, keyPath, signFor } from './threshold_key.ts';

const ROOT_BYTES = 32;

/** Signs a message with the caller's key by BIP 340, with a Taproot tweak if wished, or Ed25519: 64 bytes. */
export const signWithSchnorr = subnetMethod<SignWithSchnorrArg>({
  name: 'sign_with_schnorr',
  argType: SignWithSchnorrArg,
  fromUsers: false,
  execute(call, { message, derivation_path, key_id, aux }) {
    const kind = schnorrKind(key_id);
    const name = findKey(call, 'sign_with_schnorr', kind, key_id.name);
    if (typeof name !== 'string') return refused(call, name);
    const path = keyPath(call.sender, derivation_path);
    if ('errorCode' in path) return refused(call, path);
    const root = aux[0]?.bip341.merkle_root_hash;
    const badRoot = findBadRoot(kind, root);
    if (badRoot !== undefined) return refused(call, badRoot);
    return signFor(call, 'sign_with_schnorr', () => sign(kind, name, path, message, root));
  },
});

function findBadRoot(kind: KeyKind, root: Uint8Array | undefined): Reject | undefined {
  if (root === undefined) return undefined;
  if (kind === 'schnorr:Ed25519') {
    return makeReject(ERROR.canisterRejected, 'Auxiliary data is taken with bip340secp256k1 only');
  }
  if (root.length === 0 || root.length === ROOT_BYTES) return undefined;
  const text = `Error decoding candid: merkle_root_hash has ${root.length} bytes instead of 0 or ${ROOT_BYTES}`;
  return makeReject(ERROR.invalidManagementPayload, text);
}

function sign(
  kind: KeyKind,
  name: KeyName,
  path: readonly Uint8Array[],
  message: Uint8Array,
  root: Uint8Array | undefined,
): Uint8Array {
  if (kind === 'schnorr:Ed25519') return signEd25519(deriveEd25519(ed25519MasterKey(name), path), message);
  return signBip340(deriveSecp256k1(secp256k1MasterKey(name), path), message, root);
}
