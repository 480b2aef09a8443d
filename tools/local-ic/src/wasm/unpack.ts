import { gunzipSync } from 'node:zlib';
import { InvalidWasm } from './wasm_binary/invalid_wasm.ts';

/** Largest module, packed or not. */
export const MAX_MODULE_BYTES = 100 * 2 ** 20;

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The module itself: unpacked when gzipped.
 * @throws InvalidWasm when it is too large, unpacks to more than {@link MAX_MODULE_BYTES}, or is damaged
 */
export function unpackModule(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_MODULE_BYTES) throw new InvalidWasm(`module of ${bytes.length} bytes is too large`);
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_MODULE_BYTES });
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const reason = code === 'ERR_BUFFER_TOO_LARGE' ? 'unpacks to too many bytes' : 'is damaged';
    throw new InvalidWasm(`gzipped module ${reason}`);
  }
}
