/** Writes the codec of a caller: the argument of every method to bytes, and the reply to values. */
import { IDL } from '@dfinity/candid';
import { CodecTableBuilder } from './codec_table.ts';
import type { Interface } from './interface_model.ts';
import { messageHeader } from './message_header.ts';

const CANDID = '../backend/encoding/candid';

/** @param types - the module of the interface's types */
export function callsText(idl: Interface, idlFactory: IDL.InterfaceFactory, types: string): string {
  const builder = new CodecTableBuilder(idl);
  const declared = new Map(idlFactory({ IDL })._fields);
  const functions = idl.methods.flatMap(({ name, args, results }) => {
    const { argTypes, retTypes } = declared.get(name) as IDL.FuncClass;
    const values = args.map((_, index) => `a${index}`);
    const parameters = values.map(
      (value, index) => `${value}: Encodable<Methods['${name}']['args'][${index}]>`,
    );
    return [
      ...(args.length === 0
        ? []
        : [
            `export const encode_${name}_request = (${parameters.join(', ')}) => ` +
              `encode(${builder.reply(args, messageHeader(argTypes))}, [${values.join(', ')}]);\n`,
          ]),
      ...(results.length === 0
        ? []
        : [
            `export const decode_${name}_reply = (bytes: Uint8Array) => ` +
              `decode(${builder.request(results, messageHeader(retTypes))}, bytes) as Methods['${name}']['results'];\n`,
          ]),
    ];
  });
  const json = JSON.stringify(builder.table);
  return (
    `import { createMessageCodec } from '${CANDID}/message_codec.ts';\n` +
    `import { MAX_REPLY_STEPS } from '${CANDID}/message_reader.ts';\n` +
    `import type { CodecTable, Encodable } from '${CANDID}/message_codec.ts';\n` +
    `import type { CanisterMethods as Methods } from '${types}';\n\n` +
    `const { decode, encode } = createMessageCodec(JSON.parse(${JSON.stringify(json)}) as CodecTable, MAX_REPLY_STEPS);\n\n` +
    functions.join('\n')
  );
}
