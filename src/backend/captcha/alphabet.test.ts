import { describe, expect, test } from 'vitest';
import { ALPHABET, SOLUTION_LENGTH, isSolvedBy } from './alphabet.ts';
import { GLYPHS } from './glyphs.ts';

describe('the alphabet', () => {
  test('has a shape for each of its characters, and each once', () => {
    expect(Object.keys(GLYPHS).sort()).toEqual([...ALPHABET].sort());
    expect(new Set(ALPHABET).size).toBe(ALPHABET.length);
  });

  test('has no character that is replaced in attempts, and none that looks like nothing', () => {
    for (const character of 'oO0CSXYZPW1lIj') expect(ALPHABET).not.toContain(character);
    for (const character of ALPHABET) expect(isSolvedBy(character, character)).toBe(true);
  });
});

describe('an attempt', () => {
  test.each([
    ['c', 'cC'],
    ['i', '1ilIj'],
    ['s', 'sS'],
    ['x', 'xX'],
    ['y', 'yY'],
    ['z', 'zZ'],
    ['p', 'pP'],
    ['w', 'wW'],
  ])('may have any of the characters that look like %s', (character, lookAlikes) => {
    for (const typed of lookAlikes) expect(isSolvedBy(character, typed)).toBe(true);
    for (const typed of 'aAo0O2') expect(isSolvedBy(character, typed)).toBe(false);
  });

  test('is compared as a whole, in its order and its other cases', () => {
    expect(isSolvedBy('cia37', 'Cla37')).toBe(true);
    for (const attempt of ['', 'cia3', 'cia73', 'cia377', 'CIA37', ' cia37', 'cia37 ']) {
      expect(isSolvedBy('cia37', attempt)).toBe(false);
    }
  });

  test('that is longer than a solution is wrong without being read', () => {
    const endless = {
      length: SOLUTION_LENGTH + 1,
      [Symbol.iterator]: () => {
        throw new Error('read');
      },
    } as unknown as string;
    expect(isSolvedBy('aaaaa', endless)).toBe(false);
  });
});
