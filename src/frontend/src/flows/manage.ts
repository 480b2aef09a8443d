import type { IdentityInfo, Session } from '../canister/canister.ts';
import { type AccessFlow, createAccessFlow } from './access.ts';
import type { AccessPorts } from './access_ports.ts';
import { canisterErrorToNotice, type Notice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';

export type ManageState =
  /** The person signs in; the access flow has the details. */
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'loading'; readonly session: Session }
  | { readonly kind: 'loaded'; readonly session: Session; readonly info: IdentityInfo }
  | { readonly kind: 'interrupted'; readonly session: Session; readonly notice: Notice };

/** The page where a person looks after their identity. */
export interface ManageFlow {
  readonly state: Observable<ManageState>;
  readonly access: AccessFlow;
  reload(): void;
  signOut(): void;
}

/** @param after - calls something once, some milliseconds later; answers how to call it off */
export function createManageFlow(
  ports: AccessPorts,
  after: (milliseconds: number, call: () => void) => () => void,
): ManageFlow {
  const state = createVariable<ManageState>({ kind: 'signedOut' });
  let session: Session | null = null;
  let stopExpiry = (): void => undefined;

  const access = createAccessFlow(ports, (opened) => {
    session = opened;
    stopExpiry();
    stopExpiry = after(opened.expiresAt - ports.now(), () => leave({ kind: 'sessionExpired' }));
    load();
  });

  const leave = (notice?: Notice): void => {
    stopExpiry();
    session = null;
    access.back(notice);
    state.set({ kind: 'signedOut' });
  };

  const load = (): void => {
    const current = session;
    if (current === null) return;
    state.set({ kind: 'loading', session: current });
    const fetchInfo = async (): Promise<void> => {
      const { canister } = await ports.loadParts();
      const info = await canister.identityInfo(current);
      // Signed out meanwhile.
      if (session !== current) return;
      if (info.ok) return state.set({ kind: 'loaded', session: current, info: info.value });
      const notice = canisterErrorToNotice(info.error, current.number);
      if (info.error.kind === 'unauthorized') return leave(notice);
      state.set({ kind: 'interrupted', session: current, notice });
    };
    fetchInfo().catch((cause: unknown) => {
      console.error(cause);
      if (session === current)
        state.set({ kind: 'interrupted', session: current, notice: { kind: 'fault' } });
    });
  };

  return { state, access, reload: load, signOut: () => leave() };
}
