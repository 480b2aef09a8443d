import { Principal } from '@dfinity/principal';
import type { PrincipalBytes } from './types.ts';

/** `aaaaa-aa`: the management canister, zero bytes; also the caller of timers and heartbeats. */
export const MANAGEMENT_CANISTER: PrincipalBytes = new Uint8Array(0);

/** The sender of unsigned messages, `2vxsx-fae`. */
export const ANONYMOUS: PrincipalBytes = Uint8Array.of(4);

/** A string that stands for the bytes as a map key; one character per byte, so it sorts like the bytes. */
export function bytesKey(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The textual form with checksum and dashes. */
export function principalText(id: PrincipalBytes): string {
  return Principal.fromUint8Array(id).toText();
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0;
}

/** Lexicographic order, as the state tree and canister ranges use it. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}
