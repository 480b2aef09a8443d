// For scripts that are loaded apart: brings the texts that the first screens do without.
import { enMore } from './en_more.ts';
import { addTexts } from './texts.ts';

addTexts(enMore);
