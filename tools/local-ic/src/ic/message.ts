import type { CallResult, PrincipalBytes } from './types.ts';

/** Who waits for the answer of a call. */
export type Origin =
  | { readonly kind: 'ingress'; readonly messageId: Uint8Array }
  | { readonly kind: 'canister'; readonly canisterId: PrincipalBytes; readonly callbackId: number }
  /** Timers, heartbeats, hooks: nobody. */
  | { readonly kind: 'system' };

/** A call on its way to a canister, or to the management canister of the subnet in whose queue it is. */
export interface RequestMessage {
  readonly kind: 'request';
  readonly origin: Origin;
  readonly sender: PrincipalBytes;
  /** Empty for the management canister. */
  readonly receiver: PrincipalBytes;
  readonly method: string;
  readonly arg: Uint8Array;
  readonly cycles: bigint;
  /** Nanoseconds since the epoch until which a best-effort caller waits; 0 without a deadline. */
  readonly deadline: bigint;
}

/** The answer on its way back to the canister that called. */
export interface ResponseMessage {
  readonly kind: 'response';
  readonly receiver: PrincipalBytes;
  readonly callbackId: number;
  readonly result: CallResult;
  readonly refund: bigint;
}

export type Message = RequestMessage | ResponseMessage;
