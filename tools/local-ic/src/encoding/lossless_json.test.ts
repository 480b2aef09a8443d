import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, printJson } from './lossless_json.ts';

function parsed(text: string): unknown {
  const result = parseJson(text);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

/** The value as JSON.parse would give it: numbers, and objects with a prototype. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
}

describe('lossless JSON', () => {
  it('should read and write whatever JSON.parse and JSON.stringify do', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const value = parsed(text);
        expect(plain(value)).toEqual(JSON.parse(text));
        expect(JSON.parse(printJson(value))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('should keep integers of 64 and 128 bits exact in both directions', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 128n), max: 2n ** 128n }), (integer) => {
        const text = `{"n":${integer}}`;
        expect(BigInt((parsed(text) as { n: number | bigint }).n)).toBe(integer);
        expect(printJson(parsed(text))).toBe(text);
      }),
    );
    expect(parsed('9007199254740993')).toBe(9007199254740993n);
    expect(parsed('9007199254740991')).toBe(9007199254740991);
  });

  it('should answer any text without throwing', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '\\u00',
      '1',
      '-',
      'e9',
      'null',
      'tru',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fragment).map((parts) => parts.join('')),
        ),
        (text) => {
          const result = parseJson(text);
          let expected = true;
          try {
            JSON.parse(text);
          } catch {
            expected = false;
          }
          // Stricter than JSON.parse only where a name is given twice.
          if (!expected) expect(result.ok).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['nesting without end', '['.repeat(100_000), 'nested deeper'],
    ['a name twice', '{"a":1,"a":2}', 'same name twice'],
    ['an endless number', '1'.repeat(10_000), 'number is too long'],
    ['an infinite number', '1e999', 'too large'],
    ['something behind the value', '{} {}', 'end of text expected'],
    ['a control character', '"\n"', 'end of string expected'],
    ['half an escape', '"\\u12"', 'hexadecimal'],
    ['nothing', '', 'value expected'],
  ])('should refuse %s', (_, text, reason) => {
    expect(parseJson(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) as string });
  });

  it('should take a name like __proto__ for a name', () => {
    const value = parsed('{"__proto__":{"polluted":true},"constructor":1}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBe(undefined);
  });

  it('should leave out undefined fields and refuse what JSON lacks', () => {
    expect(printJson({ a: undefined, b: [1n, null] })).toBe('{"b":[1,null]}');
    expect(() => printJson(Number.NaN)).toThrow(RangeError);
    expect(() => printJson(() => 0)).toThrow(TypeError);
  });

  it('should read a text of megabytes in linear time', () => {
    const text = `{"wasm":"${'QUJD'.repeat(2_000_000)}"}`;
    expect((parsed(text) as { wasm: string }).wasm).toHaveLength(8_000_000);
  });
});
