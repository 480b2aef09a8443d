import type { IdAlias, Session } from '../canister/canister.ts';
import type { IssuerError, Issuers } from '../canister/issuer.ts';
import type { PendingCredential } from '../credentials/channel.ts';
import { parseConsentText } from '../credentials/consent_text.ts';
import { createPresentation } from '../credentials/presentation.ts';
import type { CredentialRequest } from '../credentials/request.ts';
import { type AccessFlow, createAccessFlow } from './access.ts';
import type { AccessPorts } from './access_ports.ts';
import { type CheckedParties, checkParties } from './credential_check.ts';
import type { Abortion, AskedCredential, CredentialsState } from './credentials_state.ts';
import { canisterErrorToNotice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';

export interface CredentialsPorts extends AccessPorts {
  readonly pageOrigin: string;
  readonly fetchUrl: typeof fetch;
  /** Loads what speaks to issuers. Rejects when it cannot be fetched. */
  loadIssuers(): Promise<Issuers>;
}

/** From a dapp's request for a verifiable credential to the presentation in its hands. */
export interface CredentialsFlow {
  readonly state: Observable<CredentialsState>;
  /** How the person says who they are. */
  readonly access: AccessFlow;
  receive(pending: PendingCredential): void;
  openedDirectly(): void;
  /** The dapp has kept silent for too long. Without effect once it has spoken. */
  giveUpWaiting(): void;
  /** The dapp's window is gone. Without effect when the dapp has its answer. */
  appClosed(): void;
  /** The page is in another language now; the issuer is asked for its words in it. */
  speak(language: string): void;
  /**
   * The person agrees. The identity that the app is known to mean, or the only one used in this browser, is taken at
   * once.
   */
  allow(): void;
  /** The person does not want to. */
  decline(): void;
  /** Goes on where the connection was lost. */
  retry(): void;
  /** After an identity that the dapp does not know: another one. */
  chooseAgain(): void;
  /** The person has read why there is no credential: back to the dapp. */
  leave(): void;
}

interface Round {
  readonly request: CredentialRequest;
  parties: CheckedParties | null;
  /** Number of the identity that the dapp knows by the principal it sent; null when this browser does not know. */
  meant: string | null;
  asked: AskedCredential | null;
  session: Session | null;
}

/** How long the page may act for the person at the issuer, in nanoseconds. */
const ISSUER_SESSION_NS = 5n * 60n * 1_000_000_000n;

/** @param language - BCP 47 tag of the language the person reads */
export function createCredentialsFlow(ports: CredentialsPorts, language: string): CredentialsFlow {
  const state = createVariable<CredentialsState>({ kind: 'waiting' });
  let pending: PendingCredential | null = null;
  /** Set once a request could be read. */
  let round: Round | null = null;
  let spoken = language;
  /** Answers that come after something else has begun do not count. */
  let turn = 0;

  const access = createAccessFlow(ports, (session) => {
    if (round === null || state.value.kind !== 'identifying') return;
    round.session = session;
    issue(round);
  });

  const run = (own: Round, step: (isCurrent: () => boolean) => Promise<void>): void => {
    const ownTurn = ++turn;
    const isCurrent = (): boolean => ownTurn === turn && round === own;
    step(isCurrent).catch((cause: unknown) => {
      console.error(cause);
      if (isCurrent()) state.set({ kind: 'interrupted', notice: { kind: 'fault' } });
    });
  };
  const abort = ({ request }: Round, abortion: Omit<Abortion, 'app' | 'issuer'>): void => {
    const { origin, issuer } = request;
    state.set({ kind: 'aborted', abortion: { ...abortion, app: origin, issuer: issuer.origin } });
  };
  const stopAt = (own: Round, error: IssuerError): void => {
    if (error.kind === 'lostConnection') return state.set({ kind: 'interrupted', notice: error });
    const details = 'text' in error ? error.text : '';
    abort(own, { reason: 'issuer_api_error', fault: error.kind, details });
  };

  const check = (own: Round): void => {
    state.set({ kind: 'checking', app: own.request.origin });
    run(own, async (isCurrent) => {
      const issuers = await loaded(ports.loadIssuers());
      if (!isCurrent()) return;
      if (issuers === null) return state.set({ kind: 'interrupted', notice: { kind: 'lostConnection' } });
      const parties = await checkParties(own.request, issuers, ports);
      if (!isCurrent()) return;
      if (parties.ok) {
        own.parties = parties.value;
        own.meant = await findMeant(own, parties.value);
        if (!isCurrent()) return;
        return askForConsent(own, parties.value);
      }
      const { reason, error, details } = parties.error;
      if (error?.kind === 'lostConnection') return state.set({ kind: 'interrupted', notice: error });
      abort(own, { reason, fault: error?.kind ?? null, details });
    });
  };

  const findMeant = async ({ request }: Round, { appOrigin }: CheckedParties): Promise<string | null> => {
    const number = await ports.visited.knownBy({ origin: appOrigin, principal: request.subject });
    return ports.remembered.list().some((identity) => identity.number === number) ? number : null;
  };

  const askForConsent = (own: Round, parties: CheckedParties): void => {
    const { request } = own;
    run(own, async (isCurrent) => {
      const message = await parties.issuer.consentMessage(request.spec, spoken);
      if (!isCurrent()) return;
      if (!message.ok) return stopAt(own, message.error);
      const { origin, derivationOrigin } = request;
      own.asked = {
        app: origin,
        sharedWith: derivationOrigin === origin ? null : derivationOrigin,
        issuer: request.issuer.origin,
        consent: parseConsentText(message.value.text),
        language: message.value.language,
      };
      state.set({ kind: 'asking', asked: own.asked });
    });
  };

  const issue = (own: Round): void => {
    const { asked, session, parties } = own;
    if (asked === null || session === null || parties === null) return check(own);
    state.set({ kind: 'issuing', asked });
    run(own, async (isCurrent) => {
      const { canister } = await ports.loadParts();
      const order = { relyingParty: parties.appOrigin, issuer: parties.issuerOrigin };
      const alias = await canister.newIdAlias(session, order);
      if (!isCurrent()) return;
      if (!alias.ok) {
        if (alias.error.kind === 'lostConnection') {
          return state.set({ kind: 'interrupted', notice: alias.error });
        }
        if (alias.error.kind !== 'unauthorized') {
          const details = alias.error.kind === 'refused' ? alias.error.text : alias.error.kind;
          return abort(own, { reason: 'internal_error', fault: null, details });
        }
        // A session that the canister no longer takes is worth nothing; the passkey is asked again.
        const expired = session.expiresAt <= ports.now();
        return identify(
          own,
          asked,
          expired ? { kind: 'sessionExpired' } : canisterErrorToNotice(alias.error, session.number),
        );
      }
      if (alias.value.relyingParty.principal !== own.request.subject) {
        return abort(own, { reason: 'bad_principal_rp', fault: null, details: '' });
      }
      await present(own, parties, session, alias.value, isCurrent);
    });
  };

  /** The last part: the issuer speaks about the alias, and the dapp gets both credentials. */
  const present = async (
    own: Round,
    parties: CheckedParties,
    session: Session,
    { alias, relyingParty, issuer: atIssuer }: IdAlias,
    isCurrent: () => boolean,
  ): Promise<void> => {
    const { canister } = await ports.loadParts();
    const key = await parties.issuer.newKey();
    const delegation = await canister.issueDelegation(session, {
      effectiveOrigin: parties.issuerOrigin,
      sessionKey: key.sessionKey,
      maxTimeToLive: ISSUER_SESSION_NS,
      account: null,
      queriesOnly: false,
    });
    if (!isCurrent()) return;
    if (!delegation.ok) {
      const { error } = delegation;
      if (error.kind === 'lostConnection') return state.set({ kind: 'interrupted', notice: error });
      const details = error.kind === 'refused' ? error.text : error.kind;
      return abort(own, { reason: 'auth_failed_issuer', fault: null, details });
    }
    const issued = await parties.issuer.issue({
      spec: own.request.spec,
      idAlias: atIssuer.jws,
      alias,
      key,
      delegation: delegation.value,
    });
    if (!isCurrent()) return;
    if (!issued.ok) return stopAt(own, issued.error);
    pending?.succeed(createPresentation(parties.issuerCanisterId, relyingParty.jws, issued.value));
    answered(own.request.origin, true);
  };

  const identify = (own: Round, asked: AskedCredential, notice?: Parameters<AccessFlow['back']>[0]): void => {
    own.session = null;
    state.set({ kind: 'identifying', asked });
    access.back(notice);
  };
  const answered = (app: string, given: boolean): void => {
    pending = null;
    round = null;
    state.set({ kind: 'answered', app, given });
  };
  const refuse = (): void => {
    if (pending === null) return;
    pending.refuse();
    access.back();
    answered(pending.origin, false);
  };

  return {
    state,
    access,
    receive(received) {
      if (state.value.kind !== 'waiting') return;
      pending = received;
      const { origin, request } = received;
      if (request.ok) {
        round = { request: request.value, parties: null, meant: null, asked: null, session: null };
        return check(round);
      }
      const details = request.error;
      const abortion: Abortion = {
        reason: 'invalid_request',
        app: origin,
        issuer: null,
        fault: null,
        details,
      };
      state.set({ kind: 'aborted', abortion });
    },
    openedDirectly: () => state.set({ kind: 'failed', failure: 'openedDirectly' }),
    giveUpWaiting() {
      if (state.value.kind === 'waiting') state.set({ kind: 'failed', failure: 'noRequest' });
    },
    appClosed() {
      const { kind } = state.value;
      if (kind === 'answered' || kind === 'failed') return;
      access.back();
      pending = null;
      round = null;
      state.set({ kind: 'failed', failure: 'appClosed' });
    },
    speak(wanted) {
      if (wanted === spoken) return;
      spoken = wanted;
      if (round === null || round.parties === null || state.value.kind !== 'asking') return;
      askForConsent(round, round.parties);
    },
    allow() {
      if (round === null || state.value.kind !== 'asking') return;
      identify(round, state.value.asked);
      const [only, ...others] = ports.remembered.list();
      const number = round.meant ?? (others.length === 0 ? only?.number : undefined);
      if (number !== undefined) access.signIn(number);
    },
    decline: refuse,
    retry() {
      if (round === null || state.value.kind !== 'interrupted') return;
      if (round.asked === null) check(round);
      else issue(round);
    },
    chooseAgain() {
      if (round !== null && round.asked !== null) identify(round, round.asked);
    },
    leave: refuse,
  };
}

/** What was loaded; null when it cannot be fetched. */
function loaded<T>(loading: Promise<T>): Promise<T | null> {
  return loading.catch(() => null);
}
