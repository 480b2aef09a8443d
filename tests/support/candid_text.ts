/**
 * Reads Candid's textual form of values, as `init_arg` in `dfx.json` holds it: opt, record, variant, vec, text,
 * blobs of escaped bytes, numbers with an optional type annotation. What comes out is what `IDL.encode` takes.
 */
import { IDL } from '@dfinity/candid';

type Token = { readonly kind: 'word' | 'number' | 'text' | 'blob' | 'punctuation'; readonly text: string };

function tokenize(source: string): Token[] {
  const pattern =
    /\s*(?:blob\s+"((?:\\[0-9a-f]{2})*)"|("(?:[^"\\]|\\.)*")|([+-]?[0-9][0-9_]*)|([A-Za-z_]\w*)|([(){};:=,]))/y;
  const tokens: Token[] = [];
  while (pattern.lastIndex < source.trimEnd().length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    if (match === null) throw new SyntaxError(`unexpected text at ${at}: ${source.slice(at, at + 20)}`);
    const [, blob, text, number, word, punctuation] = match;
    if (blob !== undefined) tokens.push({ kind: 'blob', text: blob });
    else if (text !== undefined) tokens.push({ kind: 'text', text: JSON.parse(text) as string });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number.replaceAll('_', '') });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'punctuation', text: punctuation! });
  }
  return tokens;
}

/** A value before its type is known. */
type Untyped =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'opt'; readonly value: Untyped }
  | { readonly kind: 'vec'; readonly values: readonly Untyped[] }
  | { readonly kind: 'record'; readonly fields: ReadonlyMap<string, Untyped> }
  | { readonly kind: 'variant'; readonly tag: string; readonly value: Untyped };

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(source: string) {
    this.#tokens = tokenize(source);
  }

  #next(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new SyntaxError('unexpected end');
    return token;
  }

  #take(text: string): boolean {
    const found = this.#tokens[this.#at]?.text === text && this.#tokens[this.#at]?.kind !== 'text';
    if (found) this.#at++;
    return found;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new SyntaxError(`expected ${text}`);
  }

  arguments(): Untyped[] {
    this.#expect('(');
    const values: Untyped[] = [];
    while (!this.#take(')')) {
      values.push(this.#value());
      this.#take(',');
    }
    if (this.#at !== this.#tokens.length) throw new SyntaxError('text after the arguments');
    return values;
  }

  #value(): Untyped {
    const token = this.#next();
    const value = this.#untyped(token);
    // A type annotation only restates what the interface says.
    if (this.#take(':')) this.#next();
    return value;
  }

  #untyped({ kind, text }: Token): Untyped {
    if (kind === 'number') return { kind: 'number', value: BigInt(text) };
    if (kind === 'text') return { kind: 'text', value: text };
    if (kind === 'blob') {
      const bytes = Buffer.from(text.replaceAll('\\', ''), 'hex');
      return { kind: 'vec', values: Array.from(bytes, (byte) => ({ kind: 'number', value: BigInt(byte) })) };
    }
    switch (text) {
      case 'true':
      case 'false':
        return { kind: 'bool', value: text === 'true' };
      case 'null':
        return { kind: 'null' };
      case 'opt':
        return { kind: 'opt', value: this.#value() };
      case 'record':
        return { kind: 'record', fields: new Map(this.#fields()) };
      case 'variant': {
        const [field, ...more] = this.#fields();
        if (field === undefined || more.length > 0) throw new SyntaxError('a variant has one tag');
        return { kind: 'variant', tag: field[0], value: field[1] };
      }
      case 'vec': {
        this.#expect('{');
        const values: Untyped[] = [];
        while (!this.#take('}')) {
          values.push(this.#value());
          this.#take(';');
        }
        return { kind: 'vec', values };
      }
      default:
        throw new SyntaxError(`unexpected ${text}`);
    }
  }

  #fields(): [string, Untyped][] {
    this.#expect('{');
    const fields: [string, Untyped][] = [];
    for (let position = 0; !this.#take('}'); position++) {
      const start = this.#at;
      const name = this.#next();
      if (name.kind !== 'number' && this.#take('=')) {
        fields.push([name.text, this.#value()]);
      } else if (name.kind === 'word' && [';', '}'].includes(this.#tokens[this.#at]?.text ?? '')) {
        fields.push([name.text, { kind: 'null' }]);
      } else {
        this.#at = start;
        fields.push([`_${position}_`, this.#value()]);
      }
      this.#take(';');
    }
    return fields;
  }
}

/** Gives a value the shape that the type's encoder takes. Fields that are left out are null. */
function typed(value: Untyped, type: IDL.Type): unknown {
  if (type instanceof IDL.OptClass) {
    if (value.kind === 'null') return [];
    return [
      typed(value.kind === 'opt' ? value.value : value, (type as unknown as { _type: IDL.Type })._type),
    ];
  }
  if (type instanceof IDL.TupleClass && value.kind === 'record') {
    return (type as unknown as { _components: IDL.Type[] })._components.map((component, i) =>
      typed(value.fields.get(`_${i}_`) ?? { kind: 'null' }, component),
    );
  }
  if (type instanceof IDL.RecordClass && value.kind === 'record') {
    const known = (type as unknown as { _fields: [string, IDL.Type][] })._fields;
    for (const name of value.fields.keys()) {
      if (!known.some(([field]) => field === name)) throw new TypeError(`the interface has no field ${name}`);
    }
    return Object.fromEntries(
      known.map(([name, field]) => [name, typed(value.fields.get(name) ?? { kind: 'null' }, field)]),
    );
  }
  if (type instanceof IDL.VariantClass && value.kind === 'variant') {
    const arm = (type as unknown as { _fields: [string, IDL.Type][] })._fields.find(
      ([name]) => name === value.tag,
    );
    if (arm === undefined) throw new TypeError(`the interface has no variant ${value.tag}`);
    return { [value.tag]: typed(value.value, arm[1]) };
  }
  if (type instanceof IDL.VecClass && value.kind === 'vec') {
    return value.values.map((element) => typed(element, (type as unknown as { _type: IDL.Type })._type));
  }
  if (value.kind === 'number') {
    const small = type instanceof IDL.FixedNatClass && type._bits <= 32;
    return small ? Number(value.value) : value.value;
  }
  if (value.kind === 'text' || value.kind === 'bool') return value.value;
  if (value.kind === 'null' && type instanceof IDL.NullClass) return null;
  throw new TypeError(`${value.kind} is no ${type.name}`);
}

/** Candid bytes of arguments written as text. */
export function encodeText(source: string, types: IDL.Type[]): Uint8Array {
  const values = new Parser(source).arguments();
  if (values.length > types.length) throw new TypeError(`${values.length} arguments for ${types.length}`);
  return IDL.encode(
    types,
    types.map((type, i) => typed(values[i] ?? { kind: 'null' }, type)),
  );
}
