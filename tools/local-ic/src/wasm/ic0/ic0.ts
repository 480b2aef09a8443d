import { callFunctions } from './call.ts';
import { canisterFunctions } from './canister.ts';
import { certifiedFunctions } from './certified.ts';
import { costFunctions } from './cost.ts';
import { cyclesFunctions } from './cycles.ts';
import { diagnosticFunctions } from './diagnostics.ts';
import { environmentFunctions } from './environment.ts';
import { argumentFunctions } from './message_argument.ts';
import { replyFunctions } from './reply.ts';
import { stableFunctions } from './stable.ts';
import type { SystemFunction } from './system_function.ts';

/** Module name under which canisters import the system interface. */
export const IC0_MODULE = 'ic0';

/** Every function of the system interface by name. */
export const SYSTEM_FUNCTIONS: ReadonlyMap<string, SystemFunction> = new Map(
  Object.entries({
    ...argumentFunctions,
    ...replyFunctions,
    ...callFunctions,
    ...cyclesFunctions,
    ...stableFunctions,
    ...certifiedFunctions,
    ...canisterFunctions,
    ...environmentFunctions,
    ...costFunctions,
    ...diagnosticFunctions,
  }),
);
