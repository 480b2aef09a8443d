import binaryen from 'binaryen';
import { describe, expect, it } from 'vitest';
import { startWithGlobals, startWithMemory, takeMemoryImage } from './memory_image.ts';

const PAGE = 65_536;
/** The heap: a chunk in use, a free one, and the last one, which ends with memory. */
const USED = { address: PAGE, size: 64 };
const FREE = { address: PAGE + 64, size: 128 };
const LAST = { address: PAGE + 192, size: PAGE - 192 };
const STACK_TOP = 1024;

const MODULE = `(module
  (import "ic0" "time" (func $time (result i64)))
  (import "ic0" "stable64_size" (func $stable (result i64)))
  (memory $0 2)
  (export "memory" (memory $0))
  (export "read" (func $read))
  (export "value" (global $counter))
  (global $__stack_pointer (mut i32) (i32.const ${STACK_TOP}))
  (global $counter (mut i32) (i32.const 0))
  (data (i32.const 2000) "static")
  (func $dlmalloc (param i32) (result i32)
    ;; Sizes with their flags: in use and the one before too; free; the end.
    (i32.store (i32.const ${USED.address + 4}) (i32.const ${USED.size | 3}))
    (i32.store (i32.const ${FREE.address + 4}) (i32.const ${FREE.size | 1}))
    (i32.store (i32.const ${LAST.address + 4}) (i32.const ${LAST.size}))
    (i32.const ${USED.address + 8}))
  (func $evaluate (result i32)
    (i32.store (i32.const 100) (i32.const 0x5aa5))
    (i32.store (i32.const ${USED.address + 8}) (i32.add (i32.const 7) (i32.wrap_i64 (call $time))))
    (i32.store (i32.const ${FREE.address + 16}) (i32.const 1))
    (i32.store (i32.const ${FREE.address + 60}) (i32.const 0x5aa5))
    (global.set $counter (i32.const 41))
    (i32.const 0))
  (func $effect (drop (call $stable)))
  (func $read (param i32) (result i32)
    (global.set $counter (i32.add (global.get $counter) (i32.const 1)))
    (i32.load (local.get 0))))`;

function open(): binaryen.Module {
  const module = binaryen.parseText(MODULE);
  module.setFeatures(binaryen.Features.BulkMemory | binaryen.Features.MutableGlobals);
  return module;
}

describe('memory image', () => {
  it('makes a second module go on where the first one ended', () => {
    const image = takeMemoryImage(open(), 'evaluate', () => {});
    const module = open();
    startWithMemory(module, image);
    startWithGlobals(module, image);
    const compiled = new WebAssembly.Module(module.emitBinary() as BufferSource);
    const ic0 = { time: () => 5n, stable64_size: () => 0n };
    const exports = new WebAssembly.Instance(compiled, { ic0 }).exports as {
      read: (address: number) => number;
      value: WebAssembly.Global;
      memory: WebAssembly.Memory;
    };
    expect(exports.memory.buffer.byteLength).toBe(2 * PAGE);
    expect(exports.read(USED.address + 8)).toBe(7);
    expect(exports.value.value).toBe(42);
    expect(Buffer.from(exports.memory.buffer, 2000, 6).toString()).toBe('static');
  });

  it('leaves out what is on the stack no more and what was freed, but not the lists of free chunks', () => {
    const { parts } = takeMemoryImage(open(), 'evaluate', () => {});
    const byteAt = (address: number): number => {
      const part = parts.find(
        (candidate) => candidate.address <= address && address < candidate.address + candidate.data.length,
      );
      return part?.data[address - part.address] ?? 0;
    };
    expect(byteAt(100)).toBe(0);
    expect(byteAt(FREE.address + 60)).toBe(0);
    expect(byteAt(FREE.address + 16)).toBe(1);
    expect(byteAt(USED.address + 8)).toBe(7);
    expect(parts[0]!.address).toBe(2000);
  });

  it('is tidied before it is taken', () => {
    const { parts } = takeMemoryImage(open(), 'evaluate', (memory, globals) => {
      expect(globals.get('counter')).toBe(41);
      memory.fill(0, 2000, 2006);
    });
    expect(parts[0]!.address).toBe(USED.address + 4);
  });

  it('cannot be taken of what asks the system', () => {
    expect(() => takeMemoryImage(open(), 'effect', () => {})).toThrow(
      "the top level of a canister's modules called ic0.stable64_size",
    );
  });
});
