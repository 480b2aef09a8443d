import loadWabt from 'wabt';
import { SYSTEM_FUNCTIONS } from '../ic0/ic0.ts';
import { wasmType } from '../ic0/system_function.ts';
import { createSandbox, parseModule } from '../sandbox.ts';
import { I32 } from '../wasm_binary/value_types.ts';
import type { CanisterModule, Effects, Entry, Execution, MessageInput, Sandbox, Trap } from '../types.ts';

/** For tests: canisters written as WAT, and messages with everything in them that a test does not care about. */

const wabt = await loadWabt();

/** All that canisters may use; tests that go further say so. */
const FEATURES = {
  simd: true,
  bulk_memory: true,
  reference_types: true,
  multi_value: true,
  sign_extension: true,
  sat_float_to_int: true,
  mutable_globals: true,
  tail_call: true,
  memory64: true,
  multi_memory: true,
  threads: true,
};

/** Import declarations of system functions; each is then known under its name, `$time` for `time`. */
export function imports(...names: string[]): string {
  const list = (keyword: string, types: readonly number[]) =>
    types.length === 0 ? '' : `(${keyword} ${types.map((type) => (type === I32 ? 'i32' : 'i64')).join(' ')})`;
  return names
    .map((name) => {
      const { params, results } = wasmType(SYSTEM_FUNCTIONS.get(name)!, false);
      return `(import "ic0" "${name}" (func $${name} ${list('param', params)} ${list('result', results)}))`;
    })
    .join('\n');
}

/**
 * A canister with one page of memory, the named imports and `$answer (start size)`, which replies with a part
 * of the heap.
 */
export function canister(names: readonly string[], body: string): string {
  const all = new Set(['msg_reply_data_append', 'msg_reply', ...names]);
  return `(module ${imports(...all)} (memory 1)
    (func $answer (param i32 i32) (call $msg_reply_data_append (local.get 0) (local.get 1)) (call $msg_reply))
    ${body})`;
}

/** Compiles without validating, so that modules can be wrong on purpose. */
export function wasmFromWat(wat: string): Uint8Array {
  const module = wabt.parseWat('canister.wat', wat, FEATURES);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

/** Whether the WebAssembly toolkit, which knows features that the engine may lack, finds the module valid. */
export function isValidWasm(bytes: Uint8Array): boolean {
  // The toolkit reads on to the end of the buffer behind a view.
  const module = wabt.readWasm(bytes.slice(), { readDebugNames: false, ...FEATURES });
  try {
    module.validate();
    return true;
  } catch {
    return false;
  } finally {
    module.destroy();
  }
}

export function isTrap(value: CanisterModule | Trap): value is Trap {
  return 'errorCode' in value;
}

export function moduleFromWat(wat: string): CanisterModule {
  const module = parseModule(wasmFromWat(wat));
  if (isTrap(module)) throw new Error(module.message);
  return module;
}

export function sandboxFromWat(wat: string): Sandbox {
  return createSandbox(moduleFromWat(wat));
}

export const CALLER = Uint8Array.of(1, 2, 3, 4);
export const SELF = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 9, 1, 1);
export const SUBNET = new Uint8Array(29).fill(5);
export const ROOT_KEY = new Uint8Array(133).fill(6);
export const NOW = 1_700_000_000_000_000_000n;

export function message(entry: Entry, overrides: Partial<MessageInput> = {}): MessageInput {
  return {
    entry,
    caller: CALLER,
    self: SELF,
    subnetId: SUBNET,
    rootKeyDer: ROOT_KEY,
    controllers: [CALLER],
    time: NOW,
    balance: 1_000_000_000_000n,
    cyclesAvailable: 0n,
    cyclesRefunded: 0n,
    canisterStatus: 1,
    canisterVersion: 7n,
    deadline: 0n,
    answered: false,
    globalTimer: 0n,
    environment: new Map(),
    dataCertificate: undefined,
    instructionLimit: 1_000_000_000n,
    callContextInstructions: 0n,
    subnetSize: 13,
    wasmMemoryLimit: 0n,
    ...overrides,
  };
}

const NO_ARGUMENT = new Uint8Array(0);

export function update(method: string, arg = NO_ARGUMENT): Entry {
  return { kind: 'update', method, arg };
}

export function query(method: string, arg = NO_ARGUMENT): Entry {
  return { kind: 'query', method, arg, replicated: false };
}

/** Effects of a message that must end well. */
export function done(execution: Execution): Effects {
  if (execution.kind === 'trap') throw new Error(`trapped: ${execution.trap.message}`);
  return execution.effects;
}

/** The first line of the trap of a message that must trap, behind its code. */
export function trapOf(execution: Execution): string {
  if (execution.kind === 'done') throw new Error('did not trap');
  const [line] = execution.trap.message.split('\n');
  return `${execution.trap.errorCode} ${line}`;
}

/** Bytes of the reply of a message that must reply. */
export function replyOf(execution: Execution): Uint8Array {
  const { response } = done(execution);
  if (response?.kind !== 'reply') throw new Error('did not reply');
  return response.bytes;
}

/** The reply as little-endian unsigned number of any length. */
export function numberOf(execution: Execution): bigint {
  return replyOf(execution).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
