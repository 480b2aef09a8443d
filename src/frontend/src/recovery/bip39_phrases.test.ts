import { Principal } from '@dfinity/principal';
import { ed25519 } from '@noble/curves/ed25519';
import { describe, expect, it } from 'vitest';
import { bip39Phrases } from './bip39_phrases.ts';

const ABANDON = `${'abandon '.repeat(23)}art`;
const LEGAL =
  'legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth title';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const wordsOf = (text: string) => text.trim().split(' ');

describe('recovery phrases', () => {
  // clients.md 9.
  it.each([
    [
      ABANDON,
      '302a300506032b65700321006bdc6dec43e41c28d3e31049cd9e583c41ad8d67c96444b584cb553873eec6d9',
      '5nrsv-gw4hr-5wxr4-pws3a-cdgs2-kih6n-5liig-ylgxg-inbpv-3spsz-uae',
    ],
    [
      LEGAL,
      '302a300506032b6570032100c0164bad45e0f368946fcbf63381a591462b82caa6f6213eafc838a247fb1345',
      'zt3v5-4jlft-mlgio-n7nmv-b7gpg-tuxlk-bvqt3-ejzie-nycfl-3qxxb-5qe',
    ],
  ])('should stand for the published keys (%#)', async (phrase, der, principal) => {
    const { publicKey, sign } = await bip39Phrases.keyOf(wordsOf(phrase));
    expect(hex(publicKey)).toBe(der);
    expect(Principal.selfAuthenticating(publicKey).toText()).toBe(principal);
    const message = Uint8Array.of(1, 2, 3);
    expect(ed25519.verify(sign(message), message, publicKey.subarray(12))).toBe(true);
  });

  it('should be read back however they are spaced and capitalised', () => {
    const phrase = bip39Phrases.make();
    expect(phrase).toHaveLength(24);
    const typed = `\n ${phrase.map((word, i) => (i % 2 ? word.toUpperCase() : word)).join(' \n\t')} `;
    expect(bip39Phrases.read(typed)).toEqual({ ok: true, value: { words: phrase, number: null } });
  });

  it('should be new each time', () => {
    expect(bip39Phrases.make()).not.toEqual(bip39Phrases.make());
  });

  it('should be accepted with the identity number in front', () => {
    expect(bip39Phrases.read(`10000 ${ABANDON}`)).toEqual({
      ok: true,
      value: { words: wordsOf(ABANDON), number: '10000' },
    });
  });

  it.each([
    ['', { kind: 'wordCount', count: 0 }],
    ['10000', { kind: 'wordCount', count: 0 }],
    ['abandon '.repeat(12), { kind: 'wordCount', count: 12 }],
    [`${ABANDON} art`, { kind: 'wordCount', count: 25 }],
    [ABANDON.replace('art', 'arrt'), { kind: 'unknownWord', word: 'arrt' }],
    [`${'x'.repeat(5000)}`, { kind: 'unknownWord', word: 'x'.repeat(40) }],
    [ABANDON.replace('art', 'abandon'), { kind: 'checksum' }],
  ])('should be refused with the reason (%#)', (typed, error) => {
    expect(bip39Phrases.read(typed)).toEqual({ ok: false, error });
  });
});
