import type { CanisterError, Session } from '../canister/canister.ts';
import type { NativeLoginFault, NativeRequest } from '../canister/native_request.ts';
import { type AccessFlow, createAccessFlow } from './access.ts';
import type { AccessPorts } from './access_ports.ts';
import type { NativeLoginState } from './native_login_state.ts';
import { canisterErrorToNotice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';

export interface NativeLoginPorts extends AccessPorts {
  /** Query of the page's address: the request. */
  readonly query: string;
  /** Leaves the page for an address; where that is an app's scheme, the page stays. */
  readonly goTo: (url: string) => void;
}

/** From the address that a native app opened to the answer at the app's own address. */
export interface NativeLoginFlow {
  readonly state: Observable<NativeLoginState>;
  /** How the person says who they are. */
  readonly access: AccessFlow;
  /** The person agrees. The identity used in this browser, if there is just one, is taken at once. */
  allow(): void;
  /** The person does not want to. */
  decline(): void;
  /** Goes on where the connection was lost. */
  retry(): void;
  /** Back to the app, by the person's own click. */
  goBack(): void;
}

export function createNativeLoginFlow(ports: NativeLoginPorts): NativeLoginFlow {
  const state = createVariable<NativeLoginState>({ kind: 'checking' });
  // One node answers queries: what it says is held against what the address asks for.
  const wanted = new URLSearchParams(ports.query);
  let app: NativeRequest | null = null;
  let session: Session | null = null;
  /** Where the answer goes, once there is one. */
  let answer: string | null = null;

  const access = createAccessFlow(ports, (opened) => {
    if (app === null || state.value.kind !== 'identifying') return;
    session = opened;
    finish(app, opened);
  });

  const run = (step: () => Promise<void>): void => {
    step().catch((cause: unknown) => {
      console.error(cause);
      state.set({ kind: 'interrupted', notice: { kind: 'fault' } });
    });
  };
  const leave = (outcome: 'letIn' | 'refused' | 'faulty', url: string, isAutomatic: boolean): void => {
    const uri = wanted.get('redirect_uri');
    if (uri === null || !url.startsWith(`${uri}?`)) {
      return state.set({ kind: 'failed', text: 'The answer would go elsewhere.' });
    }
    answer = url;
    state.set({ kind: 'leaving', outcome, app: app?.name ?? null });
    if (isAutomatic) ports.goTo(url);
  };
  const stop = (error: CanisterError | NativeLoginFault): void => {
    switch (error.kind) {
      case 'wrongRequest':
        return state.set({ kind: 'failed', text: error.text });
      case 'sentBack':
        return leave('faulty', error.url, error.isAutomatic);
      default:
        return state.set({
          kind: 'interrupted',
          notice: canisterErrorToNotice(error, session?.number ?? ''),
        });
    }
  };

  const check = (): void => {
    state.set({ kind: 'checking' });
    run(async () => {
      const parts = await ports.loadParts().catch(() => null);
      if (parts === null) return stop({ kind: 'lostConnection' });
      const checked = await parts.canister.checkNativeRequest(ports.query);
      if (!checked.ok) return stop(checked.error);
      const { clientId, origin } = checked.value;
      if (clientId !== wanted.get('client_id') || origin !== wanted.get('ic_origin')) {
        return state.set({ kind: 'failed', text: 'The answer is to another request.' });
      }
      app = checked.value;
      state.set({ kind: 'asking', app });
    });
  };

  const finish = (asked: NativeRequest, opened: Session): void => {
    state.set({ kind: 'finishing', app: asked });
    run(async () => {
      const { canister } = await ports.loadParts();
      const authorized = await canister.authorizeNativeLogin(opened, ports.query);
      if (authorized.ok) return leave('letIn', authorized.value, asked.isAutomatic);
      if (authorized.error.kind !== 'unauthorized') return stop(authorized.error);
      // A session that the canister no longer takes is worth nothing; the passkey is asked again.
      const isOver = opened.expiresAt <= ports.now();
      session = null;
      state.set({ kind: 'identifying', app: asked });
      access.back(
        isOver ? { kind: 'sessionExpired' } : canisterErrorToNotice(authorized.error, opened.number),
      );
    });
  };

  check();
  return {
    state,
    access,
    allow() {
      if (state.value.kind !== 'asking') return;
      state.set({ kind: 'identifying', app: state.value.app });
      const [only, ...others] = ports.remembered.list();
      if (only !== undefined && others.length === 0) access.signIn(only.number);
    },
    decline() {
      const { kind } = state.value;
      if (app === null || (kind !== 'asking' && kind !== 'identifying' && kind !== 'interrupted')) return;
      access.back();
      leave('refused', app.refusalUrl, app.isAutomatic);
    },
    retry() {
      if (state.value.kind !== 'interrupted') return;
      if (app === null || session === null) check();
      else finish(app, session);
    },
    goBack() {
      if (state.value.kind === 'leaving' && answer !== null) ports.goTo(answer);
    },
  };
}
