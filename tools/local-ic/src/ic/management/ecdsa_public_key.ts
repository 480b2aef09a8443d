import { deriveSecp256k1, secp256k1PublicKey } from '../threshold/secp256k1_key.ts';
import { secp256k1MasterKey } from '../threshold/master_keys.ts';
import { replyWith } from './candid.ts';
import { finished, refused, subnetMethod } from './method.ts';
import {
  type EcdsaKeyId,
  EcdsaPublicKeyArg,
  type PublicKeyArg,
  PublicKeyResult,
} from './threshold_candid.ts';
import { findKey, keyPath } from './threshold_key.ts';

/** The public key (33 bytes, SEC 1) and chain code with which a canister, the caller by default, signs. */
export const ecdsaPublicKey = subnetMethod<PublicKeyArg<EcdsaKeyId>>({
  name: 'ecdsa_public_key',
  argType: EcdsaPublicKeyArg,
  fromUsers: false,
  execute(call, arg) {
    const name = findKey(call, 'ecdsa_public_key', 'ecdsa:Secp256k1', arg.key_id.name);
    if (typeof name !== 'string') return refused(call, name);
    const path = keyPath(arg.canister_id[0]?.toUint8Array() ?? call.sender, arg.derivation_path);
    if ('errorCode' in path) return refused(call, path);
    const key = deriveSecp256k1(secp256k1MasterKey(name), path);
    const result = { public_key: secp256k1PublicKey(key), chain_code: key.chainCode };
    return finished(call, replyWith(PublicKeyResult, result));
  },
});
