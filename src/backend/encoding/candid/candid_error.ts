/** A message that is not Candid, or not of the expected type. The message is one short line, fit for a reject text. */
export class CandidError extends Error {
  override readonly name = 'CandidError';
}
