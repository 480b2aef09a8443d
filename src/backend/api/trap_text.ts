import { Trap } from '../domain/trap.ts';
import { CandidError } from '../encoding/candid/candid_error.ts';

/** Reject text for whatever a method threw: refusals as they are, bugs in one line without a stack. */
export function trapText(error: unknown): string {
  if (error instanceof Trap || error instanceof CandidError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `internal error: ${message.split('\n', 1)[0] ?? ''}`;
}
