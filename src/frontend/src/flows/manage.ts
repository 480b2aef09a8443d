import { bytesEqual } from '../bytes/equal.ts';
import type { IdentityInfo, PasskeyInfo, Session } from '../canister/canister.ts';
import { type AccessFlow, createAccessFlow } from './access.ts';
import type { AccessPorts } from './access_ports.ts';
import { canisterErrorToNotice, type Notice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';

export interface ManagedPasskey extends PasskeyInfo {
  /** Whether the person signed in with it just now. */
  readonly current: boolean;
}

/** An identity as its owner sees it. */
export interface ManagedIdentity {
  readonly number: string;
  readonly passkeys: readonly ManagedPasskey[];
}

export type ManageState =
  /** The person signs in; the access flow has the details. */
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly identity: ManagedIdentity }
  | { readonly kind: 'interrupted'; readonly notice: Notice };

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
    state.set({ kind: 'loading' });
    const fetchInfo = async (): Promise<void> => {
      const { canister } = await ports.loadParts();
      const info = await canister.identityInfo(current);
      // Signed out meanwhile.
      if (session !== current) return;
      if (info.ok) return state.set({ kind: 'loaded', identity: manage(info.value, current) });
      const notice = canisterErrorToNotice(info.error, current.number);
      if (info.error.kind === 'unauthorized') return leave(notice);
      state.set({ kind: 'interrupted', notice });
    };
    fetchInfo().catch((cause: unknown) => {
      console.error(cause);
      if (session === current) state.set({ kind: 'interrupted', notice: { kind: 'fault' } });
    });
  };

  return { state, access, reload: load, signOut: () => leave() };
}

function manage({ number, passkeys }: IdentityInfo, session: Session): ManagedIdentity {
  const isCurrent = ({ publicKey }: PasskeyInfo): boolean => bytesEqual(publicKey, session.passkey);
  return { number, passkeys: passkeys.map((passkey) => ({ ...passkey, current: isCurrent(passkey) })) };
}
