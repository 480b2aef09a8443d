import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { installNativeSha256, sha224, sha256, sha256Concat } from './sha256.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('SHA-256', () => {
  it('gives the examples of FIPS 180-4', () => {
    expect(hex(sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hex(sha224(utf8('abc')))).toBe('23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7');
  });

  it('hashes parts as if they were joined', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (parts) => {
        const joined = createHash('sha256').update(Buffer.concat(parts)).digest('hex');
        expect(hex(sha256Concat(...parts))).toBe(joined);
      }),
    );
  });

  it('refuses a native implementation that fails in any of its functions', () => {
    const reference = {
      digest: (message: Uint8Array) => new Uint8Array(createHash('sha256').update(message).digest()),
      digestConcat: (parts: readonly Uint8Array[]) =>
        new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest()),
      digestPair: (...parts: [Uint8Array, Uint8Array, Uint8Array]) =>
        new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest()),
      digest224: (message: Uint8Array) => new Uint8Array(createHash('sha224').update(message).digest()),
    };
    for (const name of ['digest', 'digestConcat', 'digest224'] as const) {
      const broken = { ...reference, [name]: () => new Uint8Array(32) };
      expect(() => installNativeSha256(broken)).toThrow('native SHA-256 fails its self-test');
    }
    expect(() => installNativeSha256(reference)).not.toThrow();
  });
});
