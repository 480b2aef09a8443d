/**
 * Messages to a canister as Azle hands them over. Methods take and give bytes themselves, since Azle's own decoding
 * costs more than most of them do.
 */
import { msgArgData, msgReply, trap } from 'azle';
import { createAzleIc } from './azle_ic.ts';
import { installNativeCode } from './azle_native.ts';
import type { Ic } from './ic.ts';

/** A canister's messages; whatever is thrown in one becomes a reject of one line that undoes it. */
interface Messages<C> {
  /** Starts the canister by init or upgrade, from the argument's bytes: before that no method can run. */
  start(how: (ic: Ic, argument: Uint8Array) => C): void;
  /** Runs a method, Candid argument in and Candid reply out, and replies. */
  answer(
    method: (canister: C, argument: Uint8Array) => Uint8Array | Promise<Uint8Array>,
  ): void | Promise<void>;
}

/** @param rejectText - the one line for what was thrown */
export function azleMessages<C>(rejectText: (error: unknown) => string): Messages<C> {
  let canister: C | null = null;
  return {
    start(how) {
      try {
        installNativeCode();
        canister = how(createAzleIc(), msgArgData());
      } catch (error) {
        trap(rejectText(error));
      }
    },
    answer(method) {
      try {
        if (canister === null) throw new Error('not installed');
        const reply = method(canister, msgArgData());
        if (reply instanceof Promise) return reply.then(msgReply).catch((error) => trap(rejectText(error)));
        msgReply(reply);
      } catch (error) {
        trap(rejectText(error));
      }
    },
  };
}
