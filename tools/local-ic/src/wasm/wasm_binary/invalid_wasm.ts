/**
 * Thrown while a module is read and caught in `canister_module.ts`, where it becomes a refusal (IC0505): the
 * bytes come from outside, so this is an expected outcome and no fault of the program.
 */
export class InvalidWasm extends Error {
  override readonly name = 'InvalidWasm';
}
