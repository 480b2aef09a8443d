import { createHash } from 'node:crypto';

/** SHA-256 of the concatenation of all parts, 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** A domain name with its length in front, as the IC separates the uses of a hash or signature. */
export function domainSeparator(domain: string): Uint8Array {
  return new Uint8Array([domain.length, ...Buffer.from(domain, 'latin1')]);
}
