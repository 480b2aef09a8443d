import { ed25519 } from '@noble/curves/ed25519';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveEd25519, ed25519PublicKey, signEd25519 } from './ed25519_key.ts';
import { ed25519MasterKey, KEY_NAMES, secp256k1MasterKey } from './master_keys.ts';
import { deriveSecp256k1, secp256k1PublicKey, signBip340, signEcdsa } from './secp256k1_key.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** Public keys of PocketIC servers and what npm's @dfinity/ic-pub-key 1.0.2 derives from them. */
const MASTER = {
  dfx_test_key: {
    ed25519: '7124afcb1be5927cac0397a7447b9c3cda2a4099af62d9bc0a2c2fe42d33efe1',
    secp256k1: '03e6f78b1a90e361c5cc9903f73bb8acbe3bc17ad01e82554d25cf0ecd70c67484',
  },
  key_1: {
    ed25519: 'db415b8eb85bd5127b0984723e0448054042cf40e7a9c262ed0cc87ecea98349',
    secp256k1: '036ad6e838b46811ad79c37b2f4b854b7a05f406715b2935edc5d3251e7666977b',
  },
  test_key_1: {
    ed25519: '6ed9121ecf701b9e301fce17d8a65214888984e8211225691b089d6b219ec144',
    secp256k1: '03cc365e15cb552589c7175717b2ac63d1050b9bb2e5aed35432b1b1be55d3abcf',
  },
};
const PATH = ['00000000000000000101', '6f6e65', '', 'ff00'].map(bytes);
const path = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 });
const message = fc.uint8Array({ maxLength: 100 });

describe('keys on secp256k1', () => {
  it.each(KEY_NAMES)('begin with the published %s', (name) => {
    expect(hex(secp256k1PublicKey(secp256k1MasterKey(name)))).toBe(MASTER[name].secp256k1);
  });

  it('are derived as others derive their public halves', () => {
    const key = deriveSecp256k1(secp256k1MasterKey('key_1'), PATH);
    expect(hex(secp256k1PublicKey(key))).toBe(
      '027c2df40631eeeeb9647a1f65820d8e7520b78530a77d0f7bd57ecd497ea01da8',
    );
    expect(hex(key.chainCode)).toBe('69318626cb7e67dd9bb2af55e7467333f2bbadfafb99b87e7938b5052419342d');
  });

  it('are the same whether a path is followed at once or in parts', () => {
    fc.assert(
      fc.property(path, path, (first, rest) => {
        const master = secp256k1MasterKey('key_1');
        expect(deriveSecp256k1(deriveSecp256k1(master, first), rest)).toEqual(
          deriveSecp256k1(master, [...first, ...rest]),
        );
      }),
      { numRuns: 10 },
    );
  });

  it('sign hashes with ECDSA and messages with BIP 340', () => {
    fc.assert(
      fc.property(path, message, (steps, text) => {
        const key = deriveSecp256k1(secp256k1MasterKey('test_key_1'), steps);
        const publicKey = secp256k1PublicKey(key);
        const hash = new Uint8Array(32).fill(text.length);
        expect(secp256k1.verify(signEcdsa(key, hash), hash, publicKey)).toBe(true);
        expect(schnorr.verify(signBip340(key, text), text, publicKey.subarray(1))).toBe(true);
        hash[0]! ^= 1;
        expect(secp256k1.verify(signEcdsa(key, hash), new Uint8Array(32), publicKey)).toBe(false);
      }),
      { numRuns: 10 },
    );
  });

  it('sign for the output key of Taproot when given a root', () => {
    for (const root of [new Uint8Array(0), new Uint8Array(32).fill(9)]) {
      for (const step of [1, 2, 3, 4]) {
        const key = deriveSecp256k1(secp256k1MasterKey('key_1'), [Uint8Array.of(step)]);
        const inner = secp256k1PublicKey(key).subarray(1);
        const tweak = BigInt(`0x${hex(schnorr.utils.taggedHash('TapTweak', inner, root))}`);
        const lifted = schnorr.utils.lift_x(BigInt(`0x${hex(inner)}`));
        const output = schnorr.utils.pointToBytes(lifted.add(secp256k1.Point.BASE.multiply(tweak)));
        const text = Buffer.from('spend it');
        const signature = signBip340(key, text, root);
        expect(schnorr.verify(signature, text, output)).toBe(true);
        expect(schnorr.verify(signature, text, inner)).toBe(false);
      }
    }
  });
});

describe('keys on edwards25519', () => {
  it.each(KEY_NAMES)('begin with the published %s', (name) => {
    expect(hex(ed25519PublicKey(ed25519MasterKey(name)))).toBe(MASTER[name].ed25519);
  });

  it('are derived as others derive their public halves', () => {
    const key = deriveEd25519(ed25519MasterKey('key_1'), PATH);
    expect(hex(ed25519PublicKey(key))).toBe(
      '7246156dbc329b0423fde976913128601cc5575df0cc1917febcb23615624010',
    );
    expect(hex(key.chainCode)).toBe('a83f4cabdaa1e3a75ebbfd0917fb70035e7e14838b082264416c116427a5b47f');
  });

  it('sign what the public key verifies', () => {
    fc.assert(
      fc.property(path, message, (steps, text) => {
        const key = deriveEd25519(ed25519MasterKey('dfx_test_key'), steps);
        const signature = signEd25519(key, text);
        expect(ed25519.verify(signature, text, ed25519PublicKey(key))).toBe(true);
        expect(ed25519.verify(signature, Uint8Array.of(...text, 1), ed25519PublicKey(key))).toBe(false);
      }),
      { numRuns: 10 },
    );
  });
});
