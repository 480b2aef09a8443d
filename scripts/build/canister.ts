import type binaryen from 'binaryen';
import { AZLE_VERSION } from './azle_package.ts';
import { bundleWithAzle, bundleWithoutAzle, type BundleOptions } from './bundle.ts';
import { candidMetadata } from './candid_metadata.ts';
import { methodNames, readMethodMetadata, type MethodMetadata } from './method_metadata.ts';
import { appendCustomSection } from './wasm/custom_section.ts';
import { guardCallbacks } from './wasm/call_generations.ts';
import { freezeHeap } from './wasm/frozen_heap.ts';
import { compileLean, CONTEXT } from './wasm/lean_bytecode.ts';
import { startWithGlobals, startWithMemory, takeMemoryImage } from './wasm/memory_image.ts';
import { addMethodExports, EXECUTE, STARTED, STARTING } from './wasm/method_exports.ts';
import { addNativeSeam } from './wasm/native_seam.ts';
import { addPassiveSegments, serveSegment } from './wasm/passive_data.ts';
import { shortenInsertions } from './wasm/stable_map_looks.ts';
import { addStableMemoryGuard, GUARD_TEXTS, STABLE_MEMORY_GUARD } from './wasm/stable_memory_guard.ts';
import { EVALUATE, openTemplate } from './wasm/template.ts';
import { takeTimer } from './wasm/timer.ts';
import { removeUnusedCode } from './wasm/unused_code.ts';

/** A canister to build. */
export interface CanisterSource extends BundleOptions {
  /** Text of its hand-written interface. */
  readonly did: string;
  /** Whether the bundle goes without Azle's JavaScript half, which takes manual methods only. */
  readonly withoutAzle: boolean;
  /** Files that native code hands to JavaScript; null builds without native code. */
  readonly embedded: Uint8Array | null;
  /** Whether an upgrade over stable memory that is not Azle's traps before it changes anything. */
  readonly guardsStableMemory: boolean;
}

/** A canister's wasm, not compressed, and the JavaScript inside it. */
export interface BuiltCanister {
  readonly wasm: Uint8Array;
  readonly javascript: string;
}

/** Builds a canister: its bundle inside Azle's wasm template, with one export per method and public metadata. */
export async function buildCanister(source: CanisterSource): Promise<BuiltCanister> {
  const registering = await bundleWithAzle(source);
  const methods = readMethodMetadata(registering);
  const javascript = source.withoutAzle ? await bundleWithoutAzle(source, methodNames(methods)) : registering;
  const module = source.withoutAzle
    ? evaluatedModule(source, methods, javascript)
    : evaluatingModule(source, methods, javascript);
  const binary = module.emitBinary();
  module.dispose();

  const metadata = candidMetadata(source.did);
  const utf8 = new TextEncoder();
  let wasm = appendCustomSection(binary, 'icp:public candid:service', utf8.encode(metadata.service));
  wasm = appendCustomSection(wasm, 'icp:public candid:args', utf8.encode(metadata.args));
  return { wasm, javascript };
}

/** A module that evaluates its JavaScript at every install and upgrade. */
function evaluatingModule(
  source: CanisterSource,
  methods: MethodMetadata,
  javascript: string,
): binaryen.Module {
  const module = openTemplate();
  addJavaScript(module, javascript);
  addNativeCode(module, source);
  addMethodExports(module, methods, STARTING, source.guardsStableMemory ? STABLE_MEMORY_GUARD : null);
  module.runPasses(['remove-unused-module-elements']);
  return module;
}

/** A module that starts with the memory in which its JavaScript has been evaluated, and does not know the text. */
function evaluatedModule(
  source: CanisterSource,
  methods: MethodMetadata,
  javascript: string,
): binaryen.Module {
  const evaluating = openTemplate();
  compileLean(evaluating);
  addJavaScript(evaluating, javascript);
  addNativeCode(evaluating, source);
  const image = takeMemoryImage(evaluating, EVALUATE, (memory, globals) =>
    freezeHeap(memory, globals.get(CONTEXT)!),
  );
  evaluating.dispose();

  const module = openTemplate();
  startWithMemory(module, image);
  addNativeCode(module, source);
  startWithGlobals(module, image);
  addMethodExports(module, methods, STARTED, source.guardsStableMemory ? STABLE_MEMORY_GUARD : null);
  removeUnusedCode(module);
  return module;
}

/** Adds what Azle's Rust half reads at start. */
function addJavaScript(module: binaryen.Module, javascript: string): void {
  const utf8 = new TextEncoder();
  const code = utf8.encode(javascript);
  const settings = utf8.encode(JSON.stringify(azleSettings()));
  const first = addPassiveSegments(module, [code, settings]);
  serveSegment(module, 'js_passive_data_size', 'init_js_passive_data', first, code.length);
  serveSegment(
    module,
    'wasm_data_passive_data_size',
    'init_wasm_data_passive_data',
    first + 1,
    settings.length,
  );
}

/** Adds native functions with the data that they read. */
function addNativeCode(module: binaryen.Module, source: CanisterSource): void {
  const texts = addPassiveSegments(module, [GUARD_TEXTS, source.embedded ?? new Uint8Array()]);
  guardCallbacks(module);
  if (source.guardsStableMemory) addStableMemoryGuard(module, texts);
  if (source.embedded === null) return;
  takeTimer(module, EXECUTE);
  shortenInsertions(module);
  addNativeSeam(module, texts + 1);
}

/** Settings for Azle's Rust half: a fixed script name, because a path would differ between folders. */
function azleSettings(): { envVars: [string, string][]; mainJsPath: string } {
  return { envVars: [['AZLE_VERSION', AZLE_VERSION]], mainJsPath: 'main.js' };
}
