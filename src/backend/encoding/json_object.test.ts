import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonObject } from './json_object.ts';

describe('parseJsonObject', () => {
  it('should read what JSON.parse reads', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
        fc.boolean(),
        (object, spaced) => {
          const text = spaced ? JSON.stringify(object, null, ' ') : JSON.stringify(object);
          expect(parseJsonObject(text)).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  it.each([
    '{"iss":"a","iss":"b"}',
    '{"iss":"a","\\u0069ss":"a"}',
    '{"a":1,"b":{"c":2},"a":1}',
    '{"__proto__":1,"__proto__":2}',
  ])('should refuse a name that comes twice: %s', (text) => {
    expect(parseJsonObject(text)).toBeNull();
  });

  it('should not mind names within other values, whatever strings look like', () => {
    const text = '{"a":{"a":"\\"},{\\"a\\":"},"b":["x:y",{"b":":"}]}';
    expect(parseJsonObject(text)).toEqual(JSON.parse(text));
  });

  it.each(['', '[]', 'null', '"a"', '1', '{', '{"a"}', '{"a":1}}', '{"a":"\n"}'])(
    'should refuse what is no object: %j',
    (text) => {
      expect(parseJsonObject(text)).toBeNull();
    },
  );

  it.each(['"\\"', '"', '\\', '"\\\\"', ':', '{'])(
    'should take no longer than the text is, for %j over and over',
    (part) => {
      const text = part.repeat(200_000);
      for (const hostile of [text, `{"a":"${text}`, `{"a":"${text}\\`])
        expect(parseJsonObject(hostile)).toBeNull();
    },
  );

  it('should refuse nesting that a parser could run out of stack on', () => {
    const nested = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(parseJsonObject(nested(7))).not.toBeNull();
    expect(parseJsonObject(nested(8))).toBeNull();
    expect(parseJsonObject(`{"a":${'['.repeat(100_000)}`)).toBeNull();
  });
});
