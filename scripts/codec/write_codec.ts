/** Writes `canister_codec.ts`: a decoder and an encoder for every method. */
import { IDL } from '@dfinity/candid';
import { CodecTableBuilder } from './codec_table.ts';
import type { Interface, Method, Type } from './interface_model.ts';
import { messageHeader } from './message_header.ts';
import { rustHeader } from './rust_header.ts';
import { FREQUENT_METHODS, StraightEncoders, WRITER_NAMES } from './straight_encoders.ts';

/** The factories that the declarations of an interface export. */
export interface Factories {
  readonly idlFactory: IDL.InterfaceFactory;
  readonly init: (args: { IDL: typeof IDL }) => IDL.Type[];
}

/** Methods with a codec of their own in `src/backend/api/`. */
const HAND_WRITTEN: ReadonlySet<string> = new Set(['http_request', 'http_request_update']);

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
  const declared = new Map(idlFactory({ IDL })._fields);
  const functions = idl.methods.map((method) => {
    const { argTypes, retTypes } = declared.get(method.name) as IDL.FuncClass;
    const request = builder.request(method.args, messageHeader(argTypes), rustHeader(idl, method.args));
    const reply = builder.reply(method.results, messageHeader(retTypes));
    return (
      decoderText(method.name, request) +
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
    straight.declarations;
  const used = (names: readonly string[]) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const valueWriter = used(['writeValue']).map((name) => `import { ${name} } from '${CANDID}/encode.ts';\n`);
  const typeNames = [
    'CanisterMethods',
    'InitArgs',
    ...messages.map(({ type }) => type),
    ...straight.typeNames,
  ];
  return (
    valueWriter.join('') +
    `import { createMessageCodec } from '${CANDID}/message_codec.ts';\n` +
    `import type { CodecTable, Encodable } from '${CANDID}/message_codec.ts';\n` +
    `import { finishMessage, ${used(WRITER_NAMES).join(', ')} } from '${CANDID}/message_writer.ts';\n` +
    `import type { ${typeNames.join(', ')} } from '${types}';\n\n` +
    `const { ${['decode', 'exactStart', 'encode', 'begin', ...used(['types'])].join(', ')} } = createMessageCodec(JSON.parse(${JSON.stringify(json)}) as CodecTable);\n\n` +
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

/** What a hand-written codec needs: where the values of a request begin, and the beginning of a reply. */
function partsText(name: string, request: number, reply: number): string {
  return (
    `export const exact_start_of_${name} = (bytes: Uint8Array) => exactStart(${request}, bytes);\n` +
    `export const begin_${name} = () => begin(${reply});\n`
  );
}

function decoderText(name: string, request: number): string {
  return `export const decode_${name} = (bytes: Uint8Array) => decode(${request}, bytes) as CanisterMethods['${name}']['args'];\n`;
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
