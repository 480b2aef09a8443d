import { constants, generateKeyPairSync, privateEncrypt, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rsaKey, verifyRs256, type RsaKey } from './rs256.ts';

const MESSAGE = new TextEncoder().encode('header.payload');

interface Pair {
  readonly privateKey: KeyObject;
  readonly key: RsaKey;
}

function keyOf(publicKey: KeyObject): RsaKey | null {
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  return rsaKey(Buffer.from(n, 'base64url'), Buffer.from(e, 'base64url'));
}

function pair(modulusLength: number): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return { privateKey, key: keyOf(publicKey)! };
}

const KEYS = pair(2048);

/** A signature over any padded block: what somebody with the key could make, or a forger aims at. */
const raw = (block: Uint8Array): Uint8Array =>
  privateEncrypt({ key: KEYS.privateKey, padding: constants.RSA_NO_PADDING }, block);

/** The right block with some bytes changed. */
function block(change: (bytes: Uint8Array) => void = () => {}): Uint8Array {
  const good = sign('sha256', MESSAGE, KEYS.privateKey);
  const { modulus } = KEYS.key;
  const base = BigInt(`0x${good.toString('hex')}`);
  let value = base;
  for (let i = 0; i < 16; i++) value = (value * value) % modulus;
  value = (value * base) % modulus;
  const bytes = Uint8Array.from(Buffer.from(value.toString(16).padStart(512, '0'), 'hex'));
  change(bytes);
  return bytes;
}

describe('verifyRs256', () => {
  it.each([2048, 3072, 4096])('should accept a signature by a key of %i bits', (bits) => {
    const { privateKey, key } = pair(bits);
    const signature = sign('sha256', MESSAGE, privateKey);
    expect(verifyRs256(key, MESSAGE, signature)).toBe(true);
    expect(verifyRs256(key, Uint8Array.of(1), signature)).toBe(false);
  });

  it('should refuse every changed byte', () => {
    const signature = sign('sha256', MESSAGE, KEYS.privateKey);
    for (let i = 0; i < signature.length; i += 5) {
      const changed = Uint8Array.from(signature);
      changed[i]! ^= 1;
      expect(verifyRs256(KEYS.key, MESSAGE, changed)).toBe(false);
    }
  });

  it("should refuse another key's, another hash's and another length's", () => {
    const other = pair(2048);
    const signature = sign('sha256', MESSAGE, KEYS.privateKey);
    expect(verifyRs256(other.key, MESSAGE, signature)).toBe(false);
    expect(verifyRs256(KEYS.key, MESSAGE, sign('sha1', MESSAGE, KEYS.privateKey))).toBe(false);
    expect(verifyRs256(KEYS.key, MESSAGE, sign('sha512', MESSAGE, KEYS.privateKey))).toBe(false);
    const pss = sign('sha256', MESSAGE, {
      key: KEYS.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
    });
    expect(verifyRs256(KEYS.key, MESSAGE, pss)).toBe(false);
    for (const length of [0, 255]) {
      expect(verifyRs256(KEYS.key, MESSAGE, signature.subarray(0, length))).toBe(false);
    }
    expect(verifyRs256(KEYS.key, MESSAGE, Buffer.concat([Buffer.of(0), signature]))).toBe(false);
  });

  it('should refuse numbers that only count modulo the key', () => {
    const base = BigInt(`0x${sign('sha256', MESSAGE, KEYS.privateKey).toString('hex')}`);
    const larger = (base + KEYS.key.modulus).toString(16);
    if (larger.length <= 512) {
      expect(verifyRs256(KEYS.key, MESSAGE, Buffer.from(larger.padStart(512, '0'), 'hex'))).toBe(false);
    }
    expect(verifyRs256(KEYS.key, MESSAGE, new Uint8Array(256))).toBe(false);
  });

  it('should compare the whole padding', () => {
    expect(verifyRs256(KEYS.key, MESSAGE, raw(block()))).toBe(true);
    const changes: ((bytes: Uint8Array) => void)[] = [
      (bytes) => (bytes[1] = 2),
      (bytes) => (bytes[2] = 0xfe),
      (bytes) => (bytes[100] = 0),
      (bytes) => (bytes[204] = 1),
      (bytes) => (bytes[205] = 0x31),
      // Less filling, the digest further in front, and what the forger likes behind it.
      (bytes) => {
        bytes.copyWithin(11, 204);
        bytes.fill(0xaa, 63);
      },
    ];
    for (const change of changes) {
      expect(verifyRs256(KEYS.key, MESSAGE, raw(block(change)))).toBe(false);
    }
  });
});

describe('rsaKey', () => {
  const odd = (bytes: number, first: number): Uint8Array => {
    const modulus = new Uint8Array(bytes).fill(0xff);
    modulus[0] = first;
    return modulus;
  };
  const E = Uint8Array.of(1, 0, 1);

  it('should accept 2048 to 4096 bits', () => {
    expect(rsaKey(odd(256, 0x80), E)).toMatchObject({ length: 256 });
    expect(rsaKey(odd(257, 1), E)).toMatchObject({ length: 257 });
    expect(rsaKey(odd(512, 0xff), E)).toMatchObject({ length: 512 });
    for (const modulus of [odd(256, 0x7f), odd(128, 0xff), odd(513, 1), new Uint8Array(0), odd(257, 0)]) {
      expect(rsaKey(modulus, E)).toBeNull();
    }
  });

  it('should refuse an even modulus and exponents other than 65537', () => {
    const even = odd(256, 0xff);
    even[255] = 0xfe;
    expect(rsaKey(even, E)).toBeNull();
    for (const exponent of [[1], [3], [17], [0, 1, 0, 1], [1, 0, 0, 1], []]) {
      expect(rsaKey(odd(256, 0xff), Uint8Array.from(exponent))).toBeNull();
    }
  });
});
