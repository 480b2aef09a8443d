/**
 * Compares the built canisters with their interfaces: a wasm must export exactly the methods of the interface, each as
 * the kind that it is there, and carry the interface's text.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { IDL } from '@dfinity/candid';
import { idlFactory as archive } from '../src/declarations/archive.did.ts';
import { idlFactory as internetIdentity } from '../src/declarations/internet_identity.did.ts';
import { readCustomSection } from './build/wasm/custom_section.ts';
import { ARCHIVE, IDENTITY } from './codec/interfaces.ts';

/** Exports that no interface names: what the system calls by itself, and the memory. */
const BESIDES_METHODS: ReadonlySet<string> = new Set([
  'memory',
  'canister_init',
  'canister_post_upgrade',
  'canister_pre_upgrade',
  'canister_inspect_message',
  'canister_global_timer',
  // The Rust libraries inside Azle run timers through a call of the canister to itself; others are refused.
  'canister_update <ic-cdk internal> timer_executor',
]);

/** Names under which a wasm must export the methods of a service. */
export function expectedExports(service: IDL.ServiceClass): string[] {
  return service._fields.map(([name, { annotations }]) => {
    if (annotations.includes('query')) return `canister_query ${name}`;
    if (annotations.includes('composite_query')) return `canister_composite_query ${name}`;
    return `canister_update ${name}`;
  });
}

/** What differs between the exports that an interface asks for and those of a wasm, one sentence each. */
export function exportDifferences(expected: readonly string[], exported: readonly string[]): string[] {
  const methods = exported.filter((name) => !BESIDES_METHODS.has(name));
  return [
    ...expected.filter((name) => !methods.includes(name)).map((name) => `the wasm lacks ${name}`),
    ...methods
      .filter((name) => !expected.includes(name))
      .map((name) => `the interface does not name ${name}`),
  ];
}

const CANISTERS = [
  { source: IDENTITY, factory: internetIdentity },
  { source: ARCHIVE, factory: archive },
] as const;

function check(root: string): string[] {
  return CANISTERS.flatMap(({ source: { name, did }, factory }) => {
    const wasm = gunzipSync(readFileSync(join(root, `dist/${name}.wasm.gz`)));
    const module = new WebAssembly.Module(wasm);
    const exported = WebAssembly.Module.exports(module).map((entry) => entry.name);
    const differences = exportDifferences(expectedExports(factory({ IDL })), exported);

    const embedded = readCustomSection(wasm, 'icp:public candid:service');
    if (embedded === null || !readFileSync(join(root, did)).equals(embedded)) {
      differences.push(`the candid:service section is not ${did}`);
    }
    return differences.map((difference) => `${name}: ${difference}`);
  });
}

const root = fileURLToPath(new URL('..', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const differences = check(root);
  for (const line of differences) console.error(line);
  process.exit(differences.length === 0 ? 0 : 1);
}
