import type { Result } from '../result.ts';

/** What this page does with recovery phrases; its word list is loaded only for those who use one. */
export interface Phrases {
  /** A new phrase of 24 words. */
  make(): readonly string[];
  /** Reads what somebody typed or pasted, however it is spaced and capitalised. */
  read(text: string): Result<ReadPhrase, PhraseError>;
  /** The key that a phrase stands for. */
  keyOf(words: readonly string[]): Promise<PhraseKey>;
}

export interface ReadPhrase {
  readonly words: readonly string[];
  /** Phrases were once given out with the identity number in front; null without it. */
  readonly number: string | null;
}

export type PhraseError =
  | { readonly kind: 'wordCount'; readonly count: number }
  /** @see https://github.com/bitcoin/bips/blob/master/bip-0039/english.txt */
  | { readonly kind: 'unknownWord'; readonly word: string }
  /** Each word exists, but one is not where it belongs: the last word holds a checksum. */
  | { readonly kind: 'checksum' };

export interface PhraseKey {
  /** Ed25519 key in DER. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

export const PHRASE_WORDS = 24;
