import type { Trap } from './types.ts';

/**
 * The canister did what ends a message: thrown by system functions through the canister's frames and turned
 * into a value by the sandbox. It is no Error: it carries no stack, and none of our own faults is mistaken for it.
 */
export class CanisterTrap implements Trap {
  readonly errorCode: string;
  readonly message: string;
  /** The line for the canister's log, after `[TRAP]: `. */
  readonly logLine: string;

  constructor(errorCode: string, error: string, help: string, logLine = error) {
    this.errorCode = errorCode;
    this.message = help === '' ? error : `${error}.\n${help}`;
    this.logLine = logLine;
  }
}

const DOCUMENTATION = 'https://internetcomputer.org/docs/current/references/execution-errors#';

function advice(suggestion: string, anchor: string): string {
  return `${suggestion} See documentation: ${DOCUMENTATION}${anchor}`;
}

/** Help that the network gives where the language's toolchain must be wrong. */
const TOOLCHAIN_HELP =
  'This is likely an error with the compiler/CDK toolchain being used to build the canister. ' +
  'Please report the error to IC devs on the forum: https://forum.dfinity.org and include which ' +
  'language/CDK was used to create the canister.';

const HANDLE_FAILURES =
  'Consider gracefully handling failures from this canister or altering the canister to handle exceptions.';

/** IC0502: an instruction trapped; `reason` in the words of the network. */
export function trapped(reason: string): CanisterTrap {
  return new CanisterTrap(
    'IC0502',
    `Canister trapped: ${reason}`,
    advice(HANDLE_FAILURES, 'trapped'),
    reason,
  );
}

/** IC0503: the canister called `ic0.trap`. */
export function calledTrap(message: string): CanisterTrap {
  return new CanisterTrap(
    'IC0503',
    `Canister called \`ic0.trap\` with message: '${message}'`,
    advice(HANDLE_FAILURES, 'trapped-explicitly'),
    message === '' ? '(no message)' : message,
  );
}

/** IC0504: the system interface was used against its rules in a way only a toolchain would. */
export function contractViolation(error: string): CanisterTrap {
  return new CanisterTrap('IC0504', `Canister violated contract: ${error}`, TOOLCHAIN_HELP);
}

/** IC0504 where the canister's author can do something about it. */
export function authorViolation(error: string, suggestion = '', anchor = ''): CanisterTrap {
  const help = suggestion === '' ? '' : advice(suggestion, anchor);
  return new CanisterTrap('IC0504', `Canister violated contract: ${error}`, help);
}

/** IC0504: the function may not be called from where it was called. */
export function wrongContext(name: string, context: string): CanisterTrap {
  return authorViolation(
    `"ic0_${name}" cannot be executed in ${context} mode`,
    'Check the ICP documentation to make sure APIs are being called in the correct message types.',
    'calling-a-system-api-from-the-wrong-mode',
  );
}

/** IC0504: bytes that are no principal. */
export function invalidPrincipal(): CanisterTrap {
  return new CanisterTrap('IC0504', 'Canister provided invalid principal id', TOOLCHAIN_HELP);
}

/** IC0504: more cycles were to leave than there are; `canister` as text. */
export function outOfCycles(missing: bigint): CanisterTrap {
  return new CanisterTrap(
    'IC0504',
    `Canister is out of cycles: please top up the canister with at least ${missing} additional cycles`,
    '',
  );
}

/** IC0504: an environment variable that is not there. */
export function missingVariable(error: string): CanisterTrap {
  return new CanisterTrap('IC0504', error, '');
}

/** IC0505: the module is not one that can be installed. */
export function invalidModule(reason: string): CanisterTrap {
  return new CanisterTrap('IC0505', `Canister's Wasm module is not valid: ${reason}`, TOOLCHAIN_HELP);
}

/** IC0513: a callback is not in the function table, or has another type. */
export function functionNotFound(index: number): CanisterTrap {
  return new CanisterTrap(
    'IC0513',
    `Canister requested to invoke a non-existent Wasm function ${index} from table 0`,
    TOOLCHAIN_HELP,
  );
}

/** IC0522: more instructions than the message may use. */
export function instructionLimit(limit: bigint): CanisterTrap {
  return new CanisterTrap(
    'IC0522',
    `Canister exceeded the limit of ${limit} instructions for single message execution.`,
    advice(
      'Try optimizing this method to consume fewer instructions or split the work across multiple messages.',
      'instruction-limit-exceeded',
    ),
  );
}

/** IC0524: more pages of stable memory than a message may change. */
export function memoryAccessLimit(reason: string): CanisterTrap {
  return new CanisterTrap(
    'IC0524',
    `Canister exceeded memory access limits: ${reason}`,
    advice(
      "Try optimizing the use of stable memory so that individual messages don't need to access as much stable memory.",
      'memory-access-limit-exceeded',
    ),
  );
}

/** IC0536: no such method; `kind` is update, query, composite_query or system. */
export function methodNotFound(kind: string, name: string): CanisterTrap {
  return new CanisterTrap(
    'IC0536',
    `Canister has no ${kind} method '${name}'.`,
    advice('Check that the method being called is exported by the target canister.', 'method-not-found'),
  );
}

/** IC0539: the heap grew beyond the limit in the canister's settings. */
export function wasmMemoryLimit(limit: bigint): CanisterTrap {
  return new CanisterTrap(
    'IC0539',
    `Canister exceeded its current Wasm memory limit of ${limit} bytes`,
    advice(
      'Try checking the canister for a possible memory leak or modifying it to use more stable memory instead of Wasm memory.',
      'wasm-memory-limit-exceeded',
    ),
  );
}
