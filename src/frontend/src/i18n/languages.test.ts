import { describe, expect, it } from 'vitest';
import { pickLanguage } from './languages.ts';

describe('pickLanguage', () => {
  it.each([
    [null, ['de-CH', 'en'], 'de'],
    [null, ['nl', 'fr-FR', 'en'], 'fr'],
    [null, ['zh-Hant-TW'], 'zh'],
    [null, ['nl'], 'en'],
    [null, [], 'en'],
    ['ja', ['de'], 'ja'],
    ['xx', ['it'], 'it'],
    ['constructor', [], 'en'],
  ])('should answer for %j and %j with %s', (chosen, preferred, language) => {
    expect(pickLanguage(chosen, preferred)).toBe(language);
  });
});
