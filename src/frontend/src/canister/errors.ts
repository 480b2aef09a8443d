import {
  AgentError,
  CertifiedRejectErrorCode,
  HttpErrorCode,
  HttpFetchErrorCode,
  TimeoutWaitingForResponseErrorCode,
  UncertifiedRejectErrorCode,
  UncertifiedRejectUpdateErrorCode,
} from '@dfinity/agent';
import { err, ok, type Result } from '../result.ts';
import type { CanisterError } from './canister.ts';

/** Runs a call; what the agent throws becomes a value. Other throws are bugs, and stay throws. */
export async function attempt<T>(call: () => Promise<T>): Promise<Result<T, CanisterError>> {
  try {
    return ok(await call());
  } catch (cause) {
    if (!(cause instanceof AgentError)) throw cause;
    return err(agentErrorToCanisterError(cause));
  }
}

/** {@link attempt} for a call that has refusals of its own. */
export async function flatAttempt<T>(
  call: () => Promise<Result<T, CanisterError>>,
): Promise<Result<T, CanisterError>> {
  const outcome = await attempt(call);
  return outcome.ok ? outcome.value : outcome;
}

/** What an agent's error means here. The canister's own texts are part of its contract (canister.md 2). */
export function agentErrorToCanisterError(error: AgentError): CanisterError {
  const { code } = error;
  if (
    code instanceof CertifiedRejectErrorCode ||
    code instanceof UncertifiedRejectErrorCode ||
    code instanceof UncertifiedRejectUpdateErrorCode
  ) {
    return trapTextToCanisterError(code.rejectMessage);
  }
  if (code instanceof HttpFetchErrorCode || code instanceof TimeoutWaitingForResponseErrorCode) {
    return { kind: 'lostConnection' };
  }
  // A gateway that has lost its network answers 5xx, or 429 when it is too busy.
  if (code instanceof HttpErrorCode && (code.status >= 500 || code.status === 429))
    return { kind: 'lostConnection' };
  return { kind: 'refused', text: firstLine(error.message) };
}

/** What the text of a trap means here. */
export function trapTextToCanisterError(text: string): CanisterError {
  if (text.includes('could not be authenticated')) return { kind: 'unauthorized' };
  for (const [part, kind] of KNOWN_TRAPS) if (text.includes(part)) return { kind };
  return { kind: 'refused', text: firstLine(text) };
}

const KNOWN_TRAPS = [
  ['failed to read device data of user', 'unknownIdentity'],
  ['Anchor device limit exceeded', 'tooManyMethods'],
  ['Cumulative size of variable sized fields', 'tooManyMethods'],
  ['already exists on this anchor', 'alreadyAdded'],
  ['There is already a recovery phrase', 'alreadyAdded'],
  ['Device is locked', 'locked'],
] as const;

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 200);
}
