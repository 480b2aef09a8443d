import { ERROR, makeReject } from '../reject.ts';
import { deriveSecp256k1, signEcdsa } from '../threshold/secp256k1_key.ts';
import { secp256k1MasterKey } from '../threshold/master_keys.ts';
import { refused, subnetMethod } from './method.ts';
import { SignWithEcdsaArg } from './threshold_candid.ts';
import { findKey, keyPath, signFor } from './threshold_key.ts';

const HASH_BYTES = 32;

/** Signs a hash of 32 bytes with the caller's key: 64 bytes, r and s. */
export const signWithEcdsa = subnetMethod<SignWithEcdsaArg>({
  name: 'sign_with_ecdsa',
  argType: SignWithEcdsaArg,
  fromUsers: false,
  execute(call, { message_hash: hash, derivation_path, key_id }) {
    const name = findKey(call, 'sign_with_ecdsa', 'ecdsa:Secp256k1', key_id.name);
    if (typeof name !== 'string') return refused(call, name);
    const path = keyPath(call.sender, derivation_path);
    if ('errorCode' in path) return refused(call, path);
    if (hash.length !== HASH_BYTES) {
      const text = `Error decoding candid: message_hash has ${hash.length} bytes instead of ${HASH_BYTES}`;
      return refused(call, makeReject(ERROR.invalidManagementPayload, text));
    }
    return signFor(call, 'sign_with_ecdsa', () =>
      signEcdsa(deriveSecp256k1(secp256k1MasterKey(name), path), hash),
    );
  },
});
