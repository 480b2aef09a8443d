import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseForm } from './form.ts';

describe('a form', () => {
  it('says what was written into it', () => {
    const pairs = fc.uniqueArray(
      fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' })),
      { selector: ([name]) => name, maxLength: 40 },
    );
    fc.assert(
      fc.property(pairs, (written) => {
        const { values, fault } = parseForm(new URLSearchParams(written).toString());
        expect(fault).toBeNull();
        expect([...values]).toEqual(written);
      }),
    );
  });

  it('has no parameter that is there twice, however often and however it is spelled', () => {
    for (const text of ['a=1&b=2&a=1', 'a=1&b=2&%61=1&a', 'a&b=2&a=']) {
      const { values, fault } = parseForm(text);
      expect(fault).toBe('A parameter is there twice.');
      expect([...values]).toEqual([['b', '2']]);
    }
  });

  it('has no parameter that is malformed', () => {
    const { values, fault } = parseForm('a=%&b=2&%ff=3&c=%e9');
    expect(fault).toBe('A parameter is malformed.');
    expect([...values]).toEqual([['b', '2']]);
    expect(parseForm('a=%&a=1').values.size).toBe(0);
  });

  it('ends at 40 parameters', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `p${i}=1`).join('&');
    expect(parseForm(many(40)).values.size).toBe(40);
    for (const text of [many(41), 'a=1&'.repeat(41), '&'.repeat(40)]) {
      expect(parseForm(text)).toMatchObject({ fault: 'There are too many parameters.', values: new Map() });
    }
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseForm(text)));
  });

  it('reads what has no value, and skips what is empty', () => {
    expect([...parseForm('a&&b=&=c&d=e=f+g').values]).toEqual([
      ['a', ''],
      ['b', ''],
      ['', 'c'],
      ['d', 'e=f g'],
    ]);
  });
});
