import { AZLE_VERSION } from './azle_package.ts';
import { bundleCanister, type BundleOptions } from './bundle.ts';
import { candidMetadata } from './candid_metadata.ts';
import { readMethodMetadata } from './method_metadata.ts';
import { appendCustomSection } from './wasm/custom_section.ts';
import { addMethodExports } from './wasm/method_exports.ts';
import { addPassiveSegments, serveSegment } from './wasm/passive_data.ts';
import { openTemplate } from './wasm/template.ts';

/** A canister to build. */
export interface CanisterSource extends BundleOptions {
  /** Text of its hand-written interface. */
  readonly did: string;
}

/** A canister's wasm, not compressed, and the JavaScript inside it. */
export interface BuiltCanister {
  readonly wasm: Uint8Array;
  readonly javascript: string;
}

/** Builds a canister: its bundle inside Azle's wasm template, with one export per method and public metadata. */
export async function buildCanister(source: CanisterSource): Promise<BuiltCanister> {
  const javascript = await bundleCanister(source);
  const module = openTemplate();
  addMethodExports(module, readMethodMetadata(javascript));

  const code = new TextEncoder().encode(javascript);
  const settings = new TextEncoder().encode(JSON.stringify(azleSettings()));
  const first = addPassiveSegments(module, [
    { name: 'javascript', bytes: code },
    { name: 'settings', bytes: settings },
  ]);
  serveSegment(module, 'js_passive_data_size', 'init_js_passive_data', first, code.length);
  serveSegment(
    module,
    'wasm_data_passive_data_size',
    'init_wasm_data_passive_data',
    first + 1,
    settings.length,
  );

  module.runPasses(['remove-unused-module-elements']);
  const binary = module.emitBinary();
  module.dispose();

  const metadata = candidMetadata(source.did);
  const utf8 = new TextEncoder();
  let wasm = appendCustomSection(binary, 'icp:public candid:service', utf8.encode(metadata.service));
  wasm = appendCustomSection(wasm, 'icp:public candid:args', utf8.encode(metadata.args));
  return { wasm, javascript };
}

/** What Azle's Rust half reads at start: a fixed script name, because a path would differ between folders. */
function azleSettings(): { envVars: [string, string][]; mainJsPath: string } {
  return { envVars: [['AZLE_VERSION', AZLE_VERSION]], mainJsPath: 'main.js' };
}
