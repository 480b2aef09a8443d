import { err, ok } from '../../result.ts';
import { type Phrases, PHRASE_WORDS } from '../../recovery/phrases.ts';

/** The one phrase that {@link fakePhrases} makes. */
export const PHRASE = Array.from({ length: PHRASE_WORDS }, (_unused, i) => `word${i}`);

/** Phrases without their mathematics: the key is the first word's letters. */
export const fakePhrases: Phrases = {
  make: () => PHRASE,
  read(text) {
    const tokens = text.split(/\s+/).filter(Boolean);
    const number = /^\d+$/.test(tokens[0] ?? '') ? (tokens[0] ?? '') : null;
    const words = number === null ? tokens : tokens.slice(1);
    if (words.length !== PHRASE_WORDS) return err({ kind: 'wordCount', count: words.length });
    return ok({ words, number });
  },
  keyOf: async ([first]) => ({
    publicKey: new TextEncoder().encode(first),
    sign: () => new Uint8Array(64),
  }),
};

export const PHRASE_KEY = new TextEncoder().encode(PHRASE[0]);
