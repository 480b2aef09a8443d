import { DER_COSE_OID, wrapDER } from '@dfinity/agent';
import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coseToDer, parseCoseKey } from './cose.ts';

const X = new Uint8Array(32).fill(0x11);
const Y = new Uint8Array(32).fill(0x22);
const key = (entries: [number, unknown][]) => encode(new Map(entries));
const es256: [number, unknown][] = [[1, 2], [3, -7], [-1, 1], [-2, X], [-3, Y]]; // prettier-ignore
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('parseCoseKey', () => {
  it('should keep an ES256 key byte for byte: the canonical form of CTAP2', () => {
    const expected = `a5010203262001215820${'11'.repeat(32)}225820${'22'.repeat(32)}`;
    expect(hex(parseCoseKey(Buffer.from(expected, 'hex')) ?? X)).toBe(expected);
  });

  it('should drop other labels and what follows the key', () => {
    const noisy = Uint8Array.of(...key([...es256, [2, new Uint8Array(9)]]), ...encode({ credProtect: 2 }));
    expect(hex(parseCoseKey(noisy) ?? X)).toBe(hex(key(es256)));
  });

  it('should accept Ed25519 and RSA-2048', () => {
    expect(parseCoseKey(key([[1, 1], [3, -8], [-1, 6], [-2, X]]))).not.toBeNull(); // prettier-ignore
    const rsa = parseCoseKey(key([[1, 3], [3, -257], [-1, new Uint8Array(256).fill(0xff)], [-2, Uint8Array.of(1, 0, 1)]])); // prettier-ignore
    expect(rsa && coseToDer(rsa).length).toBeLessThanOrEqual(300);
  });

  it.each([
    ['a short coordinate', es256.with(3, [-2, X.subarray(1)])],
    ['a coordinate that is text', es256.with(3, [-2, 'x'.repeat(32)])],
    ['another curve', es256.with(2, [-1, 2])],
    ['an algorithm of another key type', es256.with(1, [3, -257])],
    ['no second coordinate', es256.slice(0, 4)],
    ['RSA-1024', [[1, 3], [3, -257], [-1, new Uint8Array(128)], [-2, Uint8Array.of(3)]] as [number, unknown][]], // prettier-ignore
  ])('should refuse %s', (_name, entries) => expect(parseCoseKey(key(entries))).toBeNull());

  it('should refuse every cut of a key, and answer any bytes', () => {
    const whole = key(es256);
    for (let i = 0; i < whole.length; i++) expect(parseCoseKey(whole.subarray(0, i))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseCoseKey(bytes)));
  });
});

describe('coseToDer', () => {
  it('should wrap as the published agent does, at every length of the length', () => {
    for (const length of [1, 77, 100, 110, 111, 112, 113, 200, 240, 255, 256, 300, 5000]) {
      const cose = new Uint8Array(length).fill(0xa5);
      expect(hex(coseToDer(cose))).toBe(hex(wrapDER(cose, DER_COSE_OID)));
    }
  });

  it('should open with the algorithm of COSE keys', () => {
    expect(hex(coseToDer(key(es256)))).toMatch(/^305e300c060a2b0601040183b8430101034e00a501020326/);
  });

  it('should refuse an empty key', () => expect(() => coseToDer(new Uint8Array())).toThrow(RangeError));
});
