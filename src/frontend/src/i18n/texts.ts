import { en, type Texts } from './en.ts';
import type { enMore } from './en_more.ts';
import { joinTexts } from './join_texts.ts';
import { isLanguage, type Language } from './languages.ts';

/**
 * The texts in the language of the page. {@link useLanguage} exchanges what it holds; scripts that need more than the
 * first screens do bring it along (`more_texts.ts`).
 */
export const texts = { ...en } as Texts;

/** Adds English texts, unless another language has brought all of them. */
export function addTexts(more: typeof enMore): void {
  Object.assign(texts, joinTexts(texts, more));
}

/** English comes with the page, in parts; the others are loaded when chosen. */
const CATALOGUES: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: () => import('./en_more.ts').then(({ enMore }) => joinTexts(en, enMore)),
  de: () => import('./de.ts').then(({ de }) => de),
  es: () => import('./es.ts').then(({ es }) => es),
  fr: () => import('./fr.ts').then(({ fr }) => fr),
  it: () => import('./it.ts').then(({ it }) => it),
  ja: () => import('./ja.ts').then(({ ja }) => ja),
  zh: () => import('./zh.ts').then(({ zh }) => zh),
};

/**
 * Makes {@link texts} those of a language. Screens that are drawn already keep theirs.
 * Rejects, and changes nothing, when the catalogue cannot be fetched.
 */
export async function useLanguage(language: Language): Promise<void> {
  if (language === locale()) return;
  Object.assign(texts, await CATALOGUES[language]());
  document.documentElement.lang = language;
}

/** The language that dates and numbers are written in: that of the texts. */
export function locale(): Language {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'en';
}
