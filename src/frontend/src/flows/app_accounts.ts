import {
  type AppAccount,
  type AppAccounts,
  type CanisterError,
  MAX_NAME_BYTES,
} from '../canister/canister.ts';
import type { Result } from '../result.ts';
import type { AppAccountsState } from './app_accounts_state.ts';
import { canisterErrorToNotice, type Notice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';

/** Which of several accounts an app is to know the person by; added and named on the way. */
export interface AppAccountsFlow {
  readonly state: Observable<AppAccountsState>;
  choose(account: AppAccount): void;
  /** Has an account offered first from now on. */
  prefer(account: AppAccount): void;
  add(): void;
  rename(account: AppAccount): void;
  submitName(typed: string): void;
  /** Back to the list; a name that was not saved is dropped. */
  back(): void;
  retry(): void;
}

export interface AppAccountsPorts {
  /** Number of the identity, for what is said about it. */
  readonly identity: string;
  readonly accounts: AppAccounts;
  /** The person has chosen. */
  chosen(account: AppAccount): void;
  /** The canister no longer takes the session. */
  unauthorized(error: CanisterError): void;
}

export function createAppAccountsFlow(ports: AppAccountsPorts): AppAccountsFlow {
  const state = createVariable<AppAccountsState>({ kind: 'loading' });
  let listed: readonly AppAccount[] = [];
  /** Answers that come after something else has begun do not count. */
  let turn = 0;

  const list = (notice: Notice | null): void => state.set({ kind: 'choosing', accounts: listed, notice });
  const run = <T>(
    call: Promise<Result<T, CanisterError>>,
    done: (value: T) => void,
    fail: (notice: Notice) => void,
  ): void => {
    const own = ++turn;
    const settle = async (): Promise<void> => {
      const outcome = await call;
      if (own !== turn) return;
      if (outcome.ok) return done(outcome.value);
      if (outcome.error.kind === 'unauthorized') return ports.unauthorized(outcome.error);
      fail(canisterErrorToNotice(outcome.error, ports.identity));
    };
    settle().catch((cause: unknown) => {
      console.error(cause);
      if (own === turn) fail({ kind: 'fault' });
    });
  };
  const load = (): void => {
    state.set({ kind: 'loading' });
    run(
      ports.accounts.list(),
      (accounts) => {
        listed = [...accounts].sort((a, b) => Number(b.preferred) - Number(a.preferred));
        list(null);
      },
      (notice) => state.set({ kind: 'interrupted', notice }),
    );
  };
  load();

  return {
    state,
    choose(account) {
      turn++;
      ports.chosen(account);
    },
    prefer(account) {
      state.set({ kind: 'saving' });
      run(ports.accounts.prefer(account), load, list);
    },
    add: () => state.set({ kind: 'naming', account: null, typed: '', notice: null }),
    rename: (account) => state.set({ kind: 'naming', account, typed: account.name ?? '', notice: null }),
    submitName(typed) {
      const { value } = state;
      if (value.kind !== 'naming') return;
      const { account } = value;
      const name = typed.trim();
      const again = (notice: Notice): void => state.set({ kind: 'naming', account, typed, notice });
      if (name === '' || new TextEncoder().encode(name).length > MAX_NAME_BYTES) {
        return again({ kind: 'invalidName' });
      }
      state.set({ kind: 'saving' });
      const saved = account === null ? ports.accounts.add(name) : ports.accounts.rename(account, name);
      run(saved, load, again);
    },
    back() {
      turn++;
      list(null);
    },
    retry: load,
  };
}
