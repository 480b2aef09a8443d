import type { Message } from './message.ts';
import type { StableMemory } from './stable_memory.ts';
import { contractViolation } from './trap.ts';

/** What the network offers a canister while one message runs; the system functions work on this alone. */
export interface Host {
  /** Whether pointers are 64 bits wide. */
  readonly wide: boolean;
  readonly message: Message;
  readonly stable: StableMemory;
  /** The canister's heap as it is now; undefined when the module has no memory. */
  readonly heap: Uint8Array | undefined;
  /** Subtracts from the message's instructions; traps when none are left. */
  charge(instructions: number): void;
  /** Instructions that this message used so far. */
  instructionsUsed(): bigint;
}

function heapOf(host: Host): Uint8Array {
  if (!host.heap) throw contractViolation('WebAssembly module must define memory');
  return host.heap;
}

function checkRange(what: string, start: number, size: number, length: number): void {
  if (start + size > length) {
    throw contractViolation(`${what}: src=${start} + length=${size} exceeds the slice size=${length}`);
  }
}

/** A copy of `size` bytes of the heap. `what` names the function for the error text. */
export function readHeap(host: Host, what: string, start: number, size: number): Uint8Array {
  const heap = heapOf(host);
  checkRange(what, start, size, heap.length);
  return heap.slice(start, start + size);
}

/** The same bytes as a view, for callers that use them before the canister runs on. */
export function viewHeap(host: Host, what: string, start: number, size: number): Uint8Array {
  const heap = heapOf(host);
  checkRange(what, start, size, heap.length);
  return heap.subarray(start, start + size);
}

/** Checked place in the heap to copy `size` bytes to. */
export function targetHeap(host: Host, what: string, start: number, size: number): Uint8Array {
  const heap = heapOf(host);
  checkRange(what, start, size, heap.length);
  return heap;
}

/**
 * Copies `source[offset, offset + size)` to `start` in the heap: the second half of all `_size`/`_copy` pairs.
 * Traps when either range is out of bounds.
 */
export function copyToHeap(
  host: Host,
  what: string,
  start: number,
  source: Uint8Array,
  offset: number,
  size: number,
): void {
  const heap = heapOf(host);
  checkRange(`${what} heap`, start, size, heap.length);
  checkRange(`${what} content`, offset, size, source.length);
  heap.set(source.subarray(offset, offset + size), start);
}

const CYCLES_BYTES = 16;
const LOW_64 = (1n << 64n) - 1n;

/** Writes an amount of cycles as 16 bytes, little-endian. */
export function writeCycles(host: Host, what: string, start: number, cycles: bigint): void {
  const heap = targetHeap(host, `${what} heap`, start, CYCLES_BYTES);
  const view = new DataView(heap.buffer, heap.byteOffset + start, CYCLES_BYTES);
  view.setBigUint64(0, cycles & LOW_64, true);
  view.setBigUint64(8, cycles >> 64n, true);
}

/** An amount of cycles from the two halves in which it crosses the interface. */
export function cyclesFromHalves(high: bigint, low: bigint): bigint {
  return (high << 64n) | low;
}
