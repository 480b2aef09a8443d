import { gzipSync } from 'fflate';

/**
 * Compresses with a JavaScript gzip whose output does not depend on the Node version, unlike zlib's, and without
 * a time stamp: the same input gives the same bytes everywhere.
 */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9, mtime: 0 });
}

/**
 * The same format six percent smaller, for what is shipped: it takes seconds per megabyte. Every install sends and
 * stores these bytes, and a canister's wasm has to fit in one message.
 */
export async function gzipSmallest(bytes: Uint8Array): Promise<Uint8Array> {
  // Loaded here alone, because it catches whatever the process fails with from then on.
  const { gzipAsync } = await import('@gfx/zopfli');
  return gzipAsync(bytes, { numiterations: 1 });
}
