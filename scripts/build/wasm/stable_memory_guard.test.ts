import binaryen from 'binaryen';
import { describe, expect, it } from 'vitest';
import { addPassiveSegments } from './passive_data.ts';
import { addStableMemoryGuard, GUARD_TEXTS, STABLE_MEMORY_GUARD } from './stable_memory_guard.ts';

/** A module with what the guard needs of Azle's template: its imports, a stack and memory. */
const TEMPLATE = `(module
  (import "ic0" "stable64_size" (func $size (result i64)))
  (import "ic0" "stable64_read" (func $read (param i64 i64 i64)))
  (import "ic0" "trap" (func $trap (param i32 i32)))
  (memory $0 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (export "memory" (memory $0)))`;

/** Runs the guard over stable memory that starts with these bytes. @returns the trap's text, or null */
function guard(stable: Uint8Array): string | null {
  const module = binaryen.parseText(TEMPLATE);
  module.setFeatures(binaryen.Features.BulkMemory | binaryen.Features.MutableGlobals);
  addStableMemoryGuard(module, addPassiveSegments(module, [GUARD_TEXTS]));
  module.addFunctionExport(STABLE_MEMORY_GUARD, 'guard');
  const wasm = module.emitBinary();
  module.dispose();

  const memory = (): Uint8Array => new Uint8Array((exports['memory'] as WebAssembly.Memory).buffer);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm as BufferSource), {
    ic0: {
      stable64_size: () => BigInt(Math.ceil(stable.length / 65536)),
      stable64_read: (address: bigint, offset: bigint, length: bigint) => {
        memory().set(stable.subarray(Number(offset), Number(offset + length)), Number(address));
      },
      trap: (address: number, length: number) => {
        throw new Error(new TextDecoder().decode(memory().subarray(address, address + length)));
      },
    },
  });
  try {
    (exports['guard'] as () => void)();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const unsupported = (version: number): string =>
  `stable memory layout version ${version} is no longer supported:
Either reinstall (wiping stable memory) or upgrade sequentially to the latest version of II by installing each intermediate version in turn.
See https://github.com/dfinity/internet-identity#stable-memory-compatibility for more information.`;

const text = (value: string): number[] => [...new TextEncoder().encode(value)];

describe('stable memory guard', () => {
  it("lets Azle's own memory pass", () => {
    expect(guard(Uint8Array.of(...text('MGR'), 1, 0, 0))).toBeNull();
  });

  it('traps on empty memory', () => {
    expect(guard(new Uint8Array())).toBe('stable memory is empty, cannot initialize');
  });

  it('names the layout version of the published canister', () => {
    for (const version of [0, 7, 9, 10, 99, 100, 109, 255]) {
      expect(guard(Uint8Array.of(...text('IIC'), version))).toBe(unsupported(version));
    }
  });

  it('traps on anything else', () => {
    expect(guard(new Uint8Array(8))).toBe(unsupported(0));
    expect(guard(Uint8Array.of(...text('MGR'), 2))).toBe(unsupported(2));
    expect(guard(Uint8Array.of(...text('MGS'), 1))).toBe(unsupported(1));
    expect(guard(Uint8Array.of(...text('\0GR'), 1))).toBe(unsupported(1));
  });
});
