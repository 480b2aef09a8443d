import type { IssuedDelegation } from '../../authorize/request.ts';
import type {
  Canister,
  CanisterError,
  DelegationOrder,
  IdentityInfo,
  Registration,
  Session,
} from '../../canister/canister.ts';
import type { KnownPasskey, NewPasskey, PasskeyError, Passkeys } from '../../passkey/passkeys.ts';
import { err, ok, type Result } from '../../result.ts';
import { createRememberedIdentities } from '../../session/remembered.ts';
import type { AccessParts, AccessPorts } from '../access_ports.ts';
import type { Observable } from '../observable.ts';

export const NOW = 1_700_000_000_000;
export const HOSTNAME = 'id.example';

/** A person in front of a prompt: answers it, closes it, or lets it stand. */
export type PromptAnswer = 'yes' | 'cancel' | 'wait' | PasskeyError;

/** Canister and authenticator in memory: numbers are given out, captchas asked for, keys remembered. */
export class FakeParts implements AccessParts {
  readonly canister: Canister;
  readonly passkeys: Passkeys;
  readonly #identities = new Map<string, KnownPasskey[]>();
  readonly orders: { session: Session; order: DelegationOrder }[] = [];
  readonly calls: string[] = [];
  prompt: PromptAnswer = 'yes';
  /** Solution of the captcha; null when none is asked for. */
  captcha: string | null = null;
  /** The next call of this name fails. */
  readonly failures = new Map<keyof Canister, CanisterError>();
  now = NOW;
  #passkeysMade = 0;
  #closePrompt: ((error: PasskeyError) => void) | null = null;

  constructor() {
    this.passkeys = this.#createPasskeys();
    this.canister = this.#createCanister();
  }

  /** Puts an identity into the canister. */
  addIdentity(number: string, ...origins: (string | null)[]): void {
    const passkeys = origins.map((origin, i) => ({
      credentialId: Uint8Array.of(i),
      publicKey: Uint8Array.of(i),
      origin,
    }));
    this.#identities.set(number, passkeys);
  }

  get identityCount(): number {
    return this.#identities.size;
  }

  ports(overrides: Partial<AccessPorts> = {}): AccessPorts {
    return {
      loadParts: async () => this,
      remembered: createRememberedIdentities(null, () => this.now),
      hostname: HOSTNAME,
      now: () => this.now,
      ...overrides,
    };
  }

  #ask(): Promise<Result<null, PasskeyError>> {
    if (this.prompt === 'yes') return Promise.resolve(ok(null));
    if (this.prompt === 'cancel') return Promise.resolve(err({ kind: 'cancelled' }));
    if (this.prompt !== 'wait') return Promise.resolve(err(this.prompt));
    return new Promise((resolve) => {
      this.#closePrompt = (error) => resolve(err(error));
    });
  }

  #createPasskeys(): Passkeys {
    return {
      create: async (): Promise<Result<NewPasskey, PasskeyError>> => {
        this.calls.push('create');
        const answer = await this.#ask();
        if (!answer.ok) return answer;
        const id = Uint8Array.of(++this.#passkeysMade);
        return ok({ credentialId: id, publicKey: id, name: 'a passkey', origin: null, attachment: null });
      },
      sign: async () => err({ kind: 'unsupported' }),
      cancel: () => {
        this.calls.push('cancel');
        this.#closePrompt?.({ kind: 'cancelled' });
        this.#closePrompt = null;
      },
    };
  }

  #createCanister(): Canister {
    const registration = (captcha: string | null): Registration => ({
      captcha,
      expiresAt: this.now + 240_000,
    });
    const session = (number: string, passkey: Uint8Array): Session => ({
      number,
      passkey,
      expiresAt: this.now + 600_000,
    });
    const failing = <T>(name: keyof Canister, value: () => T): Result<T, CanisterError> => {
      this.calls.push(name);
      const failure = this.failures.get(name);
      this.failures.delete(name);
      return failure === undefined ? ok(value()) : err(failure);
    };
    return {
      startRegistration: async () =>
        failing('startRegistration', () => registration(this.captcha === null ? null : 'data:,picture')),
      solveCaptcha: async (_registration, solution) =>
        failing('solveCaptcha', () => registration(solution === this.captcha ? null : 'data:,another')),
      finishRegistration: async (_registration, passkey) =>
        failing('finishRegistration', () => {
          const number = String(10_000 + this.#identities.size);
          this.#identities.set(number, [passkey]);
          return session(number, passkey.publicKey);
        }),
      passkeysOf: async (number) => failing('passkeysOf', () => this.#identities.get(number) ?? null),
      openSession: async (number, [passkey]) => {
        this.calls.push('openSession');
        const answer = await this.#ask();
        if (!answer.ok) return answer;
        return ok(session(number, passkey?.publicKey ?? new Uint8Array()));
      },
      issueDelegation: async (opened, order) =>
        failing('issueDelegation', (): IssuedDelegation => {
          this.orders.push({ session: opened, order });
          return {
            userKey: Uint8Array.of(9),
            sessionKey: order.sessionKey,
            expiration: 7n,
            signature: Uint8Array.of(8),
          };
        }),
      identityInfo: async ({ number }) =>
        failing('identityInfo', (): IdentityInfo => {
          const passkeys = this.#identities.get(number) ?? [];
          return {
            number,
            passkeys: passkeys.map(({ publicKey, origin }) => ({
              publicKey,
              origin,
              name: 'a passkey',
              kind: 'passkey',
              lastUsed: null,
            })),
          };
        }),
    };
  }
}

/** Resolves with the first value, now or later, that is of one of the kinds. */
export function reach<S extends { readonly kind: string }, K extends S['kind']>(
  observable: Observable<S>,
  ...kinds: K[]
): Promise<Extract<S, { readonly kind: K }>> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    let found = false;
    stop = observable.subscribe((value) => {
      if (found || !(kinds as string[]).includes(value.kind)) return;
      found = true;
      resolve(value as Extract<S, { readonly kind: K }>);
      stop?.();
    });
    if (found) stop();
  });
}
