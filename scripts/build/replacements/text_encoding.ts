/**
 * TextEncoder and TextDecoder for UTF-8 only. They stand in for `@sinonjs/text-encoding`, which Azle bundles for
 * QuickJS and which is 680 KB of legacy code pages that every install would have to evaluate.
 */

/** UTF-8 encoder as the Encoding Standard defines it: lone surrogates become U+FFFD. */
export class TextEncoder {
  readonly encoding = 'utf-8';

  encode(text = ''): Uint8Array {
    const bytes = new Uint8Array(text.length * 3);
    let length = 0;
    for (let index = 0; index < text.length; index++) {
      let point = text.charCodeAt(index);
      if (point >= 0xd800 && point <= 0xdfff) {
        const low = text.charCodeAt(index + 1);
        if (point <= 0xdbff && low >= 0xdc00 && low <= 0xdfff) {
          point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
          index++;
        } else {
          point = 0xfffd;
        }
      }
      if (point < 0x80) {
        bytes[length++] = point;
      } else if (point < 0x800) {
        bytes[length++] = 0xc0 | (point >> 6);
        bytes[length++] = 0x80 | (point & 0x3f);
      } else if (point < 0x10000) {
        bytes[length++] = 0xe0 | (point >> 12);
        bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
        bytes[length++] = 0x80 | (point & 0x3f);
      } else {
        bytes[length++] = 0xf0 | (point >> 18);
        bytes[length++] = 0x80 | ((point >> 12) & 0x3f);
        bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
        bytes[length++] = 0x80 | (point & 0x3f);
      }
    }
    return bytes.slice(0, length);
  }
}

export interface TextDecoderOptions {
  readonly fatal?: boolean;
  readonly ignoreBOM?: boolean;
}

/** Longest run of code units given to `String.fromCharCode` at once, well under the engine's argument limit. */
const CHUNK = 4096;

/** UTF-8 decoder as the Encoding Standard defines it, without streaming. */
export class TextDecoder {
  readonly encoding = 'utf-8';
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;

  constructor(label = 'utf-8', options: TextDecoderOptions = {}) {
    if (!/^\s*(unicode-1-1-utf-8|utf-?8)\s*$/i.test(label)) {
      throw new RangeError(`unsupported encoding: ${label}`);
    }
    this.fatal = options.fatal ?? false;
    this.ignoreBOM = options.ignoreBOM ?? false;
  }

  decode(input?: ArrayBuffer | ArrayBufferView): string {
    const bytes = viewOf(input);
    let text = '';
    let units: number[] = [];
    let index = !this.ignoreBOM && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    while (index < bytes.length) {
      const first = bytes[index++]!;
      if (first < 0x80) {
        units.push(first);
      } else {
        const sequence = continuation(first, bytes, index);
        index = sequence.next;
        if (sequence.point < 0) {
          if (this.fatal) throw new TypeError('the bytes are not UTF-8');
          units.push(0xfffd);
        } else if (sequence.point < 0x10000) {
          units.push(sequence.point);
        } else {
          const offset = sequence.point - 0x10000;
          units.push(0xd800 | (offset >> 10), 0xdc00 | (offset & 0x3ff));
        }
      }
      if (units.length >= CHUNK) {
        text += String.fromCharCode(...units);
        units = [];
      }
    }
    return text + String.fromCharCode(...units);
  }
}

function viewOf(input: ArrayBuffer | ArrayBufferView | undefined): Uint8Array {
  if (input === undefined) return new Uint8Array();
  if (input instanceof Uint8Array) return input;
  return ArrayBuffer.isView(input)
    ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
    : new Uint8Array(input);
}

/**
 * The rest of a sequence that began with `first`. `point` is -1 when it is malformed; `next` then stands before
 * the byte that broke it, so that one U+FFFD replaces each maximal invalid part.
 */
function continuation(first: number, bytes: Uint8Array, start: number): { point: number; next: number } {
  const length =
    first >= 0xc2 && first <= 0xdf
      ? 1
      : first >= 0xe0 && first <= 0xef
        ? 2
        : first >= 0xf0 && first <= 0xf4
          ? 3
          : 0;
  if (length === 0) return { point: -1, next: start };
  // The second byte's range excludes overlong forms, surrogates and everything above U+10FFFF.
  let lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  let highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  let point = first & (0x3f >> length);
  let next = start;
  for (let count = 0; count < length; count++) {
    const byte = bytes[next];
    if (byte === undefined || byte < lowest || byte > highest) return { point: -1, next };
    point = (point << 6) | (byte & 0x3f);
    lowest = 0x80;
    highest = 0xbf;
    next++;
  }
  return { point, next };
}
