import type { Identity } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import type {
  AccountDelegationError,
  DelegationPermissions,
  SignedDelegation,
} from '../../../declarations/internet_identity.did.ts';
import type { IssuedDelegation, SignedInBy } from '../authorize/request.ts';
import { err, ok, type Result } from '../result.ts';
import type { CanisterError, DelegationOrder } from './canister.ts';
import type { Connection, InternetIdentity } from './connection.ts';
import { flatAttempt } from './errors.ts';

/** Waits between the tries to fetch a delegation, in milliseconds: a query may reach a node that lags behind. */
const RETRY_DELAYS_MS = [100, 300, 1000, 2000, 3000];

export interface Order extends DelegationOrder {
  readonly number: bigint;
  readonly caller: Identity;
  readonly signedInBy: SignedInBy;
}

/**
 * Has the canister sign a delegation, then fetches it. Only a delegation that is not found is tried again: a
 * refusal stays one.
 * @param wait - sleeps for some milliseconds
 */
export async function issueDelegation(
  connection: Connection,
  order: Order,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Result<IssuedDelegation, CanisterError>> {
  return flatAttempt(async () => {
    const canister = await connection.as(order.caller);
    const isPlain = order.account === null && !order.queriesOnly;
    const prepared = await (isPlain ? prepareFirst(canister, order) : prepareAccount(canister, order));
    if (!prepared.ok) return prepared;
    const { userKey, fetchSigned } = prepared.value;
    for (let tries = 0; ; tries++) {
      const signed = await fetchSigned();
      if (signed !== null) {
        const { delegation, signature } = signed;
        const key = Uint8Array.from(userKey);
        return ok({
          userKey: key,
          principal: Principal.selfAuthenticating(key).toText(),
          signedInBy: order.signedInBy,
          sessionKey: Uint8Array.from(delegation.pubkey),
          expiration: delegation.expiration,
          queriesOnly: order.queriesOnly,
          signature: Uint8Array.from(signature),
        });
      }
      const delay = RETRY_DELAYS_MS[tries];
      if (delay === undefined) return err({ kind: 'refused', text: 'the delegation cannot be fetched' });
      await wait(delay);
    }
  });
}

interface Prepared {
  readonly userKey: Uint8Array | number[];
  /** Null when the canister does not find it, perhaps not yet. */
  fetchSigned(): Promise<SignedDelegation | null>;
}

/** By the methods that every version of the canister has. */
async function prepareFirst(
  canister: InternetIdentity,
  { number, effectiveOrigin, sessionKey, maxTimeToLive }: Order,
): Promise<Result<Prepared, CanisterError>> {
  const ttl = optional(maxTimeToLive);
  const [userKey, expiration] = await canister.prepare_delegation(number, effectiveOrigin, sessionKey, ttl);
  return ok({
    userKey,
    async fetchSigned() {
      const answer = await canister.get_delegation(number, effectiveOrigin, sessionKey, expiration);
      return 'signed_delegation' in answer ? answer.signed_delegation : null;
    },
  });
}

async function prepareAccount(
  canister: InternetIdentity,
  { number, effectiveOrigin, account, sessionKey, maxTimeToLive, queriesOnly }: Order,
): Promise<Result<Prepared, CanisterError>> {
  const place: Place = [number, effectiveOrigin, optional(account), sessionKey];
  const allowed: [] | [DelegationPermissions] = queriesOnly ? [{ queries: null }] : [];
  const prepared = await canister.prepare_account_delegation(...place, optional(maxTimeToLive), allowed);
  if ('Err' in prepared) return err(accountRefusal(prepared.Err));
  const { user_key: userKey, expiration } = prepared.Ok;
  return ok({
    userKey,
    async fetchSigned() {
      const answer = await canister.get_account_delegation(...place, expiration, allowed);
      return 'Ok' in answer ? answer.Ok : null;
    },
  });
}

type Place = [number: bigint, origin: string, account: [] | [bigint], sessionKey: Uint8Array];

const optional = (value: bigint | null): [] | [bigint] => (value === null ? [] : [value]);

function accountRefusal(error: AccountDelegationError): CanisterError {
  if ('Unauthorized' in error) return { kind: 'unauthorized' };
  const text = 'InternalCanisterError' in error ? error.InternalCanisterError : 'no such account';
  return { kind: 'refused', text };
}
