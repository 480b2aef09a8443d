import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, parseConsentText } from './consent_text.ts';

const plain = (text: string) => [{ text, strong: false }];
const textOf = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) => (block.kind === 'list' ? block.items : [block.spans]))
    .map((spans) => spans.map(({ text }) => text).join(''))
    .join('\n');

describe('parseConsentText', () => {
  it('should read headings, paragraphs, lists and what is strong', () => {
    expect(parseConsentText('# Title\nfirst\r\nline **strong** end\n\n- one\n2. two\nafter')).toEqual([
      { kind: 'heading', spans: plain('Title') },
      {
        kind: 'paragraph',
        spans: [
          { text: 'first line ', strong: false },
          { text: 'strong', strong: true },
          { text: ' end', strong: false },
        ],
      },
      { kind: 'list', items: [plain('one'), plain('two')] },
      { kind: 'paragraph', spans: plain('after') },
    ]);
  });

  it('should leave marks without a partner, links and markup as they are', () => {
    const text = 'a ** b [here](https://evil.example) <b>c</b>';
    expect(parseConsentText(text)).toEqual([{ kind: 'paragraph', spans: plain(text) }]);
  });

  it('should take out what turns or hides text', () => {
    expect(parseConsentText('a\u202eb\u0000c\u2066d')).toEqual([
      { kind: 'paragraph', spans: plain('a b c d') },
    ]);
  });

  it('should say nothing for nothing', () => {
    expect(parseConsentText(' \n\n\t')).toEqual([]);
  });

  it('should show every letter of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab \n-#*_1.') }), (text) => {
        const letters = (any: string) => any.replace(/[^ab]/g, '');
        expect(letters(textOf(parseConsentText(text)))).toBe(letters(text));
      }),
    );
  });
});
