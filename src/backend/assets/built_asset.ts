/**
 * One file of the built front end, as the build embeds it in the canister. Everything that depends only on the
 * file is computed at build time, because hashing and encoding cost instructions in the canister.
 */
export interface BuiltAsset {
  /** Path of the file in the built front end, starting with `/`: `/index.html`, `/assets/app-1a2b.js`. */
  readonly path: string;

  /** Value of the Content-Type header. */
  readonly contentType: string;

  /** Content-Encoding of the stored bytes, or null when they are the file itself (HTML, images, fonts). */
  readonly encoding: 'gzip' | null;

  /** SHA-256 of the stored bytes, 32 bytes. Empty for HTML, which the canister edits before it is served. */
  readonly sha256: Uint8Array;

  /**
   * For HTML: `sha384-` and base64 of the SHA-384 of each inline script's body, in file order, ready for a
   * Content-Security-Policy. Empty for every other file.
   */
  readonly inlineScriptHashes: readonly string[];

  /** The stored bytes, a new array at each call. */
  readonly bytes: () => Uint8Array;
}
