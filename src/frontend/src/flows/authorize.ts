import type { PendingRequest, RequestRefusal } from '../authorize/channel.ts';
import { resolveEffectiveOrigin } from '../authorize/derivation_origin.ts';
import type { Session } from '../canister/canister.ts';
import type { Result } from '../result.ts';
import { type AccessFlow, createAccessFlow } from './access.ts';
import type { AccessPorts } from './access_ports.ts';
import type { AskingApp, AuthorizeState } from './authorize_state.ts';
import { canisterErrorToNotice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';

export interface AuthorizePorts extends AccessPorts {
  readonly pageOrigin: string;
  readonly fetchUrl: typeof fetch;
}

/** From a dapp's request to the delegation in its hands. */
export interface AuthorizeFlow {
  readonly state: Observable<AuthorizeState>;
  readonly access: AccessFlow;
  /** The dapp has spoken. */
  receive(outcome: Result<PendingRequest, RequestRefusal>): void;
  /** Nobody opened this window. */
  openedDirectly(): void;
  /** The dapp has kept silent for too long. Without effect once it has spoken. */
  giveUpWaiting(): void;
  /** Another try at the delegation, with the identity that is open. */
  retry(): void;
}

interface Accepted {
  readonly pending: PendingRequest;
  readonly app: AskingApp;
  readonly effectiveOrigin: string;
}

export function createAuthorizeFlow(ports: AuthorizePorts): AuthorizeFlow {
  const state = createVariable<AuthorizeState>({ kind: 'waiting' });
  let accepted: Accepted | null = null;
  let session: Session | null = null;

  const access = createAccessFlow(ports, (opened) => {
    session = opened;
    finish();
  });

  const check = async (pending: PendingRequest): Promise<void> => {
    const { origin, derivationOrigin } = pending.request;
    if (derivationOrigin !== null) state.set({ kind: 'checkingOrigin', origin });
    const effective = await resolveEffectiveOrigin(
      { requestOrigin: origin, derivationOrigin, pageOrigin: ports.pageOrigin },
      ports.fetchUrl,
    );
    if (!effective.ok) {
      // Tells the dapp about its own set-up, and nothing about the person.
      pending.fail(`Invalid derivation origin: ${effective.error}`);
      const failure = {
        kind: 'invalidDerivationOrigin',
        origin: derivationOrigin ?? origin,
        reason: effective.error,
      } as const;
      return state.set({ kind: 'failed', failure });
    }
    const sharedWith = derivationOrigin === origin ? null : derivationOrigin;
    accepted = { pending, app: { origin, sharedWith }, effectiveOrigin: effective.value };
    state.set({ kind: 'asking', app: accepted.app });
  };

  // The session was opened in answer to the request on the screen: that is the consent.
  const finish = (): void => {
    if (accepted === null || session === null) return;
    const { pending, app, effectiveOrigin } = accepted;
    const opened = session;
    const { sessionKey, maxTimeToLive } = pending.request;
    state.set({ kind: 'finishing', app });
    const issue = async (): Promise<void> => {
      const { canister } = await ports.loadParts();
      const issued = await canister.issueDelegation(opened, { effectiveOrigin, sessionKey, maxTimeToLive });
      if (issued.ok) {
        pending.succeed(issued.value);
        return state.set({ kind: 'done', app });
      }
      if (issued.error.kind === 'lostConnection') {
        return state.set({ kind: 'interrupted', app, notice: issued.error });
      }
      // A session that the canister no longer takes is worth nothing; the passkey is asked again.
      const expired = issued.error.kind === 'unauthorized' && opened.expiresAt <= ports.now();
      access.back(expired ? { kind: 'sessionExpired' } : canisterErrorToNotice(issued.error, opened.number));
      state.set({ kind: 'asking', app });
    };
    issue().catch((cause: unknown) => {
      console.error(cause);
      state.set({ kind: 'interrupted', app, notice: { kind: 'fault' } });
    });
  };

  return {
    state,
    access,
    receive(outcome) {
      if (!outcome.ok) {
        const { error } = outcome;
        const failure =
          error.kind === 'malformed' ? ({ kind: 'malformedRequest', field: error.field } as const) : error;
        return state.set({ kind: 'failed', failure });
      }
      check(outcome.value).catch((cause: unknown) => {
        console.error(cause);
        state.set({ kind: 'failed', failure: { kind: 'noRequest' } });
      });
    },
    openedDirectly: () => state.set({ kind: 'failed', failure: { kind: 'openedDirectly' } }),
    giveUpWaiting() {
      if (state.value.kind === 'waiting') state.set({ kind: 'failed', failure: { kind: 'noRequest' } });
    },
    retry: finish,
  };
}
