import { setFlagsFromString } from 'node:v8';
import { InvalidWasm } from './wasm_binary/invalid_wasm.ts';

/** `(module (memory i64 0))` */
const PROBE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 4, 0);
const FLAG = '--experimental-wasm-memory64';

/**
 * Makes the engine accept 64-bit memories: Node 20 and 22 know them, but only when asked.
 * @throws InvalidWasm when this Node cannot
 */
export function enableWideMemory(): void {
  if (WebAssembly.validate(PROBE)) return;
  setFlagsFromString(FLAG);
  if (!WebAssembly.validate(PROBE)) throw new InvalidWasm('64-bit memories are not supported by this Node');
}
