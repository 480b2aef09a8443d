/**
 * The number that stands for a field or variant name on the wire: the bytes of the name in UTF-8 as digits to
 * the base 223, modulo 2^32 (Candid specification, "Core Grammar"). A name of the form `_123_` is the number.
 */
export function fieldHash(name: string): number {
  const numbered = /^_(\d+)_$/.exec(name);
  if (numbered) return Number(numbered[1]);
  let hash = 0;
  for (const byte of new TextEncoder().encode(name)) hash = (Math.imul(hash, 223) + byte) >>> 0;
  return hash;
}
