import type { Identity } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import type { SignedDelegation } from '../../../declarations/internet_identity.did.ts';
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
    const prepared = await (isPlain ? prepareFirst(canister, order) : prepareOther(canister, order));
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

/** A delegation that the canister has signed and not handed over yet. */
export interface Prepared {
  readonly userKey: Uint8Array | number[];
  /** Null when the canister does not find it, perhaps not yet. */
  fetchSigned(): Promise<SignedDelegation | null>;
}

/** By the methods that every version of the canister has. */
async function prepareFirst(
  canister: InternetIdentity,
  { number, effectiveOrigin, sessionKey, maxTimeToLive }: Order,
): Promise<Result<Prepared, CanisterError>> {
  const ttl: [] | [bigint] = maxTimeToLive === null ? [] : [maxTimeToLive];
  const [userKey, expiration] = await canister.prepare_delegation(number, effectiveOrigin, sessionKey, ttl);
  return ok({
    userKey,
    async fetchSigned() {
      const answer = await canister.get_delegation(number, effectiveOrigin, sessionKey, expiration);
      return 'signed_delegation' in answer ? answer.signed_delegation : null;
    },
  });
}

/** By the methods for accounts and restrictions, which few people need. */
async function prepareOther(
  canister: InternetIdentity,
  order: Order,
): Promise<Result<Prepared, CanisterError>> {
  const other = await import('./account_delegation.ts').catch(() => null);
  return other === null ? err({ kind: 'lostConnection' }) : other.prepareAccountDelegation(canister, order);
}
