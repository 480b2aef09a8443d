import binaryen from 'binaryen';
import type { MethodMetadata } from '../method_metadata.ts';

/** Azle's native functions behind the exports: each takes the index of a callback. */
export const EXECUTE = 'execute_method_js';
const INIT = 'init';
const POST_UPGRADE = 'post_upgrade';

/** What runs the init and post-upgrade methods. */
export interface Starters {
  readonly init: string;
  readonly postUpgrade: string;
}

/** Azle's own: they start the engine and evaluate the JavaScript first. */
export const STARTING: Starters = { init: INIT, postUpgrade: POST_UPGRADE };

/** For a module whose memory holds the started engine and the evaluated JavaScript. */
export const STARTED: Starters = { init: EXECUTE, postUpgrade: EXECUTE };

/** Index by which `init` and `post_upgrade` know that the class has no method for them. */
const NO_CALLBACK = -1;

/**
 * Adds one wasm export per canister method: a function that runs the method's JavaScript callback by its index.
 *
 * @param beforeUpgrade name of a function without parameters to run first in an upgrade, or null
 */
export function addMethodExports(
  module: binaryen.Module,
  methods: MethodMetadata,
  starters: Starters,
  beforeUpgrade: string | null,
): void {
  const add = (name: string, target: string, index: number, before: string | null = null): void => {
    const call = module.call(target, [module.i32.const(index)], binaryen.none);
    const body = before === null ? call : module.block(null, [module.call(before, [], binaryen.none), call]);
    module.addFunction(name, binaryen.none, binaryen.none, [], body);
    module.addFunctionExport(name, name);
  };

  for (const { name, index, composite } of methods.queries) {
    add(`${composite === true ? 'canister_composite_query' : 'canister_query'} ${name}`, EXECUTE, index);
  }
  for (const { name, index } of methods.updates) add(`canister_update ${name}`, EXECUTE, index);

  add('canister_init', starters.init, methods.init?.index ?? NO_CALLBACK);
  add(
    'canister_post_upgrade',
    starters.postUpgrade,
    methods.post_upgrade?.index ?? NO_CALLBACK,
    beforeUpgrade,
  );

  for (const lifecycle of ['pre_upgrade', 'inspect_message', 'heartbeat', 'on_low_wasm_memory'] as const) {
    const method = methods[lifecycle];
    if (method !== undefined) add(`canister_${lifecycle}`, EXECUTE, method.index);
  }
}
