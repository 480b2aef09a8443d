import type { Canister, CanisterError, Registration, Session } from '../canister/canister.ts';
import type { BoundToken, Provider } from '../canister/provider.ts';
import type { ProviderAnswer } from '../openid/authorization.ts';
import { accountIn } from '../openid/token_text.ts';
import type { ProviderWindow } from '../openid/provider_window.ts';
import type { Result } from '../result.ts';
import { canisterErrorToNotice, type Notice } from './notice.ts';
import { createVariable } from './observable.ts';
import type { ProviderFlow, ProviderState } from './provider_state.ts';

export interface ProviderPorts {
  loadParts(): Promise<{ readonly canister: Canister }>;
  /** Opens a window; null where the browser does not let it. To be called in answer to a click. */
  openWindow(): ProviderWindow | null;
}

/** Where the flow ends. */
interface Ends<T> {
  done(value: T): void;
  left(notice: Notice | null): void;
}

export interface SignInEnds extends Ends<Session> {
  /** An identity was made. */
  created(session: Session): void;
}

/**
 * Signs in with an account of a provider, or makes an identity for it.
 * @param expected - the identity that the person picked, if any; another one is not opened
 * @param first - the window that the click has opened; null when the browser did not let it
 */
export function createProviderSignIn(
  ports: ProviderPorts,
  provider: Provider,
  { expected, first }: { readonly expected: string | null; readonly first: ProviderWindow | null },
  ends: SignInEnds,
): ProviderFlow {
  let token: BoundToken | null = null;
  let registration: Registration | null = null;
  const flow = createAsking(
    ports,
    { provider, session: null, first },
    ends.left,
    async (bound, isCurrent) => {
      const { canister } = await ports.loadParts();
      const opened = await canister.openSessionByToken(bound);
      if (!isCurrent()) return;
      if (opened.ok) {
        if (expected === null || opened.value.number === expected) return ends.done(opened.value);
        return ends.left({ kind: 'otherIdentity', number: opened.value.number });
      }
      if (opened.error.kind !== 'unknownAccount') return ends.left(canisterErrorToNotice(opened.error, ''));
      token = bound;
      offer(null);
    },
  );
  const { state } = flow;
  const offer = (notice: Notice | null): void => {
    registration = null;
    if (token !== null) state.set({ kind: 'unknownAccount', account: accountIn(token.jwt), notice });
  };
  const refuse = (error: CanisterError): void => {
    // A token is good for some minutes; after them the provider has to be asked again.
    if (error.kind === 'tokenRefused') ends.left(canisterErrorToNotice(error, ''));
    else offer(canisterErrorToNotice(error, ''));
  };
  const goOn = async (isCurrent: () => boolean, begun: Registration, wrong: boolean): Promise<void> => {
    registration = begun;
    const { captcha } = begun;
    if (captcha !== null) {
      return state.set({ kind: 'solvingCaptcha', picture: captcha, wrong, checking: false });
    }
    if (token === null) return;
    state.set({ kind: 'saving' });
    const { canister } = await ports.loadParts();
    const finished = await canister.finishTokenRegistration(token);
    if (!isCurrent()) return;
    if (finished.ok) ends.created(finished.value);
    else refuse(finished.error);
  };
  return {
    ...flow,
    create() {
      const bound = token;
      if (bound === null || state.value.kind !== 'unknownAccount') return;
      state.set({ kind: 'saving' });
      flow.run(async (isCurrent) => {
        const { canister } = await ports.loadParts();
        const started = await canister.startTokenRegistration(bound.request);
        if (!isCurrent()) return;
        if (started.ok) await goOn(isCurrent, started.value, false);
        else refuse(started.error);
      });
    },
    solveCaptcha(solution) {
      const { value } = state;
      const begun = registration;
      if (value.kind !== 'solvingCaptcha' || value.checking || begun === null) return;
      state.set({ ...value, checking: true });
      flow.run(async (isCurrent) => {
        const { canister } = await ports.loadParts();
        const solved = await canister.solveCaptcha(begun, solution);
        if (!isCurrent()) return;
        if (solved.ok) await goOn(isCurrent, solved.value, true);
        else refuse(solved.error);
      });
    },
  };
}

export type LinkEnds = Ends<Result<null, CanisterError>>;

/** Links an account of a provider to the identity that is open. */
export function createProviderLink(
  ports: ProviderPorts,
  provider: Provider,
  { session, first }: { readonly session: Session; readonly first: ProviderWindow | null },
  ends: LinkEnds,
): ProviderFlow {
  const flow = createAsking(ports, { provider, session, first }, ends.left, async (bound, isCurrent) => {
    const { canister } = await ports.loadParts();
    const linked = await canister.linkAccount(session, bound);
    if (isCurrent()) ends.done(linked);
  });
  const nothing = (): void => undefined;
  return { ...flow, create: nothing, solveCaptcha: nothing };
}

interface Question {
  readonly provider: Provider;
  /** In whose name; null for somebody who signs in. */
  readonly session: Session | null;
  readonly first: ProviderWindow | null;
}

/** The part that both share: the window, until the provider has signed something. */
function createAsking(
  ports: ProviderPorts,
  { provider, session, first }: Question,
  left: (notice: Notice | null) => void,
  use: (token: BoundToken, isCurrent: () => boolean) => Promise<void>,
) {
  const state = createVariable<ProviderState>({ kind: 'waiting' });
  let turn = 0;
  let current: ProviderWindow | null = null;
  const run = (step: (isCurrent: () => boolean) => Promise<void>): void => {
    const own = ++turn;
    const isCurrent = (): boolean => own === turn;
    step(isCurrent).catch((cause: unknown) => {
      console.error(cause);
      if (isCurrent()) left({ kind: 'fault' });
    });
  };
  const ask = (opened: ProviderWindow | null): void => {
    current?.close();
    current = opened;
    if (opened === null) {
      turn++;
      return state.set({ kind: 'noWindow' });
    }
    state.set({ kind: 'waiting' });
    run(async (isCurrent) => {
      const { canister } = await ports.loadParts();
      const request = await canister.newTokenRequest(session);
      if (!isCurrent()) return;
      const answer: ProviderAnswer = await opened.ask(provider, request.nonce);
      if (!isCurrent()) return;
      opened.close();
      if (answer.kind === 'declined')
        return left({ kind: 'cancelled', during: session === null ? 'signIn' : 'link' });
      if (answer.kind === 'failed') return left({ kind: 'providerFailed', text: answer.text });
      state.set({ kind: 'checking' });
      await use({ request, jwt: answer.jwt }, isCurrent);
    });
  };
  const stop = (): void => {
    turn++;
    current?.close();
  };
  ask(first);
  return {
    state,
    provider,
    run,
    again: () => ask(ports.openWindow()),
    cancel() {
      stop();
      left(null);
    },
    stop,
  };
}
