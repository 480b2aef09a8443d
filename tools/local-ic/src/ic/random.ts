import { sha256 } from '@noble/hashes/sha2';
import type { Subnet } from './subnet.ts';

const DOMAIN = Buffer.from('local-ic raw_rand');

/**
 * 32 bytes that nobody can tell from random ones without the subnet's seed: SHA-256 of a domain, the seed and
 * the number of the draw (8 bytes, big-endian). The same history of calls draws the same bytes.
 */
export function drawRandomness(subnet: Subnet): Uint8Array {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(subnet.randomCounter);
  subnet.randomCounter += 1n;
  return sha256(Buffer.concat([DOMAIN, subnet.info.seed, counter]));
}
