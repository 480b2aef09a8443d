import { deriveEd25519, ed25519PublicKey } from '../threshold/ed25519_key.ts';
import { ed25519MasterKey, type KeyName, secp256k1MasterKey } from '../threshold/master_keys.ts';
import { deriveSecp256k1, secp256k1PublicKey } from '../threshold/secp256k1_key.ts';
import { replyWith } from './candid.ts';
import { finished, refused, subnetMethod } from './method.ts';
import {
  type PublicKeyArg,
  PublicKeyResult,
  type SchnorrKeyId,
  SchnorrPublicKeyArg,
} from './threshold_candid.ts';
import { findKey, type KeyKind, keyPath } from './threshold_key.ts';

/** The public key (33 bytes of SEC 1 for BIP 340, 32 for Ed25519) and chain code with which a canister signs. */
export const schnorrPublicKey = subnetMethod<PublicKeyArg<SchnorrKeyId>>({
  name: 'schnorr_public_key',
  argType: SchnorrPublicKeyArg,
  fromUsers: false,
  execute(call, arg) {
    const kind = schnorrKind(arg.key_id);
    const name = findKey(call, 'schnorr_public_key', kind, arg.key_id.name);
    if (typeof name !== 'string') return refused(call, name);
    const path = keyPath(arg.canister_id[0]?.toUint8Array() ?? call.sender, arg.derivation_path);
    if ('errorCode' in path) return refused(call, path);
    return finished(call, replyWith(PublicKeyResult, publicKey(kind, name, path)));
  },
});

export function schnorrKind({ algorithm }: SchnorrKeyId): KeyKind {
  return 'ed25519' in algorithm ? 'schnorr:Ed25519' : 'schnorr:Bip340Secp256k1';
}

function publicKey(
  kind: KeyKind,
  name: KeyName,
  path: readonly Uint8Array[],
): { public_key: Uint8Array; chain_code: Uint8Array } {
  if (kind === 'schnorr:Ed25519') {
    const key = deriveEd25519(ed25519MasterKey(name), path);
    return { public_key: ed25519PublicKey(key), chain_code: key.chainCode };
  }
  const key = deriveSecp256k1(secp256k1MasterKey(name), path);
  return { public_key: secp256k1PublicKey(key), chain_code: key.chainCode };
}
