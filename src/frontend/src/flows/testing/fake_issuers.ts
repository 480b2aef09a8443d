import type { CredentialOrder, Issuer, IssuerError, Issuers } from '../../canister/issuer.ts';
import { err, ok, type Result } from '../../result.ts';

/** Issuers in memory, all of which are one, in one canister. */
export class FakeIssuers implements Issuers {
  readonly canisterId: string;
  /** Null answers with the origin that was asked for. */
  origin: string | null = null;
  consent = 'I will tell.';
  readonly languages: string[] = [];
  readonly orders: CredentialOrder[] = [];
  /** The next call of this name fails. */
  readonly failures = new Map<keyof Issuer, IssuerError>();
  #keys = 0;

  constructor(canisterId: string) {
    this.canisterId = canisterId;
  }

  at(canisterId: string): Issuer | null {
    if (canisterId !== this.canisterId) return null;
    return {
      derivationOrigin: async (hostname) => this.#answer('derivationOrigin', this.origin ?? hostname),
      consentMessage: async (_spec, language) => {
        this.languages.push(language);
        return this.#answer('consentMessage', { text: this.consent, language });
      },
      newKey: async () => ({ sessionKey: Uint8Array.of(++this.#keys) }),
      issue: async (order) => {
        this.orders.push(order);
        return this.#answer('issue', 'credential.of.issuer');
      },
    };
  }

  #answer<T>(name: keyof Issuer, value: T): Result<T, IssuerError> {
    const failure = this.failures.get(name);
    this.failures.delete(name);
    return failure === undefined ? ok(value) : err(failure);
  }
}
