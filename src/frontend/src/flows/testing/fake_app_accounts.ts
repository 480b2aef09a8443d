import type { AppAccount, AppAccounts, CanisterError } from '../../canister/canister.ts';
import { err, ok, type Result } from '../../result.ts';

/** An identity's accounts at one app, in memory. */
export class FakeAppAccounts implements AppAccounts {
  accounts: AppAccount[] = [{ number: null, name: null, lastUsed: null, preferred: true }];
  /** The next call of this name fails. */
  readonly failures = new Map<keyof AppAccounts, CanisterError>();
  #next = 1n;

  async list(): Promise<Result<readonly AppAccount[], CanisterError>> {
    return this.#answer('list', () => this.accounts);
  }

  async add(name: string): Promise<Result<AppAccount, CanisterError>> {
    return this.#answer('add', () => {
      const account = { number: this.#next++, name, lastUsed: null, preferred: false };
      this.accounts = [...this.accounts, account];
      return account;
    });
  }

  async rename({ number }: AppAccount, name: string): Promise<Result<AppAccount, CanisterError>> {
    return this.#answer('rename', () => {
      const known = this.accounts.find((account) => account.number === number)!;
      const renamed = { ...known, number: number ?? this.#next++, name };
      this.accounts = this.accounts.map((account) => (account === known ? renamed : account));
      return renamed;
    });
  }

  async prefer({ number }: AppAccount): Promise<Result<null, CanisterError>> {
    return this.#answer('prefer', () => {
      this.accounts = this.accounts.map((account) => ({ ...account, preferred: account.number === number }));
      return null;
    });
  }

  #answer<T>(name: keyof AppAccounts, value: () => T): Result<T, CanisterError> {
    const failure = this.failures.get(name);
    this.failures.delete(name);
    return failure === undefined ? ok(value()) : err(failure);
  }
}
