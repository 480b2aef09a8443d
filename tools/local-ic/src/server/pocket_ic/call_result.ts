/** Results of calls in REST replies: `{ Ok: base64 }` or `{ Err: reject }`. */
import type { JsonValue } from '../../encoding/lossless_json.ts';
import type { CallResult, IngressStatus, Reject } from '../../ic/types.ts';
import { base64 } from './raw_call.ts';

const REJECT_CODES: Readonly<Record<number, string>> = {
  1: 'SysFatal',
  2: 'SysTransient',
  3: 'DestinationInvalid',
  4: 'CanisterReject',
  5: 'CanisterError',
  6: 'SysUnknown',
};

/** Names of error codes, as the server of DFINITY prints them. */
const ERROR_CODES: Readonly<Record<string, string>> = {
  IC0101: 'SubnetOversubscribed',
  IC0102: 'MaxNumberOfCanistersReached',
  IC0201: 'CanisterQueueFull',
  IC0202: 'IngressMessageTimeout',
  IC0203: 'CanisterQueueNotEmpty',
  IC0204: 'IngressHistoryFull',
  IC0205: 'CanisterIdAlreadyExists',
  IC0206: 'StopCanisterRequestTimeout',
  IC0207: 'CanisterOutOfCycles',
  IC0208: 'CertifiedStateUnavailable',
  IC0209: 'CanisterInstallCodeRateLimited',
  IC0210: 'CanisterHeapDeltaRateLimited',
  IC0301: 'CanisterNotFound',
  IC0305: 'CanisterSnapshotNotFound',
  IC0402: 'InsufficientMemoryAllocation',
  IC0403: 'InsufficientCyclesForCreateCanister',
  IC0404: 'SubnetNotFound',
  IC0405: 'CanisterNotHostedBySubnet',
  IC0406: 'CanisterRejectedMessage',
  IC0407: 'UnknownManagementMessage',
  IC0408: 'InvalidManagementPayload',
  IC0410: 'InvalidSubnetAdmin',
  IC0502: 'CanisterTrapped',
  IC0503: 'CanisterCalledTrap',
  IC0504: 'CanisterContractViolation',
  IC0505: 'CanisterInvalidWasm',
  IC0506: 'CanisterDidNotReply',
  IC0507: 'CanisterOutOfMemory',
  IC0508: 'CanisterStopped',
  IC0509: 'CanisterStopping',
  IC0510: 'CanisterNotStopped',
  IC0511: 'CanisterStoppingCancelled',
  IC0512: 'CanisterInvalidController',
  IC0513: 'CanisterFunctionNotFound',
  IC0514: 'CanisterNonEmpty',
  IC0517: 'QueryCallGraphLoopDetected',
  IC0520: 'InsufficientCyclesInCall',
  IC0521: 'CanisterWasmEngineError',
  IC0522: 'CanisterInstructionLimitExceeded',
  IC0524: 'CanisterMemoryAccessLimitExceeded',
  IC0525: 'QueryCallGraphTooDeep',
  IC0526: 'QueryCallGraphTotalInstructionLimitExceeded',
  IC0527: 'CompositeQueryCalledInReplicatedMode',
  IC0528: 'QueryTimeLimitExceeded',
  IC0529: 'QueryCallGraphInternal',
  IC0530: 'InsufficientCyclesInComputeAllocation',
  IC0531: 'InsufficientCyclesInMemoryAllocation',
  IC0532: 'InsufficientCyclesInMemoryGrow',
  IC0533: 'ReservedCyclesLimitExceededInMemoryAllocation',
  IC0534: 'ReservedCyclesLimitExceededInMemoryGrow',
  IC0535: 'InsufficientCyclesInMessageMemoryGrow',
  IC0536: 'CanisterMethodNotFound',
  IC0537: 'CanisterWasmModuleNotFound',
  IC0538: 'CanisterAlreadyInstalled',
  IC0539: 'CanisterWasmMemoryLimitExceeded',
  IC0540: 'ReservedCyclesLimitIsTooLow',
  IC0541: 'CanisterInvalidControllerOrSubnetAdmin',
  IC0542: 'CanisterStatusAccessDenied',
  IC0601: 'DeadlineExpired',
  IC0602: 'ResponseDropped',
};

/** @param certified - whether the reject is part of the certified state */
export function encodeReject(reject: Reject, certified: boolean): JsonValue {
  return {
    reject_code: REJECT_CODES[reject.code] ?? String(reject.code),
    reject_message: reject.message,
    error_code: ERROR_CODES[reject.errorCode] ?? reject.errorCode,
    certified,
  };
}

export function encodeCallResult(result: CallResult): JsonValue {
  return result.kind === 'reply' ? { Ok: base64(result.bytes) } : { Err: encodeReject(result.reject, false) };
}

/** Answer of an update message; `null` while there is none. */
export function encodeIngressStatus(status: IngressStatus | undefined): JsonValue {
  switch (status?.kind) {
    case 'replied':
      return { Ok: base64(status.bytes) };
    case 'rejected':
      return { Err: encodeReject(status.reject, true) };
    default:
      return null;
  }
}
