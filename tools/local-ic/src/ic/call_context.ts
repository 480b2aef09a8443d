import type { Origin } from './message.ts';
import { equalBytes } from './principal.ts';
import type { PrincipalBytes } from './types.ts';

/** One call being worked on: from the message that opened it to its last callback. */
export interface CallContext {
  readonly id: number;
  readonly origin: Origin;
  readonly caller: PrincipalBytes;
  /** Nanoseconds since the epoch until which the caller waits; 0 without a deadline. */
  readonly deadline: bigint;
  /** Cycles of the call that were not accepted yet; refunded with the answer. */
  cyclesAvailable: bigint;
  answered: boolean;
  /** Calls made in this context whose callbacks have not run. */
  outstanding: number;
  /** Instructions of all messages so far. */
  instructions: bigint;
  /** Set when the code was uninstalled: callbacks are dropped unrun. */
  deleted: boolean;
}

export interface CallbackFunction {
  readonly fn: number;
  readonly env: bigint;
}

/** What runs when a call made by the canister is answered. */
export interface Callback {
  readonly id: number;
  readonly contextId: number;
  readonly callee: PrincipalBytes;
  readonly onReply: CallbackFunction;
  readonly onReject: CallbackFunction;
  readonly onCleanup: CallbackFunction | undefined;
  /** Nanoseconds since the epoch at which a best-effort call is given up; 0 for never. */
  readonly deadline: bigint;
  /** Set once an answer is in the queue, so that a late one is dropped. */
  answered: boolean;
}

/** The open call contexts and outstanding callbacks of one canister. */
export class CallContexts {
  readonly open = new Map<number, CallContext>();
  readonly callbacks = new Map<number, Callback>();
  /** Ids are never reused, so that a late response cannot meet another callback. */
  nextId = 1;

  openContext(origin: Origin, caller: PrincipalBytes, cycles: bigint, deadline: bigint): CallContext {
    const context: CallContext = {
      id: this.nextId++,
      origin,
      caller,
      deadline,
      cyclesAvailable: cycles,
      answered: false,
      outstanding: 0,
      instructions: 0n,
      deleted: false,
    };
    this.open.set(context.id, context);
    return context;
  }

  addCallback(context: CallContext, callback: Omit<Callback, 'id' | 'contextId' | 'answered'>): Callback {
    const registered: Callback = {
      ...callback,
      id: this.nextId++,
      contextId: context.id,
      answered: false,
    };
    this.callbacks.set(registered.id, registered);
    context.outstanding += 1;
    return registered;
  }

  /** Outstanding calls to one callee. */
  waitingFor(callee: PrincipalBytes): number {
    let count = 0;
    for (const callback of this.callbacks.values()) if (equalBytes(callback.callee, callee)) count += 1;
    return count;
  }

  /** Takes a callback out; its context has one outstanding call less. */
  takeCallback(id: number): { callback: Callback; context: CallContext } | undefined {
    const callback = this.callbacks.get(id);
    if (callback === undefined) return undefined;
    const context = this.open.get(callback.contextId);
    if (context === undefined) throw new Error(`callback ${id} has no call context`);
    this.callbacks.delete(id);
    context.outstanding -= 1;
    return { callback, context };
  }
}
