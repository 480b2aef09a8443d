import { en, type Texts } from './en.ts';

/** The texts in the language of the page. */
export const texts: Texts = en;

/** The language that dates are written in: that of the texts. */
export const locale = 'en';
