/**
 * Generates the canister's types and Candid codec from the declarations in `src/declarations/`. With `--check`
 * it writes nothing and fails when the files in the repository differ from what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import * as factories from '../src/declarations/internet_identity.did.ts';
import { readInterface } from './codec/interface_model.ts';
import { codecText } from './codec/write_codec.ts';
import { typesText } from './codec/write_types.ts';

const declarations = fileURLToPath(new URL('../src/declarations/', import.meta.url));
const source = 'internet_identity.did.ts';

const idl = readInterface(readFileSync(join(declarations, source), 'utf8'));
const files = {
  'canister_types.ts': typesText(idl),
  'canister_codec.ts': codecText(idl, factories),
};

let stale = false;
for (const [name, body] of Object.entries(files)) {
  const path = join(declarations, name);
  const header = `/* eslint-disable */\n// Generated from ${source} by scripts/generate_codec.ts: change that, not this.\n\n`;
  const text = await format(header + body, { ...(await resolveConfig(path)), filepath: path });
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) stale = true;
}
if (stale) {
  console.error(`the codec is not what src/declarations/${source} gives: run npm run generate`);
  process.exit(1);
}
