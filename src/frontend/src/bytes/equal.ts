/** Whether two byte strings are the same. Not for secrets: the time it takes depends on them. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
