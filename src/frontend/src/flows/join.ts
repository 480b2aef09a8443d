import { bytesEqual } from '../bytes/equal.ts';
import type { NewPasskey } from '../passkey/passkeys.ts';
import { parseIdentityNumber } from '../session/identity_number.ts';
import type { AccessPorts } from './access_ports.ts';
import { type Countdown, createCountdown } from './countdown.ts';
import { canisterErrorToNotice, type Notice, passkeyErrorToNotice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';
import { createTurns } from './turns.ts';

export type JoinState =
  | { readonly kind: 'enteringNumber'; readonly typed: string; readonly notice: Notice | null }
  | { readonly kind: 'offering'; readonly number: string; readonly notice: Notice | null }
  | { readonly kind: 'creatingPasskey' }
  | { readonly kind: 'asking' }
  /** The other device has to type this code. */
  | {
      readonly kind: 'showingCode';
      readonly number: string;
      readonly code: string;
      readonly secondsLeft: Observable<number>;
    }
  | { readonly kind: 'expired'; readonly number: string }
  | { readonly kind: 'joined'; readonly number: string };

/** Coming into an identity with a passkey of this browser, let in by somebody who is signed in elsewhere. */
export interface JoinFlow {
  readonly state: Observable<JoinState>;
  submitNumber(typed: string): void;
  /** Makes the passkey and asks; a passkey that was made before is used again. */
  start(): void;
  back(): void;
}

const POLL_MS = 2000;

/** @param number - as the link has it; what is no number is asked for */
export function createJoinFlow(ports: AccessPorts, number: string): JoinFlow {
  let target = parseIdentityNumber(number);
  const first = (notice: Notice | null): JoinState =>
    target === null
      ? { kind: 'enteringNumber', typed: '', notice }
      : { kind: 'offering', number: target, notice };
  const state = createVariable<JoinState>(first(null));
  const turns = createTurns(ports.loadParts, (notice) => state.set(first(notice)));
  let spare: NewPasskey | null = null;
  let countdown: Countdown | null = null;
  let stopPoll = (): void => undefined;

  const stopClocks = (): void => {
    stopPoll();
    countdown?.stop();
    countdown = null;
  };

  const wait = (identity: string, passkey: NewPasskey): void => {
    stopPoll = ports.after(POLL_MS, () => {
      turns.start(async (isCurrent, { canister }) => {
        const known = await canister.passkeysOf(identity);
        if (!isCurrent()) return;
        const isIn =
          known.ok && known.value?.some(({ publicKey }) => bytesEqual(publicKey, passkey.publicKey)) === true;
        if (!isIn) return wait(identity, passkey);
        stopClocks();
        ports.remembered.use(identity);
        state.set({ kind: 'joined', number: identity });
      });
    });
  };

  return {
    state,
    submitNumber(typed) {
      target = parseIdentityNumber(typed);
      state.set(
        target === null ? { kind: 'enteringNumber', typed, notice: { kind: 'invalidNumber' } } : first(null),
      );
    },
    start() {
      const identity = target;
      if (identity === null) return;
      state.set({ kind: spare === null ? 'creatingPasskey' : 'asking' });
      turns.start(async (isCurrent, { canister, passkeys }) => {
        if (spare === null) {
          const known = await canister.passkeysOf(identity);
          if (!isCurrent()) return;
          if (!known.ok) return state.set(first(canisterErrorToNotice(known.error, identity)));
          if (known.value === null) return state.set(first({ kind: 'unknownIdentity', number: identity }));
          const exclude = known.value.map(({ credentialId }) => credentialId);
          const made = await passkeys.create({ exclude, portable: false });
          if (!isCurrent()) return;
          if (!made.ok) return state.set(first(passkeyErrorToNotice(made.error, 'create')));
          spare = made.value;
          state.set({ kind: 'asking' });
        }
        const passkey = spare;
        const answer = await canister.askToPair(identity, passkey);
        if (!isCurrent()) return;
        if (!answer.ok) return state.set(first(canisterErrorToNotice(answer.error, identity)));
        if (answer.value.kind !== 'asked') return state.set(first(answer.value));
        const { code, expiresAt } = answer.value;
        countdown = createCountdown(expiresAt, ports, () => {
          stopClocks();
          turns.abandon();
          state.set({ kind: 'expired', number: identity });
        });
        state.set({ kind: 'showingCode', number: identity, code, secondsLeft: countdown.secondsLeft });
        wait(identity, passkey);
      });
    },
    back() {
      stopClocks();
      turns.abandon();
      state.set(first(null));
    },
  };
}
