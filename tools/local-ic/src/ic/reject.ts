import { methodNotFound as findNoMethod } from '../wasm/trap.ts';
import { principalText } from './principal.ts';
import type { CallResult, PrincipalBytes, Reject } from './types.ts';

/**
 * Numbers of the errors that replicas report as `IC0` and three digits. The first digit is the reject code of
 * the interface specification (section "Reject codes").
 */
export const ERROR = {
  subnetOversubscribed: 101,
  ingressHistoryFull: 204,
  canisterIdAlreadyExists: 205,
  stopCanisterTimeout: 206,
  outOfCycles: 207,
  canisterNotFound: 301,
  snapshotNotFound: 305,
  insufficientCyclesForCreate: 403,
  canisterNotHostedBySubnet: 405,
  canisterRejected: 406,
  invalidManagementPayload: 408,
  trapped: 502,
  calledTrap: 503,
  contractViolation: 504,
  invalidWasm: 505,
  didNotReply: 506,
  stopped: 508,
  stopping: 509,
  notStopped: 510,
  stoppingCancelled: 511,
  invalidController: 512,
  nonEmpty: 514,
  insufficientCyclesInCall: 520,
  queryCallGraphTooDeep: 525,
  queryCallGraphInstructions: 526,
  compositeQueryReplicated: 527,
  methodNotFound: 536,
  noWasmModule: 537,
  statusAccessDenied: 542,
  deadlineExpired: 601,
} as const;

export type ErrorNumber = (typeof ERROR)[keyof typeof ERROR];

/** A reject whose code follows from the error's first digit. */
export function makeReject(error: ErrorNumber, message: string): Reject {
  return { code: Math.floor(error / 100), message, errorCode: `IC0${error}` };
}

/** A reject of the system that has a code but no number: its text reaches the calling canister as it is. */
export function plainReject(code: number, message: string): Reject {
  return { code, message, errorCode: '' };
}

export function rejected(reject: Reject): CallResult {
  return { kind: 'reject', reject };
}

/** A reject that a canister made itself with `msg_reject`. */
export function canisterReject(message: string): Reject {
  return makeReject(ERROR.canisterRejected, message);
}

/** An error found while running the canister: a trap or a missing method. */
export function canisterError(id: PrincipalBytes, errorCode: string, message: string): Reject {
  return { code: 5, message: `Error from Canister ${principalText(id)}: ${message}`, errorCode };
}

export function canisterNotFound(id: PrincipalBytes): Reject {
  return makeReject(ERROR.canisterNotFound, `Canister ${principalText(id)} not found`);
}

export function noWasmModule(id: PrincipalBytes): Reject {
  return canisterError(
    id,
    `IC0${ERROR.noWasmModule}`,
    'Attempted to execute a message, but the canister contains no Wasm module.',
  );
}

export function methodNotFound(id: PrincipalBytes, kind: 'update' | 'query', method: string): Reject {
  const trap = findNoMethod(kind, method);
  return canisterError(id, trap.errorCode, trap.message);
}

export function canisterIsStopped(id: PrincipalBytes): Reject {
  return makeReject(ERROR.stopped, `Canister ${principalText(id)} is stopped`);
}

export function canisterIsStopping(id: PrincipalBytes): Reject {
  return makeReject(ERROR.stopping, `Canister ${principalText(id)} is stopping`);
}

export function didNotReply(id: PrincipalBytes): Reject {
  return makeReject(ERROR.didNotReply, `Canister ${principalText(id)} did not reply to the call`);
}

export function deadlineExpired(): Reject {
  return makeReject(ERROR.deadlineExpired, 'Call deadline has expired.');
}

/**
 * The reject message as a calling canister reads it: what the system found starts with the error code, what a
 * canister said itself stays as it is.
 */
export function rejectMessageForCanister(reject: Reject): string {
  const plain = reject.errorCode === '' || reject.errorCode === `IC0${ERROR.canisterRejected}`;
  return plain || reject.code === 6 ? reject.message : `${reject.errorCode}: ${reject.message}`;
}
