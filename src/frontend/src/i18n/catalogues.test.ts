import { describe, expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { enMore } from './en_more.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it as italian } from './it.ts';
import { ja } from './ja.ts';
import { joinTexts } from './join_texts.ts';
import { LANGUAGE_NAMES } from './languages.ts';
import { zh } from './zh.ts';

const OTHERS: Readonly<Record<string, unknown>> = { de, es, fr, it: italian, ja, zh };

/** Texts by their path; those with placeholders filled with marks, or with the number that a plural turns on. */
function flatten(value: unknown, path = ''): Map<string, readonly string[]> {
  if (typeof value === 'string') return new Map([[path, [value]]]);
  if (typeof value === 'function') {
    const text = value as (...values: unknown[]) => string;
    return new Map([[path, [text('⟦mark⟧'), text(1), text(3), text('')]]]);
  }
  const entries = Object.entries(value as object);
  return new Map(
    entries.flatMap(([key, inner]) => [...flatten(inner, path === '' ? key : `${path}.${key}`)]),
  );
}

const marks = (texts: readonly string[]): number => texts[0]?.split('⟦mark⟧').length ?? 0;

describe('the catalogues', () => {
  const english = flatten(joinTexts(en, enMore));

  it('should exist for every language', () => {
    expect(['en', ...Object.keys(OTHERS)].sort()).toEqual(Object.keys(LANGUAGE_NAMES).sort());
  });

  it.each(Object.entries(OTHERS))('should have every text, none empty, in %s', (_language, catalogue) => {
    const texts = flatten(catalogue);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    const empty = [...texts].filter(([, forms]) => forms.some((form) => form.trim() === ''));
    expect(empty).toEqual([]);
  });

  it.each(Object.entries(OTHERS))('should use the same placeholders in %s', (_language, catalogue) => {
    const texts = flatten(catalogue);
    const differing = [...english].filter(([path, forms]) => marks(forms) !== marks(texts.get(path) ?? []));
    expect(differing.map(([path]) => path)).toEqual([]);
  });

  it.each(Object.entries(OTHERS))('should be translated, but for names, in %s', (_language, catalogue) => {
    const same = [...flatten(catalogue)].filter(([path, forms]) => english.get(path)?.[0] === forms[0]);
    expect(same.length).toBeLessThan(12);
  });
});
