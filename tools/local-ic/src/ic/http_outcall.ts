import type { Origin } from './message.ts';
import type { HttpHeader, HttpOutcallMethod, PrincipalBytes } from './types.ts';

/** An HTTP request that a canister made and that waits for its response. */
export interface HttpOutcall {
  /** Unlike all others of the subnet, in the order in which they were made. */
  readonly id: bigint;
  readonly origin: Origin;
  /** The canister, which also has the transform method. */
  readonly sender: PrincipalBytes;
  /** What is left of the attached cycles; goes back with the answer. */
  readonly refund: bigint;
  /** Nanoseconds since the epoch at which it was made. */
  readonly time: bigint;
  readonly url: string;
  readonly method: HttpOutcallMethod;
  readonly headers: readonly HttpHeader[];
  readonly body: Uint8Array;
  readonly maxResponseBytes: bigint | undefined;
  /** Query method to which the response goes before the canister sees it, and its context. */
  readonly transform: { readonly method: string; readonly context: Uint8Array } | undefined;
  /** Whether every node of the subnet makes the request, or one alone. */
  readonly replicated: boolean;
}

/** Bytes that a response may have, as received and as transformed. */
export const MAX_RESPONSE_BYTES = 2_000_000n;

/** Nanoseconds after which a request without a response is given up (as on the IC). */
export const OUTCALL_TIMEOUT = 60_000_000_000n;

/** The outcalls of one subnet that wait for a response. */
export class HttpOutcalls {
  readonly waiting = new Map<bigint, HttpOutcall>();
  nextId = 0n;
  /** Whether they may differ from what is on disk. */
  changed = false;

  add(outcall: Omit<HttpOutcall, 'id'>): void {
    const id = this.nextId;
    this.nextId += 1n;
    this.waiting.set(id, { ...outcall, id });
    this.changed = true;
  }

  /** Takes an outcall out, to be answered. */
  take(id: bigint): HttpOutcall | undefined {
    const outcall = this.waiting.get(id);
    if (outcall === undefined) return undefined;
    this.waiting.delete(id);
    this.changed = true;
    return outcall;
  }

  /** Those whose time is up. */
  expired(now: bigint): HttpOutcall[] {
    return [...this.waiting.values()].filter(({ time }) => time + OUTCALL_TIMEOUT <= now);
  }
}
