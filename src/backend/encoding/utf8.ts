/**
 * UTF-8 by built-in functions. The canister's engine has no native TextDecoder and spends about 1,400 instructions
 * on each step of a loop over bytes, so text is converted by functions that run outside the interpreter.
 */

/** Bytes passed as arguments of one call: well below the engine's limit of 65,535 arguments. */
const CHUNK = 8192;

/** The bytes from `start` to `end` as a string of as many characters with the codes 0 to 255. */
export function byteString(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= CHUNK) return characters(bytes.subarray(start, end));
  let text = '';
  let at = start;
  for (; end - at > CHUNK; at += CHUNK) text += characters(bytes.subarray(at, at + CHUNK));
  return text + characters(bytes.subarray(at, end));
}

/** As {@link byteString}, of all of at most 8,192 bytes. */
export function characters(codes: ArrayLike<number>): string {
  return String.fromCharCode.apply(null, codes as number[]);
}

/** Anchored, so that it runs through a text once; a search for one byte would begin anew at every place. */
const ASCII = /^[\0-\x7f]*$/;

/** Whether a {@link byteString} is the text itself, all its bytes being below 128. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/**
 * The text whose UTF-8 bytes are a {@link byteString}, or undefined when they are not valid UTF-8. Costs some 1,700
 * instructions per byte, four times as much as ASCII, which needs no decoding.
 */
export function decodeByteString(text: string): string | undefined {
  try {
    // `escape` writes each byte as %XX and `decodeURIComponent` reads such sequences as strict UTF-8; both are native.
    return decodeURIComponent(escape(text));
  } catch {
    return undefined;
  }
}

/** The text in the bytes from `start` to `end`, or undefined when they are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string | undefined {
  const text = byteString(bytes, start, end);
  return isAscii(text) ? text : decodeByteString(text);
}
