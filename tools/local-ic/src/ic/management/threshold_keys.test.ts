import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { ed25519 } from '@noble/curves/ed25519';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { describe, expect, it } from 'vitest';
import { AGENT_SCRIPT, manageFrom } from '../testing/agent_canister.ts';
import { fakeSandboxes, fakeWasm } from '../testing/fake_sandbox.ts';
import { II, TestNetwork } from '../testing/test_network.ts';
import type { CallResult, PrincipalBytes } from '../types.ts';
import * as candid from './threshold_candid.ts';

const wasm = fakeSandboxes({ agent: AGENT_SCRIPT });
/** 10 billion for the 13 nodes of the subnet that signs in the test network. */
const FEE = 10_000_000_000n;
const PATH = [Buffer.from('a'), Buffer.from('b')];
const ECDSA_KEY = { curve: { secp256k1: null }, name: 'key_1' };
const MESSAGE = Buffer.from('what is signed');
const HASH = new Uint8Array(32).fill(3);

function network(): { net: TestNetwork; id: PrincipalBytes } {
  const net = TestNetwork.create(wasm);
  return { net, id: net.deploy(fakeWasm('agent')) };
}
function replyOf<T>(type: IDL.Type, result: CallResult): T {
  if (result.kind === 'reject') throw new Error(`${result.reject.code} ${result.reject.message}`);
  return IDL.decode([type], result.bytes)[0] as T;
}
function publicKey(
  net: TestNetwork,
  from: PrincipalBytes,
  method: 'ecdsa_public_key' | 'schnorr_public_key',
  key_id: object,
  options: { of?: PrincipalBytes; path?: Uint8Array[] } = {},
): { public_key: Uint8Array; chain_code: Uint8Array } {
  const type = method === 'ecdsa_public_key' ? candid.EcdsaPublicKeyArg : candid.SchnorrPublicKeyArg;
  const { of, path = PATH } = options;
  const canister_id = of === undefined ? [] : [Principal.fromUint8Array(of)];
  const arg = IDL.encode([type], [{ canister_id, derivation_path: path, key_id }]);
  return replyOf(candid.PublicKeyResult, manageFrom(net, from, method, arg));
}
function signEcdsa(net: TestNetwork, from: PrincipalBytes, change: object = {}): CallResult {
  const arg = { message_hash: HASH, derivation_path: PATH, key_id: ECDSA_KEY, ...change };
  return manageFrom(net, from, 'sign_with_ecdsa', IDL.encode([candid.SignWithEcdsaArg], [arg]));
}
function signSchnorr(
  net: TestNetwork,
  from: PrincipalBytes,
  algorithm: string,
  aux: unknown = [],
): CallResult {
  const key_id = { algorithm: { [algorithm]: null }, name: 'test_key_1' };
  const arg = { message: MESSAGE, derivation_path: PATH, key_id, aux };
  return manageFrom(net, from, 'sign_with_schnorr', IDL.encode([candid.SignWithSchnorrArg], [arg]));
}
const signature = (result: CallResult): Uint8Array =>
  replyOf<{ signature: Uint8Array }>(candid.SignatureResult, result).signature;

describe('threshold ECDSA', () => {
  it('signs with the key of canister and path, for a fee', () => {
    const { net, id } = network();
    const key = publicKey(net, id, 'ecdsa_public_key', ECDSA_KEY);
    const before = net.instance.cycles(id) ?? 0n;
    expect(secp256k1.verify(signature(signEcdsa(net, id)), HASH, key.public_key)).toBe(true);
    expect(before - (net.instance.cycles(id) ?? 0n)).toBe(FEE);
    const other = publicKey(net, id, 'ecdsa_public_key', ECDSA_KEY, { path: [PATH[0]!] });
    expect(other.public_key).not.toEqual(key.public_key);
    expect(key.chain_code).toHaveLength(32);
  });

  it('tells a canister the key of another', () => {
    const { net, id } = network();
    const other = net.deploy(fakeWasm('agent'));
    expect(publicKey(net, id, 'ecdsa_public_key', ECDSA_KEY, { of: other })).toEqual(
      publicKey(net, other, 'ecdsa_public_key', ECDSA_KEY),
    );
  });

  it('refuses too few cycles, unknown keys, long paths and hashes of another length', () => {
    const { net } = network();
    const poor = net.deploy(fakeWasm('agent'), { cycles: 100_000_000_000n });
    const texts = [
      signEcdsa(net, poor),
      signEcdsa(net, poor, { key_id: { ...ECDSA_KEY, name: 'no_key' } }),
      signEcdsa(net, poor, { message_hash: HASH.subarray(1) }),
      signEcdsa(net, poor, { derivation_path: new Array(255).fill(PATH[0]) }),
    ].map((result) => (result.kind === 'reject' ? result.reject.message : 'signed'));
    expect(texts[0]).toBe(
      'sign_with_ecdsa request sent with 0 cycles, but 10_000_000_000 cycles are required.',
    );
    expect(texts[1]).toContain('Requested unknown threshold key: ecdsa:Secp256k1:no_key, existing keys: [');
    expect(texts[2]).toBe('IC0408: Error decoding candid: message_hash has 31 bytes instead of 32');
    expect(texts[3]).toContain('number of elements exceeds maximum allowed 255');
    expect(net.instance.cycles(poor)).toBe(100_000_000_000n);
  });
});

describe('threshold Schnorr', () => {
  const bip340 = { algorithm: { bip340secp256k1: null }, name: 'test_key_1' };

  it('signs by Ed25519', () => {
    const { net, id } = network();
    const ed = { algorithm: { ed25519: null }, name: 'test_key_1' };
    const { public_key } = publicKey(net, id, 'schnorr_public_key', ed);
    expect(ed25519.verify(signature(signSchnorr(net, id, 'ed25519')), MESSAGE, public_key)).toBe(true);
  });

  it('signs by BIP 340, with and without a tweak', () => {
    const { net, id } = network();
    const inner = publicKey(net, id, 'schnorr_public_key', bip340).public_key.subarray(1);
    const plain = signature(signSchnorr(net, id, 'bip340secp256k1'));
    expect(schnorr.verify(plain, MESSAGE, inner)).toBe(true);
    const aux = [{ bip341: { merkle_root_hash: new Uint8Array(32) } }];
    const tweaked = signature(signSchnorr(net, id, 'bip340secp256k1', aux));
    expect(schnorr.verify(tweaked, MESSAGE, inner)).toBe(false);
    const bad = [{ bip341: { merkle_root_hash: new Uint8Array(31) } }];
    expect(signSchnorr(net, id, 'bip340secp256k1', bad).kind).toBe('reject');
    expect(signSchnorr(net, id, 'ed25519', aux).kind).toBe('reject');
  });

  it('costs canisters of the system as much', () => {
    const { net } = network();
    const id = net.deploy(fakeWasm('agent'), { subnet: II });
    const before = net.instance.cycles(id) ?? 0n;
    signature(signSchnorr(net, id, 'ed25519'));
    expect(before - (net.instance.cycles(id) ?? 0n)).toBe(FEE);
  });
});
