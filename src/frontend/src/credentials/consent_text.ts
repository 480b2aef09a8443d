// What an issuer has to say to the person is Markdown (ICRC-21). The issuer is a stranger, so the text never
// becomes HTML: the few forms below are read, and everything else stays the text that it is.

export interface Span {
  readonly text: string;
  readonly strong: boolean;
}

export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Span[])[] };

/** Longer texts are not read by anybody, and push the buttons out of sight. */
export const MAX_CONSENT_LENGTH = 4000;

/** Control characters, and those that turn the reading direction of what follows. */
const DECEPTIVE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const HEADING = /^#{1,6}\s+/;
const ITEM = /^(?:[-*+]|\d{1,3}[.)])\s+/;

/** The blocks of a text; empty where it says nothing. */
export function parseConsentText(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let items: Span[][] = [];
  const close = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', spans: parseSpans(lines.join(' ')) });
    if (items.length > 0) blocks.push({ kind: 'list', items });
    lines = [];
    items = [];
  };
  for (const raw of markdown.replace(/\r\n?/g, '\n').replace(DECEPTIVE, ' ').split('\n')) {
    const line = raw.trim();
    if (line === '') close();
    else if (HEADING.test(line)) {
      close();
      blocks.push({ kind: 'heading', spans: parseSpans(line.replace(HEADING, '')) });
    } else if (ITEM.test(line)) {
      if (lines.length > 0) close();
      items.push(parseSpans(line.replace(ITEM, '')));
    } else {
      if (items.length > 0) close();
      lines.push(line);
    }
  }
  close();
  return blocks;
}

/** Text in which `**` or `__` marks what is strong, as long as the marks come in pairs. */
function parseSpans(text: string): Span[] {
  const parts = text.split(/\*\*|__/);
  if (parts.length % 2 === 0) return [{ text, strong: false }];
  return parts.map((part, i) => ({ text: part, strong: i % 2 === 1 })).filter((span) => span.text !== '');
}
