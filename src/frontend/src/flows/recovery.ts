import { type AccessMethod, credentialIdsOf, type IdentityInfo, type Session } from '../canister/canister.ts';
import { promptsOf, splitByAddress } from '../passkey/relying_party.ts';
import { parseIdentityNumber } from '../session/identity_number.ts';
import type { AccessParts, AccessPorts } from './access_ports.ts';
import { canisterErrorToNotice, type Notice, passkeyErrorToNotice, phraseErrorToNotice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';
import { createTurns } from './turns.ts';

export type RecoveryState =
  | { readonly kind: 'choosing'; readonly notice: Notice | null }
  | {
      readonly kind: 'enteringPhrase';
      readonly typed: string;
      readonly number: string;
      readonly notice: Notice | null;
    }
  | { readonly kind: 'enteringNumber'; readonly typed: string; readonly notice: Notice | null }
  | { readonly kind: 'checking' }
  | { readonly kind: 'askingDevice' }
  /** The person is in, and had better make a passkey now. */
  | { readonly kind: 'recovered'; readonly number: string; readonly notice: Notice | null }
  | { readonly kind: 'creatingPasskey' }
  | { readonly kind: 'savingPasskey' };

/** Back into an identity whose passkeys are lost, by its recovery phrase or recovery device. */
export interface RecoveryFlow {
  readonly state: Observable<RecoveryState>;
  choosePhrase(): void;
  chooseDevice(): void;
  /** @param number - may be empty where the phrase has the number in front */
  submitPhrase(typed: string, number: string): void;
  submitNumber(typed: string): void;
  /** Makes a passkey in this browser, then goes on. */
  addPasskey(): void;
  /** Goes on without a passkey. */
  skip(): void;
  /** One step back; from the first step, out. */
  back(): void;
}

interface Ends {
  recovered(session: Session): void;
  left(): void;
}

export function createRecoveryFlow(ports: AccessPorts, ends: Ends): RecoveryFlow {
  const state = createVariable<RecoveryState>({ kind: 'choosing', notice: null });
  let opened: { session: Session; methods: readonly AccessMethod[] } | null = null;

  const choose = (notice: Notice | null): void => state.set({ kind: 'choosing', notice });
  const turns = createTurns(ports.loadParts, (notice) => {
    if (opened === null) choose(notice);
    else state.set({ kind: 'recovered', number: opened.session.number, notice });
  });
  const enter = (session: Session, { methods }: IdentityInfo): void => {
    opened = { session, methods };
    state.set({ kind: 'recovered', number: session.number, notice: null });
  };

  return {
    state,
    choosePhrase() {
      // The word list is on its way while the person types.
      ports.loadPhrases().catch(() => undefined);
      state.set({ kind: 'enteringPhrase', typed: '', number: '', notice: null });
    },
    chooseDevice: () => state.set({ kind: 'enteringNumber', typed: '', notice: null }),
    submitPhrase(typed, typedNumber) {
      const again = (notice: Notice): void =>
        state.set({ kind: 'enteringPhrase', typed, number: typedNumber, notice });
      state.set({ kind: 'checking' });
      turns.start(async (isCurrent, { canister }) => {
        const phrases = await ports.loadPhrases().catch(() => null);
        if (!isCurrent()) return;
        if (phrases === null) return again({ kind: 'lostConnection' });
        const phrase = phrases.read(typed);
        if (!phrase.ok) return again(phraseErrorToNotice(phrase.error));
        const text = phrase.value.number ?? typedNumber;
        if (text.trim() === '') return again({ kind: 'phraseNumberNeeded' });
        const number = parseIdentityNumber(text);
        if (number === null) return again({ kind: 'invalidNumber' });
        const key = await phrases.keyOf(phrase.value.words);
        const session = await canister.openSessionByKey(number, key, 'recovery');
        const info = await canister.identityInfo(session);
        if (!isCurrent()) return;
        if (info.ok) return enter(session, info.value);
        again(
          info.error.kind === 'unauthorized'
            ? { kind: 'wrongPhrase', number }
            : canisterErrorToNotice(info.error, number),
        );
      });
    },
    submitNumber(typed) {
      const again = (notice: Notice): void => state.set({ kind: 'enteringNumber', typed, notice });
      const number = parseIdentityNumber(typed);
      if (number === null) return again({ kind: 'invalidNumber' });
      state.set({ kind: 'checking' });
      turns.start(async (isCurrent, { canister, relatedHostnames }) => {
        const known = await canister.passkeysOf(number);
        if (!isCurrent()) return;
        if (!known.ok) return again(canisterErrorToNotice(known.error, number));
        if (known.value === null) return again({ kind: 'unknownIdentity', number });
        const devices = known.value.filter(({ isRecovery }) => isRecovery);
        const [prompt] = promptsOf(splitByAddress(devices, ports.hostname, relatedHostnames));
        if (prompt === undefined) return again({ kind: 'noRecoveryDevice', number });
        state.set({ kind: 'askingDevice' });
        const session = await canister.openSession(number, prompt.passkeys, prompt.rpId);
        if (!isCurrent()) return;
        if (!session.ok) return again(passkeyErrorToNotice(session.error, 'signIn'));
        state.set({ kind: 'checking' });
        const info = await canister.identityInfo(session.value);
        if (!isCurrent()) return;
        if (info.ok) enter(session.value, info.value);
        else again(canisterErrorToNotice(info.error, number));
      });
    },
    addPasskey() {
      if (opened === null) return;
      const { session, methods } = opened;
      const again = (notice: Notice): void =>
        state.set({ kind: 'recovered', number: session.number, notice });
      state.set({ kind: 'creatingPasskey' });
      turns.start(async (isCurrent, { canister, passkeys }: AccessParts) => {
        const made = await passkeys.create({ exclude: credentialIdsOf(methods), portable: false });
        if (!isCurrent()) return;
        if (!made.ok) return again(passkeyErrorToNotice(made.error, 'create'));
        state.set({ kind: 'savingPasskey' });
        const added = await canister.addMethod(session, { kind: 'passkey', passkey: made.value });
        if (!isCurrent()) return;
        if (added.ok) ends.recovered(session);
        else again(canisterErrorToNotice(added.error, session.number));
      });
    },
    skip() {
      if (opened !== null) ends.recovered(opened.session);
    },
    back() {
      turns.abandon();
      if (state.value.kind === 'choosing') return ends.left();
      if (opened === null) choose(null);
      else state.set({ kind: 'recovered', number: opened.session.number, notice: null });
    },
  };
}
