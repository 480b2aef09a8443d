const HARDENED = 0x8000_0000;

/**
 * The Ed25519 seed at a path of hardened steps (SLIP-0010, which knows no others for Ed25519).
 *
 * @param seed - of a BIP-39 phrase, 64 bytes
 * @param path - indices without the hardened bit
 * @returns 32 bytes
 */
export async function deriveEd25519Seed(seed: Uint8Array, path: readonly number[]): Promise<Uint8Array> {
  let node = await hmacSha512(new TextEncoder().encode('ed25519 seed'), seed);
  for (const index of path) {
    const data = new Uint8Array(37);
    data.set(node.subarray(0, 32), 1);
    new DataView(data.buffer).setUint32(33, HARDENED + index);
    node = await hmacSha512(node.slice(32), data);
  }
  return node.slice(0, 32);
}

async function hmacSha512(key: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: 'SHA-512' };
  const imported = await crypto.subtle.importKey('raw', Uint8Array.from(key), algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, Uint8Array.from(data)));
}
