import type binaryen from 'binaryen';
import { AZLE_VERSION } from './azle_package.ts';
import { bundleWithAzle, bundleWithoutAzle, type BundleOptions } from './bundle.ts';
import { candidMetadata } from './candid_metadata.ts';
import { methodNames, readMethodMetadata } from './method_metadata.ts';
import { appendCustomSection } from './wasm/custom_section.ts';
import { guardCallbacks } from './wasm/call_generations.ts';
import { addMethodExports, EXECUTE } from './wasm/method_exports.ts';
import { addNativeSeam } from './wasm/native_seam.ts';
import { addPassiveSegments, serveSegment } from './wasm/passive_data.ts';
import { addStableMemoryGuard, GUARD_TEXTS, STABLE_MEMORY_GUARD } from './wasm/stable_memory_guard.ts';
import { openTemplate } from './wasm/template.ts';
import { takeTimer } from './wasm/timer.ts';

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
  const module = openTemplate();
  guardCallbacks(module);
  addData(module, source, new TextEncoder().encode(javascript));
  addMethodExports(module, methods, source.guardsStableMemory ? STABLE_MEMORY_GUARD : null);
  module.runPasses(['remove-unused-module-elements']);
  const binary = module.emitBinary();
  module.dispose();

  const metadata = candidMetadata(source.did);
  const utf8 = new TextEncoder();
  let wasm = appendCustomSection(binary, 'icp:public candid:service', utf8.encode(metadata.service));
  wasm = appendCustomSection(wasm, 'icp:public candid:args', utf8.encode(metadata.args));
  return { wasm, javascript };
}

/** Adds the canister's data and the native functions that read it. */
function addData(module: binaryen.Module, source: CanisterSource, code: Uint8Array): void {
  const settings = new TextEncoder().encode(JSON.stringify(azleSettings()));
  const first = addPassiveSegments(module, [
    code,
    settings,
    GUARD_TEXTS,
    source.embedded ?? new Uint8Array(),
  ]);
  serveSegment(module, 'js_passive_data_size', 'init_js_passive_data', first, code.length);
  serveSegment(
    module,
    'wasm_data_passive_data_size',
    'init_wasm_data_passive_data',
    first + 1,
    settings.length,
  );
  if (source.guardsStableMemory) addStableMemoryGuard(module, first + 2);
  if (source.embedded !== null) {
    takeTimer(module, EXECUTE);
    addNativeSeam(module, first + 3);
  }
}

/** What Azle's Rust half reads at start: a fixed script name, because a path would differ between folders. */
function azleSettings(): { envVars: [string, string][]; mainJsPath: string } {
  return { envVars: [['AZLE_VERSION', AZLE_VERSION]], mainJsPath: 'main.js' };
}
