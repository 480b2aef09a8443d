/**
 * Ends the message with this one line as reject text and undoes its effects: how the first generation of methods
 * refuses. Anything else that is thrown is a bug.
 */
export class Trap extends Error {}
