import binaryen from 'binaryen';
import { TIMER_CALLBACK } from '../../../src/backend/ic/native_layout.ts';
import { displaceSystemFunction } from './text_module.ts';

/** Inside the module, the system call under its own name once Azle cannot reach it any more. */
export const SET_TIMER = 'system_global_timer_set';

/** What Azle's Rust half exports to run its own timers, each of them in a call of the canister to itself. */
const AZLE_EXPORTS = ['canister_global_timer', 'canister_update <ic-cdk internal> timer_executor'];

const TIMER = 'run_timer';

/**
 * Takes the global timer from Azle's Rust half and gives it to JavaScript. After every install and upgrade Azle sets
 * one to seed a random generator that these canisters never use, with calls to itself that cost cycles and may still
 * be under way at the next upgrade; from now on that does nothing. When the timer goes off, the callback at
 * {@link TIMER_CALLBACK} runs, as methods do.
 *
 * @param execute name of the function that runs a callback by its index
 */
export function takeTimer(module: binaryen.Module, execute: string): void {
  const azleSet = displaceSystemFunction(module, 'global_timer_set', SET_TIMER);
  module.addFunction(azleSet, binaryen.i64, binaryen.i64, [], module.i64.const(0, 0));
  for (const name of AZLE_EXPORTS) module.removeExport(name);
  const run = module.call(execute, [module.i32.const(TIMER_CALLBACK)], binaryen.none);
  module.addFunction(TIMER, binaryen.none, binaryen.none, [], run);
  module.addFunctionExport(TIMER, 'canister_global_timer');
}
