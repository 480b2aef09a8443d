import binaryen from 'binaryen';
import { addNativeSeam } from '../native_seam.ts';
import { addPassiveSegments } from '../passive_data.ts';
import { takeTimer } from '../timer.ts';

const PAGE = 65536;
/** Of the module's heap. */
export const PAGES = 4;
/** What the system answers as the size of stable memory. */
export const STABLE_PAGES = 1_234n;

/** Odd, so that native code which relies on alignment fails. */
const ADDRESS = 4099;

/** A module that does nothing but the system calls of the seam, as Azle's Rust half does them. */
const CALLER = `(module
  (import "ic0" "certified_data_set" (func $certify (param i32 i32)))
  (import "ic0" "debug_print" (func $print (param i32 i32)))
  (import "ic0" "stable64_size" (func $stable_size (result i64)))
  (import "ic0" "stable64_read" (func $stable_read (param i64 i64 i64)))
  (import "ic0" "global_timer_set" (func $set_timer (param i64) (result i64)))
  (import "ic0" "msg_method_name_size" (func $name_size (result i32)))
  (import "ic0" "msg_method_name_copy" (func $name_copy (param i32 i32 i32)))
  (memory $0 ${PAGES})
  (export "memory" (memory $0))
  (export "call" (func $call))
  (export "print" (func $caller_print))
  (export "nameSize" (func $caller_name_size))
  (export "nameCopy" (func $caller_name_copy))
  (export "setTimer" (func $caller_set_timer))
  (export "executed" (global $executed))
  (global $executed (mut i32) (i32.const 0))
  (func $execute (param i32) (global.set $executed (local.get 0)))
  (func $caller_set_timer (param i64) (result i64) (call $set_timer (local.get 0)))
  (func $call (param i32 i32) (call $certify (local.get 0) (local.get 1)))
  (func $caller_print (param i32 i32) (call $print (local.get 0) (local.get 1)))
  (func $caller_name_size (result i32) (call $name_size))
  (func $caller_name_copy (param i32 i32 i32) (call $name_copy (local.get 0) (local.get 1) (local.get 2))))`;

/** What the system says that signatures cost, by the names of Ed25519 keys. */
export const SIGNATURE_COSTS: Readonly<Record<string, bigint>> = {
  key_1: 26_153_846_153n,
  ['k'.repeat(64)]: 2n ** 64n - 1n,
};

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly call: (address: number, length: number) => void;
  readonly print: (address: number, length: number) => void;
  readonly nameSize: () => number;
  readonly nameCopy: (to: number, offset: number, length: number) => void;
  readonly setTimer: (at: bigint) => bigint;
  readonly executed: WebAssembly.Global;
  readonly canister_global_timer: () => void;
}

/**
 * The native seam on its own: frames are copied to an odd address in wasm memory, and back after the operation. It
 * throws when native code writes anywhere else.
 */
export class Seam {
  /** What reached the system. */
  readonly certified: Uint8Array[] = [];
  readonly printed: string[] = [];
  readonly timers: bigint[] = [];
  /** Beginning of stable memory. */
  readonly stable = new Uint8Array(3000);
  readonly #exports: Exports;
  readonly #memory: Uint8Array;
  readonly #filler = Buffer.alloc(PAGES * PAGE, 0xa5);
  /** The frame of the last operation: it stays where it was, since a string may follow. */
  #frame: Uint8Array = new Uint8Array();

  /** @param methodName what the system answers as the message's method */
  constructor(embedded: Uint8Array, methodName = 'method') {
    const module = binaryen.parseText(CALLER);
    module.setFeatures(
      binaryen.Features.BulkMemory | binaryen.Features.MutableGlobals | binaryen.Features.SIMD128,
    );
    takeTimer(module, 'execute');
    addNativeSeam(module, addPassiveSegments(module, [embedded]));
    const wasm = module.emitBinary();
    module.dispose();
    const name = Buffer.from(methodName);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm as BufferSource), {
      ic0: {
        certified_data_set: (address: number, length: number) =>
          this.certified.push(this.#read(address, length)),
        debug_print: (address: number, length: number) =>
          this.printed.push(text(this.#read(address, length))),
        stable64_size: () => STABLE_PAGES,
        stable64_read: (to: bigint, offset: bigint, length: bigint) =>
          this.#memory.set(this.stable.subarray(Number(offset), Number(offset + length)), Number(to)),
        cost_sign_with_schnorr: (name: number, length: number, algorithm: number, to: number) => {
          const cost = algorithm === 1 ? SIGNATURE_COSTS[text(this.#read(name, length))] : undefined;
          if (cost === undefined) return 2;
          new DataView(this.#memory.buffer).setBigUint64(to, cost, true);
          this.#memory.fill(0, to + 8, to + 16);
          return 0;
        },
        global_timer_set: (at: bigint) => {
          this.timers.push(at);
          return 1n;
        },
        msg_method_name_size: () => name.length,
        msg_method_name_copy: (to: number, offset: number, length: number) =>
          this.#memory.set(name.subarray(offset, offset + length), to),
      },
    });
    this.#exports = instance.exports as unknown as Exports;
    this.#memory = new Uint8Array(this.#exports.memory.buffer);
  }

  readonly certifiedDataSet = (frame: Uint8Array): void => {
    this.#memory.fill(0xa5);
    this.#memory.set(frame, ADDRESS);
    this.#frame = frame;
    this.#exports.call(ADDRESS, frame.length);
    this.#takeFrame();
  };

  readonly debugPrint = (printed: string): void => {
    if (/[\ud800-\udfff]/u.test(printed)) throw new TypeError('no UTF-8');
    const bytes = Buffer.from(printed);
    const address = this.#memory.length - bytes.length;
    this.#memory.set(bytes, address);
    this.#exports.print(address, bytes.length);
    this.#memory.fill(0xa5, address);
    this.#takeFrame();
  };

  readonly msgMethodName = (): string => {
    const length = this.#exports.nameSize();
    const address = this.#memory.length - length;
    this.#exports.nameCopy(address, 0, length);
    return text(this.#read(address, length));
  };

  /** Sets the timer as Azle's Rust half does. */
  setAzleTimer(at: bigint): bigint {
    return this.#exports.setTimer(at);
  }

  /** Lets the timer go off. @returns the index of the callback that ran */
  runTimer(): number {
    this.#exports.canister_global_timer();
    return this.#exports.executed.value as number;
  }

  #takeFrame(): void {
    const end = ADDRESS + this.#frame.length;
    this.#frame.set(this.#memory.subarray(ADDRESS, end));
    if (!this.#isFiller(this.#memory.subarray(0, ADDRESS)) || !this.#isFiller(this.#memory.subarray(end))) {
      throw new Error('native code wrote outside the frame');
    }
  }

  #isFiller(bytes: Uint8Array): boolean {
    return Buffer.compare(bytes, this.#filler.subarray(0, bytes.length)) === 0;
  }

  #read(address: number, length: number): Uint8Array {
    return this.#memory.slice(address, address + length);
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
