/**
 * Generates types and Candid codecs from the declarations in `src/declarations/`. With `--check` it writes nothing
 * and fails when the files in the repository differ from what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IDL } from '@dfinity/candid';
import { format, resolveConfig } from 'prettier';
import { readInterface } from './codec/interface_model.ts';
import { IDENTITY, SOURCES } from './codec/interfaces.ts';
import { callsText } from './codec/write_calls.ts';
import { type Factories, type OwnMessage, codecText } from './codec/write_codec.ts';
import { typesText } from './codec/write_types.ts';

const declarations = fileURLToPath(new URL('../src/declarations/', import.meta.url));
const onlyChecks = process.argv.includes('--check');

/** The messages of one value that Internet Identity stores. */
function identityMessages({ init }: Factories): OwnMessage[] {
  const [optInit] = init({ IDL }) as [IDL.OptClass<unknown>];
  return [
    {
      type: 'InternetIdentityInit',
      idl: optInit._type,
      comment: 'A message of one value: the configuration.',
      directions: ['encode', 'decode'],
    },
  ];
}

let stale = false;
for (const source of SOURCES) {
  const module = `${source.name}.did.ts`;
  const idl = readInterface(readFileSync(join(declarations, module), 'utf8'));
  const factories = (await import(`../src/declarations/${module}`)) as Factories;
  const types = `./${source.codec}_types.ts`;
  const codec =
    source.role === 'called'
      ? callsText(idl, factories.idlFactory, types)
      : codecText(idl, factories, types, source === IDENTITY ? identityMessages(factories) : []);
  const files = { [`${source.codec}_types.ts`]: typesText(idl), [`${source.codec}_codec.ts`]: codec };
  for (const [name, body] of Object.entries(files)) {
    const path = join(declarations, name);
    const header = `/* eslint-disable */\n// Generated from ${module} by scripts/generate_codec.ts: change that, not this.\n\n`;
    const text = await format(header + body, { ...(await resolveConfig(path)), filepath: path });
    if (!onlyChecks) writeFileSync(path, text);
    else if (readFileSync(path, 'utf8') !== text) stale = true;
  }
}
if (stale) {
  console.error('a codec is not what its declarations give: run npm run generate');
  process.exit(1);
}
