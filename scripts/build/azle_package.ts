import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Azle's folder: its `exports` hide the wasm template and package.json, so it is found from a file they show. */
const folder = join(dirname(createRequire(import.meta.url).resolve('azle/_internal/globals')), '../../..');

/** Path of the wasm that holds QuickJS and Azle's Rust half. */
export const AZLE_TEMPLATE = join(folder, 'dist/canister_templates/stable.wasm');

export const AZLE_VERSION = (
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
).version;
