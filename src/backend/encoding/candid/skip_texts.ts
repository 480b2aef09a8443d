import { bytesFromHere, charge, readText, take } from './message_reader.ts';

/** What native code answers: the length of that many ASCII texts, or null for anything else. */
type Native = (bytes: Uint8Array, count: number) => number | null;

/** Longest rest of a message that is worth copying to native code. */
const LONGEST = 16_000;

let native: Native | null = null;

/** Makes `implementation` pass over texts from now on. */
export function installNativeSkipping(implementation: Native): void {
  native = implementation;
}

/** Passes over texts that nobody asks for. @throws CandidError when one is malformed */
export function skipTexts(count: number): void {
  charge(count);
  const rest = bytesFromHere();
  const length = native === null || rest.length > LONGEST ? null : native(rest, count);
  if (length !== null) {
    take(length);
    return;
  }
  for (let left = count; left > 0; left--) readText();
}
