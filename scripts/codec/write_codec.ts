/** Writes `canister_codec.ts`: a decoder and an encoder for every method. */
import { IDL } from '@dfinity/candid';
import { CodecTableBuilder } from './codec_table.ts';
import type { Interface } from './interface_model.ts';
import { messageHeader } from './message_header.ts';

/** The factories that `internet_identity.did.ts` exports. */
export interface Factories {
  readonly idlFactory: IDL.InterfaceFactory;
  readonly init: (args: { IDL: typeof IDL }) => IDL.Type[];
}

export function codecText(idl: Interface, { idlFactory, init }: Factories): string {
  const builder = new CodecTableBuilder(idl);
  const methods = new Map(idlFactory({ IDL })._fields);
  const functions = idl.methods.map(({ name, args, results }) => {
    const { argTypes, retTypes } = methods.get(name) as IDL.FuncClass;
    const request = builder.message(args, messageHeader(argTypes));
    const reply = builder.message(results, messageHeader(retTypes));
    const parameters = results.map(
      (_, index) => `r${index}: CanisterMethods['${name}']['results'][${index}]`,
    );
    const values = results.map((_, index) => `r${index}`).join(', ');
    return (
      `export const decode_${name} = (bytes: Uint8Array) => decode(${request}, bytes) as CanisterMethods['${name}']['args'];\n` +
      `export const encode_${name} = (${parameters.join(', ')}) => encode(${reply}, [${values}]);\n`
    );
  });
  const initTypes = init({ IDL });
  const initMessage = builder.message(idl.initArgs, messageHeader(initTypes));
  const [optInit] = initTypes as [IDL.OptClass<unknown>];
  const configMessage = builder.message(
    [{ kind: 'named', name: 'InternetIdentityInit' }],
    messageHeader([optInit._type]),
  );
  const json = JSON.stringify(builder.table);
  if (/['\\\n]/.test(json)) throw new Error('the codec table does not fit into a string literal');
  return (
    "import { createMessageCodec } from '../backend/encoding/candid/message_codec.ts';\n" +
    "import type { CodecTable } from '../backend/encoding/candid/message_codec.ts';\n" +
    "import type { CanisterMethods, InitArgs, InternetIdentityInit } from './canister_types.ts';\n\n" +
    `const { decode, encode } = createMessageCodec(JSON.parse('${json}') as CodecTable);\n\n` +
    functions.join('\n') +
    '\n/** The arguments of `init` and `post_upgrade`. */\n' +
    `export const decode_init = (bytes: Uint8Array) => decode(${initMessage}, bytes) as InitArgs;\n\n` +
    '/** A message of one value: the configuration. */\n' +
    `export const encode_InternetIdentityInit = (value: InternetIdentityInit) => encode(${configMessage}, [value]);\n` +
    `export const decode_InternetIdentityInit = (bytes: Uint8Array) => decode(${configMessage}, bytes)[0] as InternetIdentityInit;\n`
  );
}
