import binaryen from 'binaryen';
import { readFileSync } from 'node:fs';
import { AZLE_TEMPLATE } from '../azle_package.ts';

/** Names of functions inside the template: the allocator's, ... */
export const ALLOCATE = 'dlmalloc';
export const FREE = 'dlfree';
/**
 * ... and of what Azle's build uses to learn a canister's methods: it starts the engine, evaluates the JavaScript
 * and calls {@link EVALUATED}, without touching stable memory.
 */
export const EVALUATE = 'get_candid_and_method_meta_pointer';
/** Global JavaScript function that {@link EVALUATE} calls last; it answers a string. */
export const EVALUATED = '_azleGetCandidAndMethodMeta';

/** Functions of stable maps, told apart by the hashes in their names. Inserts an entry: `(result, function, parameters)`. */
export const STABLE_MAP_INSERT =
  '_ZN67_$LT$F$u20$as$u20$rquickjs_core..value..function..ffi..RustFunc$GT$4call17h79ad20e050148c7dE';
/** Loads a node: `(node, address, page size, memory)`. */
export const STABLE_MAP_LOAD_NODE =
  '_ZN20ic_stable_structures8btreemap4node13Node$LT$K$GT$4load17h9d3daa2ab5f43f27E';
/** Looks for a key in a node and below: `(map, address, key)`. */
export const STABLE_MAP_LOOK =
  '_ZN20ic_stable_structures8btreemap25BTreeMap$LT$K$C$V$C$M$GT$8traverse17h2c6682d0e77e100cE';

/**
 * Exports of Azle's template that the Internet Computer calls by itself. Everything else it exports is for Azle's
 * build, for WASI, or a method for Azle's own tests (`_azle_*`), and would be callable by anyone in production.
 */
const KEPT_EXPORTS: ReadonlySet<string> = new Set([
  'memory',
  'canister_global_timer',
  'canister_update <ic-cdk internal> timer_executor',
]);

/**
 * Reads Azle's wasm template, without the exports that a released canister does not need. The functions that the
 * build replaces or calls keep their names inside the module.
 */
export function openTemplate(): binaryen.Module {
  binaryen.setDebugInfo(false);
  const module = binaryen.readBinary(readFileSync(AZLE_TEMPLATE));
  for (const name of exportNames(module)) {
    if (!KEPT_EXPORTS.has(name)) module.removeExport(name);
  }
  return module;
}

function exportNames(module: binaryen.Module): string[] {
  return Array.from(
    { length: module.getNumExports() },
    (_, index) => binaryen.getExportInfo(module.getExportByIndex(index)).name,
  );
}
