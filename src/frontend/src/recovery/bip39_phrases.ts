import { ed25519 } from '@noble/curves/ed25519';
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english';
import { err, ok, type Result } from '../result.ts';
import { PHRASE_WORDS, type PhraseError, type PhraseKey, type Phrases, type ReadPhrase } from './phrases.ts';
import { deriveEd25519Seed } from './slip10.ts';

/** Coin type 223 is the Internet Computer's (SLIP-0044). */
const PATH = [44, 223, 0, 0, 0];
const ENTROPY_BYTES = 32;
const PBKDF2_ROUNDS = 2048;
/** A phrase is some 200 characters; more is not read at all. */
const MAX_TYPED = 2000;
/** `SEQ { SEQ { OID 1.3.101.112 }, BIT STRING }` around the 32 bytes that follow. */
const ED25519_DER_PREFIX = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

const KNOWN_WORDS = new Set(wordlist);

/** Recovery phrases: 24 words of BIP-39 for 256 bits, and their Ed25519 key. */
export const bip39Phrases: Phrases = {
  make: () => entropyToMnemonic(crypto.getRandomValues(new Uint8Array(ENTROPY_BYTES)), wordlist).split(' '),
  read: readPhrase,
  keyOf: phraseKey,
};

function readPhrase(text: string): Result<ReadPhrase, PhraseError> {
  const tokens = text.slice(0, MAX_TYPED).normalize('NFKD').toLowerCase().split(/\s+/).filter(Boolean);
  const first = tokens[0] ?? '';
  const number = /^\d+$/.test(first) ? first : null;
  const words = number === null ? tokens : tokens.slice(1);
  const unknown = words.find((word) => !KNOWN_WORDS.has(word));
  if (unknown !== undefined) return err({ kind: 'unknownWord', word: unknown.slice(0, 40) });
  if (words.length !== PHRASE_WORDS) return err({ kind: 'wordCount', count: words.length });
  try {
    mnemonicToEntropy(words.join(' '), wordlist);
  } catch {
    return err({ kind: 'checksum' });
  }
  return ok({ words, number });
}

async function phraseKey(words: readonly string[]): Promise<PhraseKey> {
  const secret = await deriveEd25519Seed(await mnemonicToSeed(words), PATH);
  const publicKey = Uint8Array.of(...ED25519_DER_PREFIX, ...ed25519.getPublicKey(secret));
  return { publicKey, sign: (message) => ed25519.sign(message, secret) };
}

/** BIP-39's seed with an empty passphrase; by the browser, whose code for it is many times faster. */
async function mnemonicToSeed(words: readonly string[]): Promise<Uint8Array> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const password = await crypto.subtle.importKey('raw', bytes(words.join(' ')), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const settings = {
    name: 'PBKDF2',
    hash: 'SHA-512',
    salt: bytes('mnemonic'),
    iterations: PBKDF2_ROUNDS,
  };
  return new Uint8Array(await crypto.subtle.deriveBits(settings, password, 512));
}
