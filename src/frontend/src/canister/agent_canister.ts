import type { Identity } from '@dfinity/agent';
import { bytesEqual } from '../bytes/equal.ts';
import type { Passkeys } from '../passkey/passkeys.ts';
import { err, ok, type Result } from '../result.ts';
import type { Owned } from './access_methods.ts';
import type { Canister, CanisterError, Registration, Session } from './canister.ts';
import type { SignedInBy } from '../authorize/request.ts';
import type { CanisterPage } from './canister_page.ts';
import { createConnection } from './connection.ts';
import { issueDelegation } from './delegation.ts';
import { attempt } from './errors.ts';
import { devicesToPasskeys, identityInfoFromCandid } from './from_candid.ts';
import type { BoundToken, TokenRequest } from './provider.ts';
import { finishRegistration, solveCaptcha, startRegistration } from './registration.ts';
import {
  createTemporaryKeys,
  type DelegatedKey,
  delegateByAnyPasskey,
  delegateByHeldKey,
  delegateToTemporaryKey,
  SESSION_MS,
  type TemporaryKey,
} from './session_keys.ts';
import type * as Upkeep from './upkeep.ts';

type LookupError = CanisterError | { readonly kind: 'unknownPasskey' };

/** The canister behind the page, called with `@dfinity/agent`. */
export function createAgentCanister(page: CanisterPage, passkeys: Passkeys): Canister {
  const connection = createConnection(page);
  const newKey = createTemporaryKeys();
  // The keys stand beside the values that the flows see, so that those stay plain data.
  const keyOf = new WeakMap<Session, Identity>();
  const registrationKeys = new WeakMap<Registration, TemporaryKey>();
  const tokenKeys = new WeakMap<TokenRequest, TemporaryKey>();
  // Few people sign in with an account, and nobody waits for a click to count.
  const loadOpenId = () => import('./openid.ts');

  const keyOfRegistration = (registration: Registration): TemporaryKey => {
    const key = registrationKeys.get(registration);
    if (key === undefined) throw new Error('this registration was begun by another canister object');
    return key;
  };
  const keyOfRequest = (request: TokenRequest): TemporaryKey => {
    const key = tokenKeys.get(request);
    if (key === undefined) throw new Error('this token was asked for by another canister object');
    return key;
  };
  const callerOf = (session: Session): Identity => {
    const caller = keyOf.get(session);
    if (caller === undefined) throw new Error('this session was opened by another canister object');
    return caller;
  };
  const remember = (session: Session, caller: Identity): Session => {
    keyOf.set(session, caller);
    return session;
  };
  const open = (
    number: string,
    { identity, signedBy, expiresAt }: DelegatedKey,
    signedInBy: SignedInBy,
  ): Session => remember({ number, openedBy: signedBy, signedInBy, expiresAt }, identity);
  const ownedBy = (session: Session): Owned => ({
    number: BigInt(session.number),
    caller: callerOf(session),
  });

  const register = async (key: TemporaryKey): Promise<Result<Registration, CanisterError>> => {
    const started = await startRegistration(connection, key);
    if (started.ok) registrationKeys.set(started.value, key);
    return started;
  };
  const openByToken = async (token: BoundToken): Promise<Result<Session, CanisterError>> => {
    const openId = await loadOpenId();
    const opened = await openId.openByToken(connection, keyOfRequest(token.request), token, wait);
    // Dapps of the older protocol are told one of three ways; an account is the one that no app refuses.
    return opened.ok ? ok(open(String(opened.value.number), opened.value, 'passkey')) : opened;
  };

  return {
    startRegistration: async () => register(await newKey()),

    async solveCaptcha(registration, solution) {
      const key = keyOfRegistration(registration);
      const next = await solveCaptcha(connection, key, registration, solution);
      if (next.ok) registrationKeys.set(next.value, key);
      return next;
    },

    async finishRegistration(registration, passkey) {
      const key = keyOfRegistration(registration);
      const finished = await finishRegistration(connection, key, passkey);
      if (!finished.ok) return finished;
      const session = {
        number: String(finished.value),
        openedBy: passkey.publicKey,
        signedInBy: 'passkey' as const,
        expiresAt: Date.now() + SESSION_MS,
      };
      return ok(remember(session, key));
    },

    async passkeysOf(number) {
      const devices = await attempt(async () => (await connection.as(null)).lookup(BigInt(number)));
      if (!devices.ok) return devices;
      return ok(devices.value.length === 0 ? null : devicesToPasskeys(devices.value));
    },

    async openSession(number, known, rpId) {
      const { canisterId } = connection;
      const delegated = await delegateToTemporaryKey(await newKey(), passkeys, known, canisterId, rpId);
      if (!delegated.ok) return delegated;
      const { signedBy } = delegated.value;
      const used = known.find(({ publicKey }) => bytesEqual(publicKey, signedBy));
      return ok(open(number, delegated.value, used?.isRecovery === true ? 'recovery' : 'passkey'));
    },

    async openSessionByAnyPasskey() {
      let number = '';
      const publicKeyOf = async (credentialId: Uint8Array): Promise<Result<Uint8Array, LookupError>> => {
        const found = await attempt(async () => (await connection.as(null)).lookup_device_key(credentialId));
        if (!found.ok) return found;
        const [device] = found.value;
        if (device === undefined) return err({ kind: 'unknownPasskey' });
        number = String(device.anchor_number);
        return ok(Uint8Array.from(device.pubkey));
      };
      const key = await newKey();
      const delegated = await delegateByAnyPasskey(key, passkeys, publicKeyOf, connection.canisterId);
      return delegated.ok ? ok(open(number, delegated.value, 'passkey')) : delegated;
    },

    async openSessionByKey(number, key, kind) {
      return open(number, await delegateByHeldKey(await newKey(), key, connection.canisterId), kind);
    },

    async newTokenRequest(session) {
      const { newTokenRequest } = await loadOpenId();
      if (session !== null) return newTokenRequest(callerOf(session));
      const key = await newKey();
      const request = await newTokenRequest(key);
      tokenKeys.set(request, key);
      return request;
    },

    openSessionByToken: openByToken,
    startTokenRegistration: (request) => register(keyOfRequest(request)),

    async finishTokenRegistration(token) {
      const { finishByToken } = await loadOpenId();
      const finished = await finishByToken(connection, keyOfRequest(token.request), token);
      return finished.ok ? openByToken(token) : finished;
    },

    async linkAccount(session, token) {
      return (await loadOpenId()).linkAccount(connection, ownedBy(session), token);
    },

    async unlinkAccount(session, account) {
      return (await loadOpenId()).unlinkAccount(connection, ownedBy(session), account);
    },

    issueDelegation(session, order) {
      const { signedInBy } = session;
      return issueDelegation(connection, { ...order, ...ownedBy(session), signedInBy }, wait);
    },

    async appAccounts(session, origin) {
      const { createAppAccounts } = await import('./app_accounts.ts');
      return createAppAccounts(connection, ownedBy(session), origin);
    },

    async newIdAlias(session, order) {
      // Few people come this way, and nobody waits for a click to count.
      const part = await import('./id_alias.ts').catch(() => null);
      if (part === null) return err({ kind: 'lostConnection' });
      return part.newIdAlias(connection, ownedBy(session), order, wait);
    },

    async checkNativeRequest(query) {
      const { checkNativeRequest } = await loadNativeLogin();
      return checkNativeRequest(connection, query);
    },

    async authorizeNativeLogin(session, query) {
      const { authorizeNativeLogin } = await loadNativeLogin();
      return authorizeNativeLogin(connection, ownedBy(session), query);
    },

    async identityInfo(session) {
      const caller = callerOf(session);
      const answer = await attempt(async () =>
        (await connection.as(caller)).identity_info(BigInt(session.number)),
      );
      if (!answer.ok) return answer;
      if ('Ok' in answer.value) {
        return ok(identityInfoFromCandid(session.number, answer.value.Ok));
      }
      const { Err: error } = answer.value;
      if ('Unauthorized' in error) return err({ kind: 'unauthorized' });
      return err({ kind: 'refused', text: error.InternalCanisterError });
    },

    addMethod: (session, method) => upkeep((own) => own.addMethod(connection, ownedBy(session), method)),
    replaceMethod: (session, key, method) =>
      upkeep((own) => own.replaceMethod(connection, ownedBy(session), key, method)),
    renameMethod: (session, key, name) =>
      upkeep((own) => own.renameMethod(connection, ownedBy(session), key, name)),
    removeMethod: (session, key) => upkeep((own) => own.removeMethod(connection, ownedBy(session), key)),
    lockMethod: (session, key, locked) =>
      upkeep((own) => own.lockMethod(connection, ownedBy(session), key, locked)),
    startPairing: (session) => upkeep((own) => own.startPairing(connection, ownedBy(session))),
    stopPairing: (session) => upkeep((own) => own.stopPairing(connection, ownedBy(session))),
    confirmPairing: (session, code) =>
      upkeep((own) => own.confirmPairing(connection, ownedBy(session), code)),
    askToPair: (number, passkey) => upkeep((own) => own.askToPair(connection, BigInt(number), passkey)),
  };
}

/** Runs a call of those who look after an identity; what it takes is loaded for the first one. */
async function upkeep<T>(
  use: (own: typeof Upkeep) => Promise<Result<T, CanisterError>>,
): Promise<Result<T, CanisterError>> {
  const own = await import('./upkeep.ts').catch(() => null);
  return own === null ? err({ kind: 'lostConnection' }) : use(own);
}

/** Only native apps need it. */
const loadNativeLogin = () => import('./native_login.ts');

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
