import { bytesEqual } from '../bytes/equal.ts';
import {
  type AccessMethod,
  type Canister,
  type CanisterError,
  credentialIdsOf,
  type IdentityInfo,
  MAX_NAME_BYTES,
  type Session,
} from '../canister/canister.ts';
import { type Provider, providerOf } from '../canister/provider.ts';
import type { Result } from '../result.ts';
import { type AccessFlow, createAccessFlow } from './access.ts';
import type { AccessPorts } from './access_ports.ts';
import type {
  LockedChange,
  ManagedAccount,
  ManagedIdentity,
  ManagedMethod,
  ManageState,
} from './manage_state.ts';
import { canisterErrorToNotice, type Notice, passkeyErrorToNotice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';
import { openByOwnPhrase } from './own_phrase.ts';
import { createPairingFlow } from './pairing.ts';
import { createPhraseSetup } from './phrase_setup.ts';
import { createTurns } from './turns.ts';

/** The page where a person looks after their identity. */
export interface ManageFlow {
  readonly state: Observable<ManageState>;
  readonly access: AccessFlow;
  reload(): void;
  /** Back to the list; what has not been saved is dropped. */
  backToList(): void;
  chooseWhatToAdd(): void;
  /** Makes a passkey: in this browser, or as a recovery device on a key or phone of its own. */
  addPasskey(kind: 'passkey' | 'recoveryDevice'): void;
  addOtherDevice(): void;
  /** Makes a recovery phrase, in place of the one that there is. */
  setUpPhrase(): void;
  rename(method: ManagedMethod): void;
  submitName(name: string): void;
  remove(method: ManagedMethod): void;
  confirmRemoval(): void;
  /** Links an account, in a window of the provider's own. To be called in answer to a click. */
  link(provider: Provider): void;
  unlink(account: ManagedAccount): void;
  confirmUnlinking(): void;
  lockPhrase(method: ManagedMethod): void;
  unlockPhrase(method: ManagedMethod): void;
  /** The locked phrase, as typed. */
  submitPhrase(typed: string): void;
  /** Whether apps that this browser signs in to ask for one of several accounts. */
  asksForAccount(): boolean;
  setAsksForAccount(asks: boolean): void;
  signOut(): void;
}

/** @param random - at least 0, less than 1; picks the words of a new phrase that are asked for */
export function createManageFlow(ports: AccessPorts, random: () => number): ManageFlow {
  const state = createVariable<ManageState>({ kind: 'signedOut' });
  let session: Session | null = null;
  let identity: ManagedIdentity | null = null;
  let stopExpiry = (): void => undefined;

  const access = createAccessFlow(ports, (opened) => {
    session = opened;
    stopExpiry();
    stopExpiry = ports.after(opened.expiresAt - ports.now(), () => leave({ kind: 'sessionExpired' }));
    load(null);
  });
  const turns = createTurns(ports.loadParts, (notice) => state.set({ kind: 'interrupted', notice }));

  const leave = (notice?: Notice): void => {
    stopExpiry();
    turns.abandon();
    session = null;
    identity = null;
    access.back(notice);
    state.set({ kind: 'signedOut' });
  };
  const showList = (notice: Notice | null): void => {
    if (identity === null) load(notice);
    else state.set({ kind: 'loaded', identity, notice });
  };
  const load = (notice: Notice | null): void => {
    const current = session;
    if (current === null) return;
    state.set({ kind: 'loading' });
    turns.start(async (isCurrent, { canister, providers }) => {
      const info = await canister.identityInfo(current);
      if (!isCurrent()) return;
      if (info.ok) {
        identity = manage(info.value, current, providers);
        return state.set({ kind: 'loaded', identity, notice });
      }
      const failure = canisterErrorToNotice(info.error, current.number);
      // The session rested on the account that was just unlinked.
      const ownDoing = notice?.kind === 'unlinked';
      if (info.error.kind === 'unauthorized') {
        return leave(ownDoing ? { kind: 'removedCurrent', number: current.number } : failure);
      }
      state.set({ kind: 'interrupted', notice: failure });
    });
  };

  /** Runs a change and shows the list anew; a refusal shows above the old one. */
  const save = (
    change: (canister: Canister, session: Session) => Promise<Result<null, CanisterError>>,
    saved: () => void,
  ): void => {
    const current = session;
    if (current === null) return;
    state.set({ kind: 'saving' });
    turns.start(async (isCurrent, { canister }) => {
      const changed = await change(canister, current);
      if (!isCurrent()) return;
      if (changed.ok) return saved();
      const notice = canisterErrorToNotice(changed.error, current.number);
      if (changed.error.kind === 'unauthorized') leave(notice);
      else showList(notice);
    });
  };
  const removed = (method: ManagedMethod, isLast: boolean) => (): void => {
    const number = session?.number ?? '';
    if (isLast) ports.remembered.forget(number);
    if (method.current) leave({ kind: 'removedCurrent', number });
    else load({ kind: 'removed' });
  };
  const isLast = (): boolean => identity !== null && identity.methods.length + identity.accounts.length === 1;
  const typePhrase = (method: ManagedMethod, change: LockedChange): void =>
    state.set({ kind: 'typingPhrase', change, method, typed: '', notice: null });

  return {
    state,
    access,
    reload: () => load(null),
    backToList() {
      turns.abandon();
      if (state.value.kind === 'linking') state.value.flow.stop();
      showList(null);
    },
    chooseWhatToAdd: () => state.set({ kind: 'adding' }),
    addPasskey(kind) {
      const current = session;
      if (current === null || identity === null) return;
      const exclude = credentialIdsOf(identity.methods);
      state.set({ kind: 'creatingPasskey' });
      turns.start(async (isCurrent, { passkeys }) => {
        const made = await passkeys.create({ exclude, portable: kind === 'recoveryDevice' });
        if (!isCurrent()) return;
        if (!made.ok) return showList(passkeyErrorToNotice(made.error, 'create'));
        const method = { kind, passkey: made.value };
        save(
          (canister, opened) => canister.addMethod(opened, method),
          () => load({ kind: 'added' }),
        );
      });
    },
    addOtherDevice() {
      if (session === null) return;
      const pairing = createPairingFlow(ports, session, (notice) => {
        if (notice === null) showList(null);
        else load(notice);
      });
      state.set({ kind: 'pairing', pairing });
    },
    setUpPhrase() {
      if (session === null || identity === null) return;
      const old = identity.methods.find(({ kind }) => kind === 'recoveryPhrase') ?? null;
      const done = (notice: Notice | null): void => {
        if (notice === null) showList(null);
        else if (old?.current === true) leave(notice);
        else load(notice);
      };
      state.set({ kind: 'settingUpPhrase', setup: createPhraseSetup({ ports, session, old, random, done }) });
    },
    rename: (method) => state.set({ kind: 'renaming', method, notice: null }),
    submitName(typed) {
      const { value } = state;
      if (value.kind !== 'renaming') return;
      const name = typed.trim();
      if (name === '' || new TextEncoder().encode(name).length > MAX_NAME_BYTES) {
        return state.set({ ...value, notice: { kind: 'invalidName' } });
      }
      const { publicKey } = value.method;
      save(
        (canister, opened) => canister.renameMethod(opened, publicKey, name),
        () => load(null),
      );
    },
    remove(method) {
      state.set({ kind: 'removing', method, isLast: isLast() });
    },
    confirmRemoval() {
      const { value } = state;
      if (value.kind !== 'removing') return;
      const { method } = value;
      // A locked phrase is removed by itself only.
      if (method.locked && !method.current) return typePhrase(method, 'remove');
      save(
        (canister, opened) => canister.removeMethod(opened, method.publicKey),
        removed(method, value.isLast),
      );
    },
    link(provider) {
      const current = session;
      if (current === null) return;
      const opened = ports.openWindow();
      state.set({ kind: 'openingProvider' });
      turns.start(async (isCurrent) => {
        const flows = await ports.loadProviderFlows().catch(() => null);
        if (!isCurrent() || flows === null) {
          opened?.close();
          if (isCurrent()) showList({ kind: 'lostConnection' });
          return;
        }
        const done = (linked: Result<null, CanisterError>): void =>
          save(
            async () => linked,
            () => load({ kind: 'linked' }),
          );
        const ends = { done, left: showList };
        state.set({ kind: 'linking', flow: flows.link(ports, provider, { session: current, opened }, ends) });
      });
    },
    unlink: (account) => state.set({ kind: 'unlinking', account, isLast: isLast() }),
    confirmUnlinking() {
      const { value } = state;
      if (value.kind !== 'unlinking') return;
      const { account } = value;
      save(
        (canister, opened) => canister.unlinkAccount(opened, account),
        () => {
          const number = session?.number ?? '';
          if (value.isLast) ports.remembered.forget(number);
          load({ kind: 'unlinked' });
        },
      );
    },
    lockPhrase(method) {
      save(
        (canister, opened) => canister.lockMethod(opened, method.publicKey, true),
        () => load(null),
      );
    },
    unlockPhrase: (method) => typePhrase(method, 'unlock'),
    submitPhrase(typed) {
      const { value } = state;
      const current = session;
      if (value.kind !== 'typingPhrase' || current === null) return;
      const { method, change } = value;
      state.set({ kind: 'saving' });
      turns.start(async (isCurrent, { canister }) => {
        const opened = await openByOwnPhrase(ports.loadPhrases, canister, current.number, method, typed);
        if (!isCurrent()) return;
        if (!opened.ok) return state.set({ ...value, typed, notice: opened.error });
        const { value: byPhrase } = opened;
        if (change === 'unlock') {
          save(
            () => canister.lockMethod(byPhrase, method.publicKey, false),
            () => load(null),
          );
        } else {
          save(() => canister.removeMethod(byPhrase, method.publicKey), removed(method, isLast()));
        }
      });
    },
    asksForAccount: () => ports.settings.asksForAccount(),
    setAsksForAccount: (asks) => ports.settings.setAsksForAccount(asks),
    signOut: () => leave(),
  };
}

function manage(
  { number, methods, accounts }: IdentityInfo,
  session: Session,
  providers: readonly Provider[],
): ManagedIdentity {
  const isCurrent = ({ publicKey }: AccessMethod): boolean => bytesEqual(publicKey, session.openedBy);
  return {
    number,
    methods: methods.map((method) => ({ ...method, current: isCurrent(method) })),
    accounts: accounts.map((account) => ({ ...account, provider: providerOf(providers, account) })),
    providers,
  };
}
