import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import type { Opt } from './candid.ts';

/** Candid types of the methods about threshold keys, as in `candid.ts`. */

const EcdsaKeyId = IDL.Record({ curve: IDL.Variant({ secp256k1: IDL.Null }), name: IDL.Text });
const SchnorrAlgorithm = IDL.Variant({ bip340secp256k1: IDL.Null, ed25519: IDL.Null });
const SchnorrKeyId = IDL.Record({ algorithm: SchnorrAlgorithm, name: IDL.Text });
const Path = IDL.Vec(IDL.Vec(IDL.Nat8));

export interface EcdsaKeyId {
  name: string;
}
export interface SchnorrKeyId {
  algorithm: { bip340secp256k1?: null; ed25519?: null };
  name: string;
}

export interface PublicKeyArg<KeyId> {
  canister_id: Opt<Principal>;
  derivation_path: Uint8Array[];
  key_id: KeyId;
}
export const EcdsaPublicKeyArg = IDL.Record({
  canister_id: IDL.Opt(IDL.Principal),
  derivation_path: Path,
  key_id: EcdsaKeyId,
});
export const SchnorrPublicKeyArg = IDL.Record({
  canister_id: IDL.Opt(IDL.Principal),
  derivation_path: Path,
  key_id: SchnorrKeyId,
});
export const PublicKeyResult = IDL.Record({
  public_key: IDL.Vec(IDL.Nat8),
  chain_code: IDL.Vec(IDL.Nat8),
});

export interface SignWithEcdsaArg {
  message_hash: Uint8Array;
  derivation_path: Uint8Array[];
  key_id: EcdsaKeyId;
}
export const SignWithEcdsaArg = IDL.Record({
  message_hash: IDL.Vec(IDL.Nat8),
  derivation_path: Path,
  key_id: EcdsaKeyId,
});

export interface SignWithSchnorrArg {
  message: Uint8Array;
  derivation_path: Uint8Array[];
  key_id: SchnorrKeyId;
  aux: Opt<{ bip341: { merkle_root_hash: Uint8Array } }>;
}
export const SignWithSchnorrArg = IDL.Record({
  message: IDL.Vec(IDL.Nat8),
  derivation_path: Path,
  key_id: SchnorrKeyId,
  aux: IDL.Opt(IDL.Variant({ bip341: IDL.Record({ merkle_root_hash: IDL.Vec(IDL.Nat8) }) })),
});
export const SignatureResult = IDL.Record({ signature: IDL.Vec(IDL.Nat8) });
