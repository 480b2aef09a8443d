import type { Canister, CanisterError, Session } from '../../canister/canister.ts';
import type { LinkedAccount, Provider } from '../../canister/provider.ts';
import type { ProviderAnswer } from '../../openid/authorization.ts';
import type { ProviderWindow } from '../../openid/provider_window.ts';
import { err, ok, type Result } from '../../result.ts';

export const PROVIDER: Provider = {
  ...{ name: 'Example', logo: '', issuer: 'https://provider.example', clientId: 'client' },
  ...{ authUri: 'https://provider.example/authorize', scopes: ['openid'] },
};

/** What {@link FakeAccounts} takes for a token: the account's name at the provider, in place of a signature. */
export const tokenOf = (sub: string): string => {
  const claims = btoa(JSON.stringify({ email: `${sub}@provider.example` }));
  return `${sub}.${claims.replace(/=+$/, '')}.signed`;
};

type AccountMethods = Pick<
  Canister,
  | 'newTokenRequest'
  | 'openSessionByToken'
  | 'startTokenRegistration'
  | 'finishTokenRegistration'
  | 'linkAccount'
  | 'unlinkAccount'
>;

type Failing = <T>(name: keyof Canister, value: () => T) => Result<T, CanisterError>;

/** Accounts of one provider, and whose they are. */
export class FakeAccounts {
  /** Identity numbers by the accounts' names. */
  readonly owners = new Map<string, string>();

  of(number: string): LinkedAccount[] {
    return [...this.owners]
      .filter(([, owner]) => owner === number)
      .map(([sub]) => ({
        ...{ iss: PROVIDER.issuer, sub, aud: PROVIDER.clientId },
        ...{ name: null, email: `${sub}@provider.example`, lastUsed: null },
      }));
  }

  methods(
    failing: Failing,
    how: {
      readonly session: (number: string) => Session;
      readonly startRegistration: Canister['startRegistration'];
      readonly newNumber: () => string;
    },
  ): AccountMethods {
    const subOf = (jwt: string): string => jwt.split('.')[0] ?? '';
    const open = (sub: string): Result<Session, CanisterError> => {
      const number = this.owners.get(sub);
      return number === undefined ? err({ kind: 'unknownAccount' }) : ok(how.session(number));
    };
    const flat = <T>(outcome: Result<Result<T, CanisterError>, CanisterError>): Result<T, CanisterError> =>
      outcome.ok ? outcome.value : outcome;
    return {
      newTokenRequest: async () => ({ nonce: 'nonce', salt: new Uint8Array(32) }),
      openSessionByToken: async ({ jwt }) => flat(failing('openSessionByToken', () => open(subOf(jwt)))),
      startTokenRegistration: () => how.startRegistration(),
      finishTokenRegistration: async ({ jwt }) =>
        flat(
          failing('finishTokenRegistration', () => {
            this.owners.set(subOf(jwt), how.newNumber());
            return open(subOf(jwt));
          }),
        ),
      linkAccount: async ({ number }, { jwt }) =>
        flat(
          failing('linkAccount', () => {
            if (this.owners.has(subOf(jwt))) return err({ kind: 'accountTaken' });
            this.owners.set(subOf(jwt), number);
            return ok(null);
          }),
        ),
      unlinkAccount: async (_session, { sub }) =>
        flat(
          failing('unlinkAccount', () => (this.owners.delete(sub) ? ok(null) : err({ kind: 'methodGone' }))),
        ),
    };
  }
}

/** A provider's window, whose person answers when the test says so. */
export class FakeWindow implements ProviderWindow {
  readonly asked: string[] = [];
  isOpen = true;
  answer: (answer: ProviderAnswer) => void = () => undefined;

  ask(_provider: Provider, nonce: string): Promise<ProviderAnswer> {
    this.asked.push(nonce);
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }

  close(): void {
    this.isOpen = false;
  }
}
