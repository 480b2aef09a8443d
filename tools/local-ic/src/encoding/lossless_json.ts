/**
 * JSON with exact integers: what the PocketIC interface sends as bare numbers (nanoseconds, cycles) goes beyond 2^53.
 * Integers outside of the safe range are bigints, everything else is as in JSON. Input is hostile: depth and number
 * size are bounded, and objects have no prototype.
 */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export type JsonResult =
  { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly reason: string };

const MAX_DEPTH = 64;
/** Digits of a number; 2^128 has 39. */
const MAX_NUMBER_LENGTH = 64;

/** Parses a JSON text. */
export function parseJson(text: string): JsonResult {
  const reader = new JsonReader(text);
  try {
    return { ok: true, value: reader.readDocument() };
  } catch (error) {
    if (error instanceof MalformedJson) return { ok: false, reason: error.message };
    throw error;
  }
}

/** JSON text of a value; bigints become bare numbers. */
export function printJson(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return value.toString();
    case 'number':
      if (!Number.isFinite(value)) throw new RangeError('JSON has no infinite numbers');
      return String(value);
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'object': {
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(printJson).join(',')}]`;
      const fields = Object.entries(value).filter(([, field]) => field !== undefined);
      return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${printJson(field)}`).join(',')}}`;
    }
    default:
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

/** Ends the parsing; never leaves this module. */
class MalformedJson extends Error {}

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
/** What may stand in a string as it is, up to its end or the next escape. */

const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): JsonValue {
    const value = this.#readValue(0);
    this.#skipWhitespace();
    if (this.#at < this.#text.length) throw this.#malformed('end of text expected');
    return value;
  }

  #readValue(depth: number): JsonValue {
    if (depth > MAX_DEPTH) throw this.#malformed(`nested deeper than ${MAX_DEPTH} levels`);
    this.#skipWhitespace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#readObject(depth);
      case '[':
        return this.#readArray(depth);
      case '"':
        return this.#readString();
      case 't':
        return this.#readWord('true', true);
      case 'f':
        return this.#readWord('false', false);
      case 'n':
        return this.#readWord('null', null);
      default:
        return this.#readNumber();
    }
  }

  #readObject(depth: number): JsonObject {
    const object = Object.create(null) as Record<string, JsonValue>;
    this.#at++;
    if (this.#takes('}')) return object;
    do {
      this.#skipWhitespace();
      if (this.#text[this.#at] !== '"') throw this.#malformed('name expected');
      const key = this.#readString();
      if (key in object) throw this.#malformed('the same name twice');
      if (!this.#takes(':')) throw this.#malformed('colon expected');
      object[key] = this.#readValue(depth + 1);
    } while (this.#takes(','));
    if (!this.#takes('}')) throw this.#malformed('comma or end of object expected');
    return object;
  }

  #readArray(depth: number): JsonValue[] {
    const array: JsonValue[] = [];
    this.#at++;
    if (this.#takes(']')) return array;
    do array.push(this.#readValue(depth + 1));
    while (this.#takes(','));
    if (!this.#takes(']')) throw this.#malformed('comma or end of array expected');
    return array;
  }

  #readString(): string {
    this.#at++;
    let string = '';
    for (;;) {
      PLAIN_CHARACTERS.lastIndex = this.#at;
      PLAIN_CHARACTERS.test(this.#text);
      string += this.#text.slice(this.#at, PLAIN_CHARACTERS.lastIndex);
      this.#at = PLAIN_CHARACTERS.lastIndex;
      const next = this.#text[this.#at++];
      if (next === '"') return string;
      if (next !== '\\') throw this.#malformed('end of string expected');
      string += this.#readEscape();
    }
  }

  #readEscape(): string {
    const escape = this.#text[this.#at++] ?? '';
    if (escape === 'u') {
      const digits = this.#text.slice(this.#at, this.#at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#malformed('four hexadecimal digits expected');
      this.#at += 4;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const character = ESCAPES[escape];
    if (character === undefined) throw this.#malformed('unknown escape');
    return character;
  }

  #readNumber(): number | bigint {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) throw this.#malformed('value expected');
    const [digits, fraction, exponent] = match;
    if (digits.length > MAX_NUMBER_LENGTH) throw this.#malformed('number is too long');
    this.#at = NUMBER.lastIndex;
    const number = Number(digits);
    if (fraction !== undefined || exponent !== undefined) {
      if (!Number.isFinite(number)) throw this.#malformed('number is too large');
      return number;
    }
    return Number.isSafeInteger(number) ? number : BigInt(digits);
  }

  #readWord<T extends JsonValue>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#malformed('value expected');
    this.#at += word.length;
    return value;
  }

  /** Steps over white space and the given character, if it comes next. */
  #takes(character: string): boolean {
    this.#skipWhitespace();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #skipWhitespace(): void {
    WHITESPACE.lastIndex = this.#at;
    WHITESPACE.test(this.#text);
    this.#at = WHITESPACE.lastIndex;
  }

  #malformed(what: string): MalformedJson {
    return new MalformedJson(`malformed JSON at character ${this.#at}: ${what}`);
  }
}
