import type { PendingRequest, RequestRefusal } from '../authorize/channel.ts';
import type { AuthorizeRequest } from '../authorize/request.ts';
import type { Suggestion } from '../authorize/suggested_provider.ts';
import { resolveEffectiveOrigin } from '../authorize/derivation_origin.ts';
import type { CanisterError, Session } from '../canister/canister.ts';
import type { Result } from '../result.ts';
import { type AccessFlow, createAccessFlow } from './access.ts';
import type { AccessPorts } from './access_ports.ts';
import type { createAppAccountsFlow } from './app_accounts.ts';
import type { AskingApp, AuthorizeFailure, AuthorizeState } from './authorize_state.ts';
import { canisterErrorToNotice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';

export interface AuthorizePorts extends AccessPorts {
  readonly pageOrigin: string;
  /** Whose sign-in the dapp suggests; null for none. */
  readonly suggests: Suggestion | null;
  readonly fetchUrl: typeof fetch;
  /** Loads what choosing among accounts needs. Rejects when it cannot be fetched. */
  loadAppAccounts(): Promise<typeof createAppAccountsFlow>;
}

/** From a dapp's requests to the delegations in its hands. */
export interface AuthorizeFlow {
  readonly state: Observable<AuthorizeState>;
  readonly access: AccessFlow;
  /** The dapp has spoken. */
  receive(outcome: Result<PendingRequest, RequestRefusal>): void;
  /** Nobody opened this window. */
  openedDirectly(): void;
  /** The dapp has kept silent for too long. Without effect once it has spoken. */
  giveUpWaiting(): void;
  /** The dapp's window is gone. Without effect when the dapp has its answer. */
  appClosed(): void;
  /** The person does not want to sign in to the dapp. */
  decline(): void;
  /** Another try at the delegation, with the identity that is open. */
  retry(): void;
}

/** Requests that one consent answers: of one dapp, for one derivation origin. */
interface Round {
  readonly derivationOrigin: string | null;
  /** Not answered yet, oldest first. */
  readonly pending: PendingRequest[];
  /** Set once the derivation origin is verified. */
  accepted: { readonly app: AskingApp; readonly effectiveOrigin: string } | null;
}

/** More than an honest dapp has outstanding. */
const MAX_PENDING = 8;

export function createAuthorizeFlow(ports: AuthorizePorts): AuthorizeFlow {
  const state = createVariable<AuthorizeState>({ kind: 'waiting' });
  let round: Round | null = null;
  let session: Session | null = null;
  /** Number of the account that the person appears as; undefined until that is known. */
  let account: bigint | null | undefined;

  const access = createAccessFlow(ports, (opened) => {
    session = opened;
    account = ports.settings.asksForAccount() ? undefined : null;
    proceed();
  });
  const proceed = (): void => {
    if (account === undefined) chooseAccount();
    else finish();
  };
  const fail = (failure: AuthorizeFailure): void => {
    round = null;
    state.set({ kind: 'failed', failure });
  };

  const check = async (own: Round, { request }: PendingRequest): Promise<void> => {
    const { origin, derivationOrigin, allowPin } = request;
    if (derivationOrigin !== null) state.set({ kind: 'checkingOrigin', origin });
    const effective = await resolveEffectiveOrigin(
      { requestOrigin: origin, derivationOrigin, pageOrigin: ports.pageOrigin },
      ports.fetchUrl,
    );
    if (round !== own) return;
    if (!effective.ok) {
      // Tells the dapp about its own set-up, and nothing about the person.
      for (const pending of own.pending) pending.fail(`Invalid derivation origin: ${effective.error}`);
      return fail({
        kind: 'invalidDerivationOrigin',
        origin: derivationOrigin ?? origin,
        reason: effective.error,
      });
    }
    const sharedWith = derivationOrigin === origin ? null : derivationOrigin;
    const app = { origin, sharedWith, suggests: ports.suggests };
    own.accepted = { app, effectiveOrigin: effective.value };
    const usual = await ports.visited.lastAt(effective.value);
    const wanted = await findWanted(request, effective.value);
    if (round !== own) return;
    access.adapt({ usual, allowPin, suggestedIssuer: ports.suggests?.issuer ?? null });
    state.set({ kind: 'asking', app });
    // The app knows who was there last: the passkey prompt is all that is left to answer.
    if (wanted !== null) access.signIn(wanted);
  };

  /** The identity that the app asks for by its principal, where this browser lists it. */
  const findWanted = async (
    { autoSelectionPrincipal: principal }: AuthorizeRequest,
    origin: string,
  ): Promise<string | null> => {
    if (principal === null) return null;
    const number = await ports.visited.knownBy({ origin, principal });
    return ports.remembered.list().some((identity) => identity.number === number) ? number : null;
  };

  const chooseAccount = (): void => {
    if (round === null || round.accepted === null || session === null) return;
    const own = round;
    const opened = session;
    const { app, effectiveOrigin } = round.accepted;
    state.set({ kind: 'openingAccounts', app });
    const open = async (): Promise<void> => {
      const [{ canister }, createFlow] = await Promise.all([ports.loadParts(), ports.loadAppAccounts()]);
      const accounts = await canister.appAccounts(opened, effectiveOrigin);
      if (round !== own) return;
      const chooser = createFlow({
        identity: opened.number,
        accounts,
        chosen({ number }) {
          if (round !== own) return;
          account = number;
          finish();
        },
        unauthorized: (error) => askAgain(own, opened, error),
      });
      state.set({ kind: 'choosingAccount', app, chooser });
    };
    open().catch((cause: unknown) => {
      console.error(cause);
      if (round === own) state.set({ kind: 'interrupted', app, notice: { kind: 'lostConnection' } });
    });
  };

  /** A session that the canister no longer takes is worth nothing; the passkey is asked again. */
  const askAgain = (own: Round, { number, expiresAt }: Session, error: CanisterError): void => {
    if (round !== own || own.accepted === null) return;
    const expired = error.kind === 'unauthorized' && expiresAt <= ports.now();
    access.back(expired ? { kind: 'sessionExpired' } : canisterErrorToNotice(error, number));
    state.set({ kind: 'asking', app: own.accepted.app });
  };

  // The session was opened in answer to the requests on the screen: that is the consent.
  const finish = (): void => {
    if (round === null || round.accepted === null || session === null) return;
    const own = round;
    const opened = session;
    const chosen = account ?? null;
    const { app, effectiveOrigin } = round.accepted;
    state.set({ kind: 'finishing', app });
    const issue = async (): Promise<void> => {
      const { canister } = await ports.loadParts();
      for (let next = own.pending[0]; next !== undefined; next = own.pending[0]) {
        const { sessionKey, maxTimeToLive, queriesOnly } = next.request;
        const order = { effectiveOrigin, sessionKey, maxTimeToLive, queriesOnly, account: chosen };
        const issued = await canister.issueDelegation(opened, order);
        if (round !== own) return;
        if (!issued.ok) {
          if (issued.error.kind === 'lostConnection') {
            return state.set({ kind: 'interrupted', app, notice: issued.error });
          }
          return askAgain(own, opened, issued.error);
        }
        // Before the answer: many apps close the window as they get it.
        const { principal } = issued.value;
        await ports.visited.note(opened.number, { origin: effectiveOrigin, principal });
        if (round !== own) return;
        own.pending.shift();
        next.succeed(issued.value);
      }
      round = null;
      state.set({ kind: 'done', app });
    };
    issue().catch((cause: unknown) => {
      console.error(cause);
      if (round === own) state.set({ kind: 'interrupted', app, notice: { kind: 'fault' } });
    });
  };

  /** A request that arrives while others wait: answered with them, or refused. */
  const join = (waiting: Round, pending: PendingRequest): void => {
    if (pending.request.derivationOrigin !== waiting.derivationOrigin) {
      return pending.fail('a request for another derivation origin is being answered');
    }
    if (waiting.pending.length >= MAX_PENDING) return pending.fail('too many requests are outstanding');
    waiting.pending.push(pending);
  };

  return {
    state,
    access,
    receive(outcome) {
      if (!outcome.ok) {
        const { error } = outcome;
        return fail(error.kind === 'malformed' ? { kind: 'malformedRequest', field: error.field } : error);
      }
      const pending = outcome.value;
      if (round !== null) return join(round, pending);
      // An answered request stays answered: the next one needs a consent of its own.
      if (session !== null) access.back();
      session = null;
      const own: Round = {
        derivationOrigin: pending.request.derivationOrigin,
        pending: [pending],
        accepted: null,
      };
      round = own;
      check(own, pending).catch((cause: unknown) => {
        console.error(cause);
        if (round === own) fail({ kind: 'noRequest' });
      });
    },
    openedDirectly: () => fail({ kind: 'openedDirectly' }),
    giveUpWaiting() {
      if (state.value.kind === 'waiting') fail({ kind: 'noRequest' });
    },
    appClosed() {
      const { kind } = state.value;
      if (kind === 'done' || kind === 'failed') return;
      access.back();
      fail({ kind: 'appClosed' });
    },
    decline() {
      if (round === null) return;
      for (const pending of round.pending) pending.decline();
      access.back();
      fail({ kind: 'declined' });
    },
    retry: proceed,
  };
}
