import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cborNatural, decodeCbor, encodeCbor } from './cbor.ts';

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

describe('CBOR', () => {
  it('should read back what it wrote', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeNat(),
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
        fc.string(),
        fc.uint8Array(),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.array(fc.tuple(fc.string(), tie('any')), { maxLength: 4 }).map((entries) => new Map(entries)),
      ),
    })).any;
    fc.assert(
      fc.property(value, (written) => {
        expect(decodeCbor(encodeCbor(written))).toEqual({ ok: true, value: written });
      }),
    );
  });

  it('should refuse every prefix of an encoding', () => {
    const bytes = encodeCbor({ a: [1, 'two', new Uint8Array(3)], b: 2n ** 60n });
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeCbor(bytes.subarray(0, length)).ok).toBe(false);
    }
  });

  it('should answer any bytes without throwing', () => {
    const heads = fc.constantFrom(
      0x9f,
      0xbf,
      0x5f,
      0x7f,
      0xff,
      0x81,
      0xa1,
      0xd9,
      0xf7,
      0x60,
      0x41,
      0x1b,
      0x9b,
      0xf6,
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 64 }),
          fc.array(heads).map((list) => new Uint8Array(list)),
        ),
        (bytes) => {
          expect(typeof decodeCbor(bytes).ok).toBe('boolean');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['nested arrays without end', new Uint8Array(1_000_000).fill(0x81), 'nested deeper'],
    ['nested indefinite maps', new Uint8Array(1000).fill(0xbf), 'nested deeper'],
    ['nested tags', new Uint8Array(1000).fill(0xc1), 'nested deeper'],
    ['an array that claims more than is there', hex('9affffffff'), 'ends early'],
    ['a string of 2^64 bytes', hex('5bffffffffffffffff'), 'ends early'],
    ['very many items', new Uint8Array([0x9f, ...new Uint8Array(300_000)]), 'more than'],
    ['a break of nothing', hex('ff'), 'break'],
    ['bytes behind the end', hex('f6f6'), 'behind its end'],
    ['a duplicate key', hex('a2616100616101'), 'repeat'],
    ['another tag', hex('c100'), 'tag'],
    ['a reserved head', hex('1c'), 'malformed'],
  ])('should refuse %s', (_, bytes, reason) => {
    expect(decodeCbor(bytes)).toEqual({ ok: false, reason: expect.stringContaining(reason) as string });
  });

  it('should take the self-describing tag or none', () => {
    expect(decodeCbor(hex('d9d9f78101'))).toEqual({ ok: true, value: [1] });
    expect(decodeCbor(hex('8101'))).toEqual({ ok: true, value: [1] });
  });

  it('should tell natural numbers from everything else', () => {
    expect([3, 2n ** 60n, 0].map(cborNatural)).toEqual([3n, 2n ** 60n, 0n]);
    expect([-1, -1n, 1.5, '1', null, undefined].map(cborNatural)).toEqual(new Array(6).fill(undefined));
  });
});
