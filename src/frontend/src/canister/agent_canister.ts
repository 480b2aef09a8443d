import type { Identity } from '@dfinity/agent';
import type { Passkeys } from '../passkey/passkeys.ts';
import { err, ok } from '../result.ts';
import type { Canister, Registration, Session } from './canister.ts';
import type { CanisterPage } from './canister_page.ts';
import { createConnection } from './connection.ts';
import { issueDelegation } from './delegation.ts';
import { attempt } from './errors.ts';
import { devicesToPasskeys, identityInfoToPasskeys } from './from_candid.ts';
import { finishRegistration, solveCaptcha, startRegistration } from './registration.ts';
import {
  createTemporaryKeys,
  delegateToTemporaryKey,
  SESSION_MS,
  type TemporaryKey,
} from './session_keys.ts';

/** The canister behind the page, called with `@dfinity/agent`. */
export function createAgentCanister(page: CanisterPage, passkeys: Passkeys): Canister {
  const connection = createConnection(page);
  const newKey = createTemporaryKeys();
  // The keys stand beside the values that the flows see, so that those stay plain data.
  const keyOf = new WeakMap<Session, Identity>();
  const registrationKeys = new WeakMap<Registration, TemporaryKey>();

  const keyOfRegistration = (registration: Registration): TemporaryKey => {
    const key = registrationKeys.get(registration);
    if (key === undefined) throw new Error('this registration was begun by another canister object');
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

  return {
    async startRegistration() {
      const key = await newKey();
      const started = await startRegistration(connection, key);
      if (started.ok) registrationKeys.set(started.value, key);
      return started;
    },

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
        passkey: passkey.publicKey,
        expiresAt: Date.now() + SESSION_MS,
      };
      return ok(remember(session, key));
    },

    async passkeysOf(number) {
      const devices = await attempt(async () => (await connection.as(null)).lookup(BigInt(number)));
      if (!devices.ok) return devices;
      return ok(devices.value.length === 0 ? null : devicesToPasskeys(devices.value));
    },

    async openSession(number, known) {
      const delegated = await delegateToTemporaryKey(await newKey(), passkeys, known, connection.canisterId);
      if (!delegated.ok) return delegated;
      const { identity, passkey, expiresAt } = delegated.value;
      return ok(remember({ number, passkey, expiresAt }, identity));
    },

    issueDelegation(session, order) {
      const caller = callerOf(session);
      return issueDelegation(connection, { ...order, number: BigInt(session.number), caller }, wait);
    },

    async identityInfo(session) {
      const caller = callerOf(session);
      const answer = await attempt(async () =>
        (await connection.as(caller)).identity_info(BigInt(session.number)),
      );
      if (!answer.ok) return answer;
      if ('Ok' in answer.value) {
        return ok({ number: session.number, passkeys: identityInfoToPasskeys(answer.value.Ok) });
      }
      const { Err: error } = answer.value;
      if ('Unauthorized' in error) return err({ kind: 'unauthorized' });
      return err({ kind: 'refused', text: error.InternalCanisterError });
    },
  };
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
