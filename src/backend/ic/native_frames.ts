import type { Sha256 } from '../encoding/sha256.ts';
import type { MemoryPages } from './ic.ts';
import {
  LONGEST_CERTIFIED_DATA,
  MEMORY_PAGES_FRAME,
  OPERATION,
  SHA256_FRAME,
  SIGNATURE_COST_FRAME,
} from './native_layout.ts';

/** Hands a frame to the native code behind `certifiedDataSet`, which answers inside it. */
export type NativeCall = (frame: Uint8Array) => void;

/** Bytes of message that fit into the frame that is kept: hash trees, keys and records are shorter. */
const KEPT_MESSAGE = 4096;

const DIGEST_LENGTH = 32;

/** A SHA-256 frame with the views through which it is filled, made once because each view costs instructions. */
interface Frame {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
}

function newFrame(operation: number, capacity: number): Frame {
  const size = (SHA256_FRAME.MESSAGE + capacity + SHA256_FRAME.PADDING + 3) & ~3;
  const bytes = new Uint8Array(size);
  const words = new Uint32Array(bytes.buffer);
  words[0] = operation;
  return { bytes, words };
}

/**
 * SHA-256 and SHA-224 through native code. Create it at install or upgrade: memory first grown in a query is lost
 * after it.
 */
export function nativeSha256(call: NativeCall): Sha256 {
  const kept = newFrame(OPERATION.SHA256, KEPT_MESSAGE);
  const kept224 = newFrame(OPERATION.SHA224, KEPT_MESSAGE);
  const pair = newFrame(OPERATION.SHA256, 3 * DIGEST_LENGTH);
  let pairPrefix: Uint8Array | null = null;
  const { MESSAGE, DIGEST, DIGEST_224_END } = SHA256_FRAME;
  return {
    digest(message) {
      const frame = message.length <= KEPT_MESSAGE ? kept : newFrame(OPERATION.SHA256, message.length);
      frame.words[1] = message.length;
      frame.bytes.set(message, MESSAGE);
      call(frame.bytes);
      return frame.bytes.slice(DIGEST, MESSAGE);
    },
    digestConcat(parts) {
      const count = parts.length;
      let length = 0;
      for (let i = 0; i < count; i++) length += (parts[i] as Uint8Array).length;
      const { bytes, words } = length <= KEPT_MESSAGE ? kept : newFrame(OPERATION.SHA256, length);
      words[1] = length;
      let at: number = MESSAGE;
      for (let i = 0; i < count; i++) {
        const part = parts[i] as Uint8Array;
        bytes.set(part, at);
        at += part.length;
      }
      call(bytes);
      return bytes.slice(DIGEST, MESSAGE);
    },
    digestPair(prefix, left, right) {
      const { length } = prefix;
      if (prefix !== pairPrefix) {
        pairPrefix = prefix;
        pair.words[1] = length + 2 * DIGEST_LENGTH;
        pair.bytes.set(prefix, MESSAGE);
      }
      pair.bytes.set(left, MESSAGE + length);
      pair.bytes.set(right, MESSAGE + length + DIGEST_LENGTH);
      call(pair.bytes);
      return pair.bytes.slice(DIGEST, MESSAGE);
    },
    digest224(message) {
      const frame = message.length <= KEPT_MESSAGE ? kept224 : newFrame(OPERATION.SHA224, message.length);
      frame.words[1] = message.length;
      frame.bytes.set(message, MESSAGE);
      call(frame.bytes);
      return frame.bytes.slice(DIGEST, DIGEST_224_END);
    },
  };
}

/** Reads bytes that the build embedded in the wasm: a new array of `length` bytes from `offset`. */
export function nativeEmbeddedBytes(call: NativeCall, offset: number, length: number): Uint8Array {
  const frame = new Uint8Array(Math.max(length, LONGEST_CERTIFIED_DATA + 1));
  const request = new DataView(frame.buffer);
  request.setUint32(0, OPERATION.EMBEDDED_BYTES, true);
  request.setUint32(4, offset, true);
  request.setUint32(8, length, true);
  call(frame);
  return frame.length === length ? frame : frame.slice(0, length);
}

/** Asks how large both memories are, and the parts of stable memory. */
export function nativeMemoryPages(call: NativeCall): MemoryPages {
  const { SIZES, TOLD, BYTES } = MEMORY_PAGES_FRAME;
  const words = new Uint32Array(BYTES / 4);
  words[0] = OPERATION.MEMORY_PAGES;
  call(new Uint8Array(words.buffer));
  return { heap: words[1]!, stable: words[2]!, memories: words.subarray(SIZES / 4, SIZES / 4 + TOLD) };
}

/** Cycles that a signature by the threshold Ed25519 key with a name of ASCII costs; null when there is no such key. */
export function nativeSignatureCost(call: NativeCall, keyName: string): bigint | null {
  const { NAME, NAME_ROOM, CYCLES, END } = SIGNATURE_COST_FRAME;
  if (keyName.length > NAME_ROOM) return null;
  const frame = new Uint8Array(END);
  const words = new DataView(frame.buffer);
  words.setUint32(0, OPERATION.SIGNATURE_COST, true);
  words.setUint32(4, keyName.length, true);
  for (let i = 0; i < keyName.length; i++) frame[NAME + i] = keyName.charCodeAt(i);
  call(frame);
  // What is beyond 64 bits nobody could pay.
  return words.getUint32(8, true) === 0 ? words.getBigUint64(CYCLES, true) : null;
}

/** Sets the global timer, in nanoseconds since 1970; 0 clears it. */
export function nativeSetTimer(call: NativeCall, at: bigint): void {
  const frame = new Uint8Array(LONGEST_CERTIFIED_DATA + 1);
  const words = new DataView(frame.buffer);
  words.setUint32(0, OPERATION.SET_TIMER, true);
  words.setBigUint64(4, at, true);
  call(frame);
}
