import { base64ToBytes } from '../bytes/base64.ts';
import { MAX_SESSION_KEY_BYTES } from './request.ts';

// Fields that both login protocols share; each reads one untrusted value.

const MAX_NAT64 = (1n << 64n) - 1n;
const PRINCIPAL_TEXT = /^[a-z2-7]{1,5}(-[a-z2-7]{1,5}){0,12}$/;

/**
 * A DER session key from bytes or base64 text.
 * @returns a copy of 1..1024 bytes, or null: the message may share its buffer with a larger one
 */
export function parseSessionKey(value: unknown): Uint8Array | null {
  let bytes: Uint8Array | null = null;
  if (value instanceof Uint8Array) bytes = value;
  // Four characters of base64 hold three bytes.
  else if (typeof value === 'string' && value.length <= MAX_SESSION_KEY_BYTES * 2)
    bytes = base64ToBytes(value);
  return bytes !== null && bytes.length > 0 && bytes.length <= MAX_SESSION_KEY_BYTES ? bytes.slice() : null;
}

/** Nanoseconds of a bigint, an integer or decimal text; null when absent, undefined when malformed. */
export function parseNanoseconds(value: unknown): bigint | null | undefined {
  if (value === undefined || value === null) return null;
  let nanoseconds: bigint;
  if (typeof value === 'bigint') nanoseconds = value;
  else if (typeof value === 'number' && Number.isInteger(value)) nanoseconds = BigInt(value);
  else if (typeof value === 'string' && /^\d{1,20}$/.test(value)) nanoseconds = BigInt(value);
  else return undefined;
  return nanoseconds >= 0n && nanoseconds <= MAX_NAT64 ? nanoseconds : undefined;
}

/** What a delegation says that allows query calls only. */
export const QUERIES_ONLY = 'queries';

/** Whether query calls only are asked for; undefined when the value is malformed. */
export function parsePermissions(value: unknown): boolean | undefined {
  if (value === undefined || value === null || value === 'all') return false;
  return value === QUERIES_ONLY ? true : undefined;
}

/** Whether a value has the form of a principal's text; its checksum is not looked at. */
export function isPrincipalText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 80 && PRINCIPAL_TEXT.test(value);
}
