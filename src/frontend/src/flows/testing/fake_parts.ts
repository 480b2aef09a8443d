import type { IssuedDelegation, SignedInBy } from '../../authorize/request.ts';
import { bytesEqual } from '../../bytes/equal.ts';
import type {
  AccessMethod,
  AliasOrder,
  Canister,
  CanisterError,
  CodeAnswer,
  DelegationOrder,
  IdentityInfo,
  NewAccessMethod,
  PairingAnswer,
  Registration,
  Session,
} from '../../canister/canister.ts';
import type { NativeLoginFault, NativeRequest } from '../../canister/native_request.ts';
import type { KnownPasskey, NewPasskey, PasskeyError, Passkeys } from '../../passkey/passkeys.ts';
import type { Pins } from '../../pin/pins.ts';
import { err, ok, type Result } from '../../result.ts';
import { createRememberedIdentities } from '../../session/remembered.ts';
import { createSettings } from '../../session/settings.ts';
import { createVisitedApps } from '../../session/visited_apps.ts';
import type { AccessParts, AccessPorts } from '../access_ports.ts';
import type { Observable } from '../observable.ts';
import { FakeAccounts, type FakeWindow } from './fake_accounts.ts';
import type { Provider } from '../../canister/provider.ts';
import { createProviderLink, createProviderSignIn } from '../provider.ts';
import { FakeAppAccounts } from './fake_app_accounts.ts';
import { FakeClock } from './fake_clock.ts';
import { fakePhrases } from './fake_phrases.ts';

export const NOW = 1_700_000_000_000;
export const HOSTNAME = 'id.example';

/** A person in front of a prompt: answers it, closes it, or lets it stand. */
export type PromptAnswer = 'yes' | 'cancel' | 'wait' | PasskeyError;

/** Canister and authenticator in memory: numbers are given out, captchas asked for, keys remembered. */
export class FakeParts implements AccessParts {
  readonly canister: Canister;
  readonly passkeys: Passkeys;
  /** PINs of the identities whose key is in this browser. */
  readonly pinOf = new Map<string, string>();
  readonly pins: Pins = {
    numbers: async () => new Set(this.pinOf.keys()),
    unlock: async (number, pin) =>
      this.pinOf.get(number) === pin ? { publicKey: PIN_KEY, sign: async () => new Uint8Array(64) } : null,
  };
  readonly relatedHostnames: string[] = [];
  /** Every identity's ways in; tests may change them as other browsers would. */
  readonly identities = new Map<string, AccessMethod[]>();
  /** The identity that lets another browser in, and what asks. */
  pairing: { number: string; expiresAt: number; asking: NewPasskey | null; triesLeft: number } | null = null;
  /** What the person picks from all passkeys that the browser finds. */
  picked: Uint8Array | null = null;
  readonly orders: { session: Session; order: DelegationOrder }[] = [];
  readonly aliasOrders: AliasOrder[] = [];
  /** Of every identity at every app. */
  readonly appAccounts = new FakeAppAccounts();
  /** What the canister says to a native app's request, and where the answer goes once the person agreed. */
  nativeRequest: (query: string) => Result<NativeRequest, NativeLoginFault> = () =>
    err({ kind: 'wrongRequest', text: 'no app is registered' });
  nativeAnswer: (query: string) => Result<string, NativeLoginFault> = () =>
    err({ kind: 'wrongRequest', text: 'no app is registered' });
  readonly calls: string[] = [];
  prompt: PromptAnswer = 'yes';
  /** Whether scripts that are loaded apart arrive, in tests that ask. */
  online = true;
  /** Solution of the captcha; null when none is asked for. */
  captcha: string | null = null;
  readonly accounts = new FakeAccounts();
  providers: readonly Provider[] = [];
  /** Windows that clicks open, the last one first to be used; none is let open when it is empty. */
  readonly windows: FakeWindow[] = [];
  /** The next call of this name fails. */
  readonly failures = new Map<keyof Canister, CanisterError>();
  readonly clock = new FakeClock(NOW);
  #passkeysMade = 0;
  #closePrompt: ((error: PasskeyError) => void) | null = null;

  constructor() {
    this.passkeys = this.#createPasskeys();
    this.canister = this.#createCanister();
  }

  /** Puts an identity into the canister. */
  addIdentity(number: string, ...origins: (string | null)[]): void {
    const passkeys = origins.map((origin, i) => fakeMethod({ credentialId: Uint8Array.of(i), origin }));
    this.identities.set(number, passkeys);
  }

  get now(): number {
    return this.clock.now;
  }

  set now(now: number) {
    this.clock.now = now;
  }

  get identityCount(): number {
    return this.identities.size;
  }

  ports(overrides: Partial<AccessPorts> = {}): AccessPorts {
    return {
      loadParts: async () => this,
      loadPhrases: async () => fakePhrases,
      openWindow: () => null,
      loadProviderFlows: async () => {
        const ports = { loadParts: async () => this, openWindow: () => this.windows.pop() ?? null };
        return {
          signIn: (_ports, provider, { expected }, ends) =>
            createProviderSignIn(ports, provider, { expected, first: ports.openWindow() }, ends),
          link: (_ports, provider, { session }, ends) =>
            createProviderLink(ports, provider, { session, first: ports.openWindow() }, ends),
        };
      },
      remembered: createRememberedIdentities(null, () => this.clock.now),
      visited: createVisitedApps(null),
      settings: createSettings(null),
      hostname: HOSTNAME,
      now: () => this.clock.now,
      after: (milliseconds, call) => this.clock.after(milliseconds, call),
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
      expiresAt: this.clock.now + 240_000,
    });
    const session = (number: string, key: Uint8Array, signedInBy: SignedInBy = 'passkey'): Session => ({
      number,
      openedBy: key,
      signedInBy,
      expiresAt: this.clock.now + 600_000,
    });
    const failing = <T>(name: keyof Canister, value: () => T): Result<T, CanisterError> => {
      this.calls.push(name);
      const failure = this.failures.get(name);
      this.failures.delete(name);
      return failure === undefined ? ok(value()) : err(failure);
    };
    const startRegistration: Canister['startRegistration'] = async () =>
      failing('startRegistration', () => registration(this.captcha === null ? null : 'data:,picture'));
    return {
      startRegistration,
      solveCaptcha: async (_registration, solution) =>
        failing('solveCaptcha', () => registration(solution === this.captcha ? null : 'data:,another')),
      finishRegistration: async (_registration, passkey) =>
        failing('finishRegistration', () => {
          const number = String(10_000 + this.identities.size);
          this.identities.set(number, [methodOf({ kind: 'passkey', passkey })]);
          return session(number, passkey.publicKey);
        }),
      passkeysOf: async (number) =>
        failing('passkeysOf', () => this.identities.get(number)?.flatMap(toKnownPasskey) ?? null),
      openSessionByAnyPasskey: async () => {
        const answer = await this.#ask();
        if (!answer.ok) return answer;
        for (const [number, methods] of this.identities) {
          const found = methods.find(({ publicKey }) =>
            bytesEqual(publicKey, this.picked ?? new Uint8Array()),
          );
          if (found !== undefined) return ok(session(number, found.publicKey));
        }
        return err({ kind: 'unknownPasskey' });
      },
      openSessionByKey: async (number, { publicKey }, kind) => session(number, publicKey, kind),
      openSession: async (number, [passkey], rpId) => {
        this.calls.push(rpId === null ? 'openSession' : `openSession ${rpId}`);
        const answer = await this.#ask();
        if (!answer.ok) return answer;
        return ok(session(number, passkey?.publicKey ?? new Uint8Array()));
      },
      issueDelegation: async (opened, order) =>
        failing('issueDelegation', (): IssuedDelegation => {
          this.orders.push({ session: opened, order });
          return {
            userKey: Uint8Array.of(9),
            principal: `principal-of-${opened.number}`,
            signedInBy: opened.signedInBy,
            queriesOnly: order.queriesOnly,
            sessionKey: order.sessionKey,
            expiration: 7n,
            signature: Uint8Array.of(8),
          };
        }),
      appAccounts: async () => this.appAccounts,
      newIdAlias: async ({ number }, order) =>
        failing('newIdAlias', () => {
          this.aliasOrders.push(order);
          return {
            alias: 'alias',
            relyingParty: { jws: 'alias.at.app', principal: `${number}-at-app` },
            issuer: { jws: 'alias.at.issuer', principal: `${number}-at-issuer` },
          };
        }),
      checkNativeRequest: async (query) => {
        this.calls.push('checkNativeRequest');
        const failure = this.failures.get('checkNativeRequest');
        this.failures.delete('checkNativeRequest');
        return failure === undefined ? this.nativeRequest(query) : err(failure);
      },
      authorizeNativeLogin: async ({ number }, query) => {
        this.calls.push(`authorizeNativeLogin ${number}`);
        const failure = this.failures.get('authorizeNativeLogin');
        this.failures.delete('authorizeNativeLogin');
        return failure === undefined ? this.nativeAnswer(query) : err(failure);
      },
      identityInfo: async ({ number, openedBy }) => {
        const methods = this.identities.get(number) ?? [];
        const byAccount = bytesEqual(openedBy, ACCOUNT_KEY) && this.accounts.of(number).length > 0;
        if (!byAccount && !methods.some(({ publicKey }) => bytesEqual(publicKey, openedBy))) {
          return err({ kind: 'unauthorized' });
        }
        return failing('identityInfo', (): IdentityInfo => ({
          number,
          methods,
          accounts: this.accounts.of(number),
          pairing: this.#pairingOf(number),
        }));
      },
      ...this.#createChanges(failing),
      ...this.accounts.methods(failing, {
        session: (number) => session(number, ACCOUNT_KEY),
        startRegistration,
        newNumber: () => {
          const number = String(10_000 + this.identities.size);
          this.identities.set(number, []);
          return number;
        },
      }),
    };
  }

  #pairingOf(number: string): IdentityInfo['pairing'] {
    const { pairing } = this;
    if (pairing === null || pairing.number !== number) return null;
    return { expiresAt: pairing.expiresAt, asking: pairing.asking?.name ?? null };
  }

  #createChanges(
    failing: <T>(name: keyof Canister, value: () => T) => Result<T, CanisterError>,
  ): Omit<Canister, UnchangingMethod> {
    const change = (
      name: keyof Canister,
      { number }: Session,
      apply: (methods: AccessMethod[]) => AccessMethod[],
    ): Result<null, CanisterError> =>
      failing(name, () => {
        this.identities.set(number, apply(this.identities.get(number) ?? []));
        return null;
      });
    const isOther = (key: Uint8Array) => (method: AccessMethod) => !bytesEqual(method.publicKey, key);
    const edit =
      (key: Uint8Array, fields: Partial<AccessMethod>) =>
      (methods: AccessMethod[]): AccessMethod[] =>
        methods.map((method) => (isOther(key)(method) ? method : { ...method, ...fields }));
    return {
      addMethod: async (session, method) =>
        change('addMethod', session, (methods) => [...methods, methodOf(method)]),
      replaceMethod: async (session, key, method) =>
        change('replaceMethod', session, (methods) => [...methods.filter(isOther(key)), methodOf(method)]),
      renameMethod: async (session, key, name) => change('renameMethod', session, edit(key, { name })),
      removeMethod: async (session, key) =>
        change('removeMethod', session, (methods) => methods.filter(isOther(key))),
      lockMethod: async (session, key, locked) => change('lockMethod', session, edit(key, { locked })),
      startPairing: async ({ number }) =>
        failing('startPairing', () => {
          const expiresAt = this.clock.now + 900_000;
          this.pairing = { number, expiresAt, asking: null, triesLeft: 3 };
          return expiresAt;
        }),
      stopPairing: async () =>
        failing('stopPairing', () => {
          this.pairing = null;
          return null;
        }),
      confirmPairing: async ({ number }, code) =>
        failing('confirmPairing', () => this.#confirm(number, code)),
      askToPair: async (_number, passkey) => failing('askToPair', () => this.#askToPair(passkey)),
    };
  }

  #confirm(number: string, code: string): CodeAnswer {
    const { pairing } = this;
    if (pairing === null || pairing.asking === null) return { kind: 'pairingOff' };
    if (code === CODE) {
      const methods = this.identities.get(number) ?? [];
      this.identities.set(number, [...methods, methodOf({ kind: 'passkey', passkey: pairing.asking })]);
      this.pairing = null;
      return { kind: 'confirmed' };
    }
    pairing.triesLeft--;
    if (pairing.triesLeft > 0) return { kind: 'wrongCode', triesLeft: pairing.triesLeft };
    this.pairing = null;
    return { kind: 'pairingOff' };
  }

  #askToPair(passkey: NewPasskey): PairingAnswer {
    if (this.pairing === null) return { kind: 'pairingOff' };
    if (this.pairing.asking !== null) return { kind: 'anotherAsks' };
    this.pairing.asking = passkey;
    return { kind: 'asked', code: CODE, expiresAt: this.pairing.expiresAt };
  }
}

type UnchangingMethod =
  | 'startRegistration'
  | 'solveCaptcha'
  | 'finishRegistration'
  | 'passkeysOf'
  | 'openSession'
  | 'openSessionByAnyPasskey'
  | 'openSessionByKey'
  | 'issueDelegation'
  | 'newIdAlias'
  | 'appAccounts'
  | 'checkNativeRequest'
  | 'authorizeNativeLogin'
  | keyof ReturnType<FakeAccounts['methods']>
  | 'identityInfo';

/** What a session rests on that an account has opened. */
export const ACCOUNT_KEY = Uint8Array.of(0x51);

/** Public key of those identities that a PIN opens. */
export const PIN_KEY = Uint8Array.of(0x50);

/** The code that the canister gives to whoever asks to come in. */
export const CODE = '012345';

/** A way in, a passkey unless the fields say otherwise. */
export function fakeMethod(fields: Partial<AccessMethod>): AccessMethod {
  return {
    publicKey: fields.credentialId ?? new Uint8Array(),
    credentialId: null,
    name: 'a passkey',
    kind: 'passkey',
    origin: null,
    lastUsed: null,
    locked: false,
    ...fields,
  };
}

function methodOf(method: NewAccessMethod): AccessMethod {
  if (method.kind === 'recoveryPhrase') {
    return fakeMethod({ kind: method.kind, publicKey: method.publicKey, name: 'Recovery phrase' });
  }
  const { credentialId, publicKey, name, origin } = method.passkey;
  return fakeMethod({ kind: method.kind, credentialId, publicKey, name, origin });
}

function toKnownPasskey({ credentialId, publicKey, origin, kind }: AccessMethod): KnownPasskey[] {
  if (credentialId === null) return [];
  return [{ credentialId, publicKey, origin, isRecovery: kind === 'recoveryDevice' }];
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
