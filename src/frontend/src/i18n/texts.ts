import { en, type Texts } from './en.ts';

/** The texts in the language of the page. */
export const texts: Texts = en;

/** The language that dates and numbers are written in: that of the texts. */
export function locale(): string {
  return document.documentElement.lang || 'en';
}
