import binaryen from 'binaryen';
import { systemFunction } from './text_module.ts';

/**
 * Makes setting a timer do nothing. After every install and upgrade Azle's Rust half sets one, to seed a random
 * generator that these canisters never use: they ask the network for randomness. The calls that follow from it would
 * wait for answers in a canister that may be upgraded meanwhile, and their callbacks then run on a heap that they
 * were not made for.
 */
export function removeTimers(module: binaryen.Module): void {
  const name = systemFunction(module, 'global_timer_set');
  module.removeFunction(name);
  module.addFunction(name, binaryen.i64, binaryen.i64, [], module.i64.const(0, 0));
}
