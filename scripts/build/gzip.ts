import { gzipSync } from 'fflate';

/**
 * Compresses with a JavaScript gzip whose output does not depend on the Node version, unlike zlib's, and without
 * a time stamp: the same input gives the same bytes everywhere.
 */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9, mtime: 0 });
}
