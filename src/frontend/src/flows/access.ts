import type { IdentityNumber, Registration, Session } from '../canister/canister.ts';
import type { Provider } from '../canister/provider.ts';
import { ANY_PASSKEY, type NewPasskey } from '../passkey/passkeys.ts';
import { promptsOf, splitByAddress } from '../passkey/relying_party.ts';
import { ok } from '../result.ts';
import { parseIdentityNumber } from '../session/identity_number.ts';
import type { AccessParts, AccessPorts } from './access_ports.ts';
import type { AccessState, RememberedIdentity } from './access_state.ts';
import { createBegunRegistration } from './begun_registration.ts';
import { createLookups } from './lookups.ts';
import {
  anyPasskeyErrorToNotice,
  canisterErrorToNotice,
  type Notice,
  passkeyErrorToNotice,
} from './notice.ts';
import { createVariable, type Observable } from './observable.ts';
import { createRecoveryFlow } from './recovery.ts';
import { createTurns } from './turns.ts';

/** The way into an identity: pick one, type its number, or create one. Ends in `signedIn`. */
export interface AccessFlow {
  readonly state: Observable<AccessState>;
  /** Loads what signing in needs, and looks up the identities used last, while the person reads. */
  prepare(): void;
  /** What the app that waits expects; the choice shows it. */
  adapt(wishes: AppWishes): void;
  /** Signs in to an identity; the browser asks for a passkey, or this page for a PIN. */
  signIn(number: IdentityNumber): void;
  /** The PIN of the identity that is asked for one. */
  submitPin(pin: string): void;
  /** Signs in with a passkey of the identity that is asked for a PIN. */
  usePasskeyInstead(): void;
  /** Takes an identity off the list, in this browser only. */
  forget(number: IdentityNumber): void;
  /** Puts back what was forgotten last. */
  undoForget(): void;
  enterNumber(): void;
  /** Signs in with whichever passkey the person picks, without a number. */
  usePasskey(): void;
  /** Signs in with an account of a provider, in a window of its own. To be called in answer to a click. */
  useProvider(provider: Provider): void;
  /** The way in for somebody whose passkeys are lost. */
  recover(): void;
  submitNumber(typed: string): void;
  /** Creates an identity; where there is more than one way, asks for which. */
  create(): void;
  createByPasskey(): void;
  solveCaptcha(solution: string): void;
  /** The person has seen the new number. */
  acknowledgeNumber(): void;
  /** Back to the choice; an open passkey prompt is closed. */
  back(notice?: Notice): void;
}

export interface AppWishes {
  /** The identity that was used there last; null when none is known. */
  readonly usual: IdentityNumber | null;
  /** Whether an identity that a PIN opens is good enough. */
  readonly allowPin: boolean;
  /** Issuer of the provider that the app suggests; null for none. */
  readonly suggestedIssuer: string | null;
}

/** How many of the identities used last are looked up ahead: nearly everybody picks one of them. */
const PREPARED = 2;

/** @param onSignedIn - called each time the flow ends in a session */
export function createAccessFlow(ports: AccessPorts, onSignedIn: (session: Session) => void): AccessFlow {
  let wishes: AppWishes = { usual: null, allowPin: true, suggestedIssuer: null };
  let providers: readonly Provider[] | null = null;
  let putBack = (): void => undefined;
  /** Those used in this browser, in front the one that was used last at the app. */
  const listed = (): readonly RememberedIdentity[] => {
    const all = ports.remembered.list();
    const usual = all.filter(({ number }) => number === wishes.usual);
    return [...usual, ...all.filter(({ number }) => number !== wishes.usual)];
  };
  const choosing = (notice: Notice | null): AccessState => {
    const identities = listed();
    const isListed = identities[0]?.number === wishes.usual;
    const suggested = providers?.find(({ issuer }) => issuer === wishes.suggestedIssuer) ?? null;
    const usual = isListed ? wishes.usual : null;
    return { kind: 'choosing', identities, usual, providers, suggested, notice };
  };
  const state = createVariable<AccessState>(choosing(null));
  const begun = createBegunRegistration(ports.now);
  const lookups = createLookups(ports.now);
  // Made for a registration that came to nothing: used by the next try, instead of leaving it behind.
  let spare: NewPasskey | null = null;
  // The provider whose account opens the identity that was just made.
  let createdBy: string | undefined;
  let unsaved: { registration: Registration; passkey: NewPasskey } | null = null;
  // An identity's passkeys may be bound to several host names, and a prompt offers those of one. Browsers
  // do not say why a prompt was closed, so the next try offers the next ones.
  const closedPrompts = new Map<IdentityNumber, number>();
  const backWith = (notice: Notice): void => state.set(choosing(notice));
  const turns = createTurns(ports.loadParts, backWith);
  const start = turns.start;
  const finish = (session: Session, issuer?: string): void => {
    ports.remembered.use(session.number, issuer);
    state.set({ kind: 'signedIn', session });
    onSignedIn(session);
  };

  const signIn = (number: IdentityNumber, fail: (notice: Notice) => void, by?: 'passkey'): void => {
    state.set({ kind: 'lookingUp', number });
    start(async (isCurrent, { canister, relatedHostnames, pins }) => {
      const hasPin = (await pins.numbers()).has(number);
      if (!isCurrent()) return;
      if (hasPin && wishes.allowPin && by === undefined) {
        return state.set({ kind: 'enteringPin', number, wrong: false, checking: false });
      }
      const known = await lookups.get(canister, number);
      if (!isCurrent()) return;
      if (!known.ok) return fail(canisterErrorToNotice(known.error, number));
      if (known.value === null) return fail({ kind: 'unknownIdentity', number });
      const usable = splitByAddress(known.value, ports.hostname, relatedHostnames);
      const prompts = promptsOf(usable);
      const closed = closedPrompts.get(number) ?? 0;
      const prompt = prompts[closed % prompts.length];
      if (prompt === undefined) {
        if (usable.elsewhere.length === 0) {
          return fail({ kind: hasPin && !wishes.allowPin ? 'pinRefused' : 'unknownIdentity', number });
        }
        return state.set({ kind: 'passkeysElsewhere', number, origins: usable.elsewhere });
      }
      state.set({ kind: 'askingPasskey', number });
      const opened = await canister.openSession(number, prompt.passkeys, prompt.rpId);
      if (!opened.ok && opened.error.kind === 'cancelled') closedPrompts.set(number, closed + 1);
      if (!isCurrent()) return;
      if (opened.ok) finish(opened.value);
      else fail(passkeyErrorToNotice(opened.error, 'signIn'));
    });
  };

  /**
   * Signs in by a provider's account. The window is opened at once: later, the browser would not take it for the
   * person's own wish.
   * @param find - the provider among those that are configured; where there is none, `otherwise` goes on
   * @param expected - the identity that was picked, if one was
   */
  const signInBy = (
    find: (configured: readonly Provider[]) => Provider | undefined,
    expected: IdentityNumber | null,
    otherwise: () => void,
  ): void => {
    turns.abandon();
    const opened = ports.openWindow();
    state.set({ kind: 'openingProvider' });
    const loading = Promise.all([ports.loadParts(), ports.loadProviderFlows()]).catch(() => {
      opened?.close();
      return null;
    });
    start(async (isCurrent) => {
      const loaded = await loading;
      const provider = loaded === null ? undefined : find(loaded[0].providers);
      if (!isCurrent() || loaded === null || provider === undefined) {
        opened?.close();
        if (!isCurrent()) return;
        return loaded === null ? backWith({ kind: 'lostConnection' }) : otherwise();
      }
      const [, flows] = loaded;
      const flow = flows.signIn(
        ports,
        provider,
        { expected, opened },
        {
          done: (session) => finish(session, provider.issuer),
          created(session) {
            ports.remembered.use(session.number, provider.issuer);
            createdBy = provider.issuer;
            state.set({ kind: 'showingNumber', session });
          },
          left: (notice) => state.set(choosing(notice)),
        },
      );
      state.set({ kind: 'withProvider', flow });
    });
  };

  const save = async (isCurrent: () => boolean, { canister }: AccessParts): Promise<void> => {
    if (unsaved === null) return;
    const { registration, passkey } = unsaved;
    if (registration.captcha !== null) {
      return state.set({
        kind: 'solvingCaptcha',
        picture: registration.captcha,
        wrong: false,
        checking: false,
      });
    }
    state.set({ kind: 'savingIdentity' });
    const finished = await canister.finishRegistration(registration, passkey);
    begun.drop();
    if (finished.ok) ports.remembered.use(finished.value.number);
    if (!isCurrent()) return;
    unsaved = null;
    createdBy = undefined;
    if (finished.ok) state.set({ kind: 'showingNumber', session: finished.value });
    else state.set(choosing(canisterErrorToNotice(finished.error, '')));
  };

  const createByPasskey = async (isCurrent: () => boolean, parts: AccessParts): Promise<void> => {
    // The canister begins the registration while the person answers the prompt; when it refuses,
    // there is nothing to make a passkey for.
    const registration = begun.get(parts.canister, () => {
      if (isCurrent()) parts.passkeys.cancel();
    });
    const made = spare === null ? await parts.passkeys.create(ANY_PASSKEY) : ok(spare);
    if (made.ok) spare = made.value;
    if (!isCurrent()) return;
    if (!made.ok && !begun.refused) return state.set(choosing(passkeyErrorToNotice(made.error, 'create')));
    state.set({ kind: 'savingIdentity' });
    const started = await registration;
    if (!isCurrent()) return;
    if (!started.ok) {
      begun.drop();
      return state.set(choosing(canisterErrorToNotice(started.error, '')));
    }
    if (!made.ok) return;
    spare = null;
    unsaved = { registration: started.value, passkey: made.value };
    await save(isCurrent, parts);
  };

  const giveUpRegistration = (): void => {
    begun.drop();
    if (unsaved !== null) spare = unsaved.passkey;
    unsaved = null;
  };

  return {
    state,
    prepare() {
      const run = async (): Promise<void> => {
        const { canister, providers: configured } = await ports.loadParts();
        providers = configured;
        if (state.value.kind === 'choosing') state.set(choosing(state.value.notice));
        for (const { number } of listed().slice(0, PREPARED)) {
          lookups.prefetch(canister, number);
        }
      };
      // A failure shows when what failed is needed.
      run().catch(() => undefined);
    },
    adapt(next) {
      wishes = next;
      if (state.value.kind === 'choosing') state.set(choosing(state.value.notice));
    },
    signIn(number) {
      const issuer = listed().find((identity) => identity.number === number)?.issuer;
      const byPasskey = (): void => signIn(number, backWith);
      const find = (configured: readonly Provider[]): Provider | undefined =>
        configured.find((provider) => provider.issuer === issuer);
      // What is configured may not be known yet.
      const mayFind = issuer !== undefined && (providers === null || find(providers) !== undefined);
      if (mayFind) signInBy(find, number, byPasskey);
      else byPasskey();
    },
    submitPin(pin) {
      const { value } = state;
      if (value.kind !== 'enteringPin' || value.checking || pin === '') return;
      const { number } = value;
      state.set({ ...value, checking: true });
      start(async (isCurrent, { canister, pins }) => {
        const key = await pins.unlock(number, pin);
        if (!isCurrent()) return;
        if (key === null) return state.set({ kind: 'enteringPin', number, wrong: true, checking: false });
        const session = await canister.openSessionByKey(number, key, 'pin');
        if (isCurrent()) finish(session);
      });
    },
    usePasskeyInstead() {
      const { value } = state;
      if (value.kind === 'enteringPin') signIn(value.number, backWith, 'passkey');
    },
    forget(number) {
      const undo = [ports.remembered.forget(number), ports.visited.forget(number)];
      putBack = () => undo.forEach((call) => call());
      state.set(choosing({ kind: 'forgotten', number }));
    },
    undoForget() {
      putBack();
      putBack = () => undefined;
      state.set(choosing(null));
    },
    enterNumber() {
      turns.abandon();
      state.set({ kind: 'enteringNumber', typed: '', notice: null });
    },
    usePasskey() {
      state.set({ kind: 'askingAnyPasskey' });
      start(async (isCurrent, { canister }) => {
        const opened = await canister.openSessionByAnyPasskey();
        if (!isCurrent()) return;
        if (opened.ok) return finish(opened.value);
        const notice = anyPasskeyErrorToNotice(opened.error);
        state.set({ kind: 'enteringNumber', typed: '', notice });
      });
    },
    useProvider: (provider) =>
      signInBy(
        () => provider,
        null,
        () => undefined,
      ),
    recover() {
      turns.abandon();
      const recovery = createRecoveryFlow(ports, {
        recovered: finish,
        left: () => state.set({ kind: 'enteringNumber', typed: '', notice: null }),
      });
      state.set({ kind: 'recovering', recovery });
    },
    submitNumber(typed) {
      const again = (notice: Notice): void => state.set({ kind: 'enteringNumber', typed, notice });
      const number = parseIdentityNumber(typed);
      if (number === null) again({ kind: 'invalidNumber' });
      else signIn(number, again);
    },
    create() {
      state.set({ kind: 'creatingPasskey' });
      start(async (isCurrent, parts) => {
        const { providers: others } = parts;
        if (others.length === 0) return createByPasskey(isCurrent, parts);
        state.set({ kind: 'choosingHow', providers: others });
      });
    },
    createByPasskey() {
      state.set({ kind: 'creatingPasskey' });
      start(createByPasskey);
    },
    solveCaptcha(solution) {
      const { value } = state;
      if (value.kind !== 'solvingCaptcha' || value.checking || unsaved === null) return;
      const { registration, passkey } = unsaved;
      state.set({ ...value, checking: true });
      start(async (isCurrent, parts) => {
        const solved = await parts.canister.solveCaptcha(registration, solution);
        if (!isCurrent()) return;
        if (!solved.ok) {
          giveUpRegistration();
          return state.set(choosing(canisterErrorToNotice(solved.error, '')));
        }
        unsaved = { registration: solved.value, passkey };
        const { captcha } = solved.value;
        if (captcha === null) await save(isCurrent, parts);
        else state.set({ kind: 'solvingCaptcha', picture: captcha, wrong: true, checking: false });
      });
    },
    acknowledgeNumber() {
      const { value } = state;
      if (value.kind === 'showingNumber') finish(value.session, createdBy);
    },
    back(notice) {
      turns.abandon();
      if (state.value.kind === 'withProvider') state.value.flow.stop();
      if (state.value.kind === 'solvingCaptcha') giveUpRegistration();
      state.set(choosing(notice ?? null));
    },
  };
}
