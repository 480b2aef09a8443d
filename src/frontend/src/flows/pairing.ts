import type { Session } from '../canister/canister.ts';
import type { AccessPorts } from './access_ports.ts';
import { type Countdown, createCountdown } from './countdown.ts';
import { canisterErrorToNotice, type Notice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';
import { createTurns } from './turns.ts';

export type PairingState =
  | { readonly kind: 'starting' }
  /** Shows the link; nobody has asked yet. */
  | { readonly kind: 'waiting'; readonly number: string; readonly secondsLeft: Observable<number> }
  /** A passkey asks to come in; the person types the code that the other browser shows. */
  | {
      readonly kind: 'confirming';
      readonly name: string;
      readonly secondsLeft: Observable<number>;
      /** Null before the first wrong code. */
      readonly triesLeft: number | null;
      readonly checking: boolean;
      readonly notice: Notice | null;
    }
  | { readonly kind: 'ended'; readonly why: 'expired' | 'tries' | 'notice'; readonly notice: Notice | null };

/** Letting another browser in, on the side of somebody who is signed in. */
export interface PairingFlow {
  readonly state: Observable<PairingState>;
  submitCode(typed: string): void;
  /** Begins anew, after it has ended. */
  restart(): void;
  /** Ends the pairing; no browser can ask any longer. */
  cancel(): void;
}

const POLL_MS = 2000;

/** @param done - called with a notice when the passkey is in, with null when the person has given up */
export function createPairingFlow(
  ports: Pick<AccessPorts, 'loadParts' | 'now' | 'after'>,
  session: Session,
  done: (notice: Notice | null) => void,
): PairingFlow {
  const state = createVariable<PairingState>({ kind: 'starting' });
  let countdown: Countdown | null = null;
  let stopPoll = (): void => undefined;

  const stopClocks = (): void => {
    stopPoll();
    countdown?.stop();
    countdown = null;
  };
  const end = (why: 'expired' | 'tries' | 'notice', notice: Notice | null): void => {
    stopClocks();
    state.set({ kind: 'ended', why, notice });
  };
  const turns = createTurns(ports.loadParts, (notice) => end('notice', notice));

  const start = (): void => {
    state.set({ kind: 'starting' });
    turns.start(async (isCurrent, { canister }) => {
      const started = await canister.startPairing(session);
      if (!isCurrent()) return;
      if (!started.ok) return end('notice', canisterErrorToNotice(started.error, session.number));
      // The canister waits longer than the session of the one who has to type the code.
      const until = Math.min(started.value, session.expiresAt);
      const ticking = createCountdown(until, ports, () => {
        turns.abandon();
        end('expired', null);
      });
      countdown = ticking;
      state.set({ kind: 'waiting', number: session.number, secondsLeft: ticking.secondsLeft });
      poll();
    });
  };

  const poll = (): void => {
    stopPoll = ports.after(POLL_MS, () => {
      turns.start(async (isCurrent, { canister }) => {
        const info = await canister.identityInfo(session);
        if (!isCurrent() || state.value.kind !== 'waiting') return;
        // A lost connection may come back before the time is over.
        const pairing = info.ok ? info.value.pairing : undefined;
        if (pairing === null) return end('expired', null);
        if (pairing === undefined || pairing.asking === null) return poll();
        const { secondsLeft } = state.value;
        state.set({
          kind: 'confirming',
          name: pairing.asking,
          secondsLeft,
          triesLeft: null,
          checking: false,
          notice: null,
        });
      });
    });
  };

  start();
  return {
    state,
    submitCode(typed) {
      const { value } = state;
      const code = typed.replaceAll(/\s/g, '');
      if (value.kind !== 'confirming' || value.checking || code === '') return;
      state.set({ ...value, checking: true, notice: null });
      turns.start(async (isCurrent, { canister }) => {
        const answer = await canister.confirmPairing(session, code);
        if (!isCurrent()) return;
        if (!answer.ok) {
          const notice = canisterErrorToNotice(answer.error, session.number);
          return state.set({ ...value, checking: false, notice });
        }
        switch (answer.value.kind) {
          case 'confirmed':
            stopClocks();
            return done({ kind: 'added' });
          case 'wrongCode':
            return state.set({ ...value, checking: false, triesLeft: answer.value.triesLeft });
          case 'pairingOff':
            return end('tries', null);
        }
      });
    },
    restart: start,
    cancel() {
      stopClocks();
      turns.abandon();
      turns.start(async (_isCurrent, { canister }) => {
        await canister.stopPairing(session);
      });
      done(null);
    },
  };
}
