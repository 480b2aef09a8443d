/**
 * UTF-8 by built-in functions. The canister's engine has no native TextDecoder and spends about 1,400 instructions
 * on each step of a loop over bytes, so text is converted by functions that run outside the interpreter.
 */

/** Bytes passed as arguments of one call: well below the engine's limit of 65,535 arguments. */
const CHUNK = 8192;

/** The bytes from `start` to `end` as a string of as many characters with the codes 0 to 255. */
export function byteString(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += CHUNK) {
    const chunk: ArrayLike<number> = bytes.subarray(at, Math.min(at + CHUNK, end));
    text += String.fromCharCode.apply(null, chunk as number[]);
  }
  return text;
}

/** The text in the bytes from `start` to `end`, or undefined when they are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string | undefined {
  const text = byteString(bytes, start, end);
  // Anchored, the expression runs through the text once; a search for one byte would try at every place.
  if (/^[\0-\x7f]*$/.test(text)) return text;
  try {
    // `escape` writes each byte as %XX and `decodeURIComponent` reads such sequences as strict UTF-8; both are native.
    return decodeURIComponent(escape(text));
  } catch {
    return undefined;
  }
}
