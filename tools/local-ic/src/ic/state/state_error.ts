/** A state folder that cannot be used; the message is one line to show to people. */
export class StateError extends Error {
  override readonly name = 'StateError';
}
