import { IDL } from '@dfinity/candid';
import { describe, expect, it } from 'vitest';
import { decodeKeyReply, decodeSignReply, encodeKeyRequest, encodeSignRequest } from './schnorr_messages.ts';

const Blob = IDL.Vec(IDL.Nat8);

/** The types as the IC interface specification has them. */
const KeyId = IDL.Record({
  algorithm: IDL.Variant({ bip340secp256k1: IDL.Null, ed25519: IDL.Null }),
  name: IDL.Text,
});
const KeyRequest = IDL.Record({
  canister_id: IDL.Opt(IDL.Principal),
  derivation_path: IDL.Vec(Blob),
  key_id: KeyId,
});
const SignRequest = IDL.Record({
  message: Blob,
  derivation_path: IDL.Vec(Blob),
  key_id: KeyId,
  aux: IDL.Opt(IDL.Variant({ bip341: IDL.Record({ merkle_root_hash: Blob }) })),
});

const KEY = { name: 'key_1', path: Uint8Array.of(1, 2, 3) };
const KEY_ID = { algorithm: { ed25519: null }, name: 'key_1' };

describe('requests', () => {
  it('should be decoded by the system: a public key', () => {
    expect(IDL.decode([KeyRequest], encodeKeyRequest(KEY))).toEqual([
      { canister_id: [], derivation_path: [KEY.path], key_id: KEY_ID },
    ]);
  });

  it('should be decoded by the system: a signature', () => {
    const message = new Uint8Array(300).fill(7);
    expect(IDL.decode([SignRequest], encodeSignRequest(KEY, message))).toEqual([
      { message, derivation_path: [KEY.path], key_id: KEY_ID, aux: [] },
    ]);
  });
});

describe('replies', () => {
  it('should give the public key and the signature', () => {
    const key = IDL.encode(
      [IDL.Record({ public_key: Blob, chain_code: Blob })],
      [{ public_key: Uint8Array.of(5, 6), chain_code: Uint8Array.of(7) }],
    );
    expect(decodeKeyReply(key)).toEqual(Uint8Array.of(5, 6));
    const signed = IDL.encode([IDL.Record({ signature: Blob })], [{ signature: Uint8Array.of(8) }]);
    expect(decodeSignReply(signed)).toEqual(Uint8Array.of(8));
  });

  it('should be refused when they are something else', () => {
    const other = IDL.encode([IDL.Record({ signature: IDL.Text })], [{ signature: 'x' }]);
    expect(() => decodeSignReply(other)).toThrow(/Candid message/);
    expect(() => decodeKeyReply(other)).toThrow(/Candid message/);
    expect(() => decodeKeyReply(Uint8Array.of(1, 2, 3))).toThrow();
  });
});
