/** Writes `canister_codec.ts`: a decoder and an encoder for every method. */
import { IDL } from '@dfinity/candid';
import { CodecTableBuilder } from './codec_table.ts';
import type { Interface, Type } from './interface_model.ts';
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
    const request = builder.request(args, messageHeader(argTypes));
    const reply = builder.reply(results, messageHeader(retTypes));
    const parameters = results.map(
      (_, index) => `r${index}: Encodable<CanisterMethods['${name}']['results'][${index}]>`,
    );
    const values = results.map((_, index) => `r${index}`).join(', ');
    return (
      `export const decode_${name} = (bytes: Uint8Array) => decode(${request}, bytes) as CanisterMethods['${name}']['args'];\n` +
      `export const encode_${name} = (${parameters.join(', ')}) => encode(${reply}, [${values}]);\n`
    );
  });
  const initTypes = init({ IDL });
  const [optInit] = initTypes as [IDL.OptClass<unknown>];
  const config: Type[] = [{ kind: 'named', name: 'InternetIdentityInit' }];
  const configHeader = messageHeader([optInit._type]);
  const initRequest = builder.request(idl.initArgs, messageHeader(initTypes));
  const configRequest = builder.request(config, configHeader);
  const configReply = builder.reply(config, configHeader);
  const json = JSON.stringify(builder.table);
  return (
    "import { createMessageCodec } from '../backend/encoding/candid/message_codec.ts';\n" +
    "import type { CodecTable, Encodable } from '../backend/encoding/candid/message_codec.ts';\n" +
    "import type { CanisterMethods, InitArgs, InternetIdentityInit } from './canister_types.ts';\n\n" +
    `const { decode, encode } = createMessageCodec(JSON.parse(${JSON.stringify(json)}) as CodecTable);\n\n` +
    functions.join('\n') +
    '\n/** The arguments of `init` and `post_upgrade`. */\n' +
    `export const decode_init = (bytes: Uint8Array) => decode(${initRequest}, bytes) as InitArgs;\n\n` +
    '/** A message of one value: the configuration. */\n' +
    `export const encode_InternetIdentityInit = (value: InternetIdentityInit) => encode(${configReply}, [value]);\n` +
    `export const decode_InternetIdentityInit = (bytes: Uint8Array) => decode(${configRequest}, bytes)[0] as InternetIdentityInit;\n`
  );
}
