/** Writes `canister_codec.ts`: a decoder and an encoder for every method. */
import { IDL } from '@dfinity/candid';
import { CodecTableBuilder } from './codec_table.ts';
import type { Interface, Method, Type } from './interface_model.ts';
import { messageHeader } from './message_header.ts';
import { rustHeader } from './rust_header.ts';
import { FREQUENT_REQUESTS, READER_NAMES, StraightDecoders } from './straight_decoders.ts';
import { FREQUENT_METHODS, StraightEncoders, WRITER_NAMES } from './straight_encoders.ts';

/** The factories that the declarations of an interface export. */
export interface Factories {
  readonly idlFactory: IDL.InterfaceFactory;
  readonly init: (args: { IDL: typeof IDL }) => IDL.Type[];
}

/** Methods with a codec of their own in `src/backend/api/`. */
const HAND_WRITTEN: ReadonlySet<string> = new Set(['get_id_alias', 'http_request', 'http_request_update']);

const CANDID = '../backend/encoding/candid';

/** What is written besides the methods: messages of one value. */
export interface OwnMessage {
  /** Name of its type, and of the functions. */
  readonly type: string;
  readonly idl: IDL.Type;
  readonly comment: string;
  readonly directions: readonly ('encode' | 'decode')[];
}

/** @param types - the module of the interface's types */
export function codecText(
  idl: Interface,
  { idlFactory, init }: Factories,
  types: string,
  messages: readonly OwnMessage[],
): string {
  const builder = new CodecTableBuilder(idl);
  const straight = new StraightEncoders(idl, builder);
  const decoders = new StraightDecoders(idl, builder);
  const declared = new Map(idlFactory({ IDL })._fields);
  const functions = idl.methods.map((method) => {
    const { argTypes, retTypes } = declared.get(method.name) as IDL.FuncClass;
    const request = builder.request(method.args, messageHeader(argTypes), rustHeader(idl, method.args));
    const reply = builder.reply(method.results, messageHeader(retTypes));
    return (
      decoderText(method, request, decoders) +
      encoderText(method, reply, straight) +
      (HAND_WRITTEN.has(method.name) ? partsText(method.name, request, reply) : '')
    );
  });

  const initRequest = builder.request(idl.initArgs, messageHeader(init({ IDL })));
  const own = messages.map((message) => messageText(message, builder));

  const json = JSON.stringify(builder.table);
  const body =
    functions.join('\n') +
    '\n/** The arguments of `init` and `post_upgrade`. */\n' +
    `export const decode_init = (bytes: Uint8Array) => decode(${initRequest}, bytes) as InitArgs;\n\n` +
    own.join('') +
    straight.declarations +
    decoders.declarations;
  const used = (names: readonly string[]) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const importFrom = (file: string, names: readonly string[]) =>
    used(names).length === 0 ? '' : `import { ${used(names).join(', ')} } from '${CANDID}/${file}.ts';\n`;
  const typeNames = [
    'CanisterMethods',
    'InitArgs',
    ...new Set([...messages.map(({ type }) => type), ...straight.typeNames, ...decoders.typeNames]),
  ];
  return (
    importFrom('encode', ['writeValue']) +
    importFrom('decode_exact', ['readExactValue']) +
    `import { createMessageCodec } from '${CANDID}/message_codec.ts';\n` +
    `import type { CodecTable, Encodable } from '${CANDID}/message_codec.ts';\n` +
    importFrom('message_reader', READER_NAMES) +
    importFrom('message_writer', ['finishMessage', ...WRITER_NAMES]) +
    `import type { ${typeNames.join(', ')} } from '${types}';\n\n` +
    `const { ${used(['decode', 'decodeAny', 'openExact', 'encode', 'begin', 'types']).join(', ')} } = createMessageCodec(JSON.parse(${JSON.stringify(json)}) as CodecTable);\n\n` +
    body
  );
}

function messageText({ type, idl, comment, directions }: OwnMessage, builder: CodecTableBuilder): string {
  const values: Type[] = [{ kind: 'named', name: type }];
  const header = messageHeader([idl]);
  return (
    `/** ${comment} */\n` +
    directions
      .map((direction) =>
        direction === 'encode'
          ? `export const encode_${type} = (value: ${type}) => encode(${builder.reply(values, header)}, [value]);\n`
          : `export const decode_${type} = (bytes: Uint8Array) => decode(${builder.request(values, header)}, bytes)[0] as ${type};\n`,
      )
      .join('') +
    '\n'
  );
}

/** What a hand-written codec needs: opening a request at its values, and beginning a reply. */
function partsText(name: string, request: number, reply: number): string {
  return (
    `export const open_${name} = (bytes: Uint8Array) => openExact(${request}, bytes);\n` +
    `export const begin_${name} = () => begin(${reply});\n`
  );
}

function decoderText({ name, args }: Method, request: number, decoders: StraightDecoders): string {
  const type = `CanisterMethods['${name}']['args']`;
  if (!FREQUENT_REQUESTS.has(name)) {
    return `export const decode_${name} = (bytes: Uint8Array) => decode(${request}, bytes) as ${type};\n`;
  }
  return (
    `export function decode_${name}(bytes: Uint8Array): ${type} {\n` +
    `if (!openExact(${request}, bytes)) return decodeAny(${request}, bytes) as ${type};\n` +
    `const values: ${type} = [${args.map((arg) => decoders.expression(arg)).join(', ')}];\n` +
    `endMessage();\nreturn values;\n}\n`
  );
}

function encoderText({ name, results }: Method, reply: number, straight: StraightEncoders): string {
  const parameters = results.map(
    (_, index) => `r${index}: Encodable<CanisterMethods['${name}']['results'][${index}]>`,
  );
  if (FREQUENT_METHODS.has(name)) {
    const body = results.map((type, index) => straight.statements(type, `r${index}`)).join('');
    return `export function encode_${name}(${parameters.join(', ')}): Uint8Array {\nbegin(${reply});\n${body}return finishMessage();\n}\n`;
  }
  const values = results.map((_, index) => `r${index}`).join(', ');
  return `export const encode_${name} = (${parameters.join(', ')}) => encode(${reply}, [${values}]);\n`;
}
