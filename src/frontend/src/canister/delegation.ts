import type { Identity } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import type { IssuedDelegation, SignedInBy } from '../authorize/request.ts';
import { err, ok, type Result } from '../result.ts';
import type { CanisterError, DelegationOrder } from './canister.ts';
import type { Connection } from './connection.ts';
import { flatAttempt } from './errors.ts';

/** Waits between the tries to fetch a delegation, in milliseconds: a query may reach a node that lags behind. */
const RETRY_DELAYS_MS = [100, 300, 1000, 2000, 3000];

export interface Order extends DelegationOrder {
  readonly number: bigint;
  readonly caller: Identity;
  readonly signedInBy: SignedInBy;
}

/**
 * Has the canister sign a delegation, then fetches it. Only `no_such_delegation` is tried again: a
 * refusal stays one.
 * @param wait - sleeps for some milliseconds
 */
export async function issueDelegation(
  connection: Connection,
  { number, caller, signedInBy, effectiveOrigin, sessionKey, maxTimeToLive }: Order,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Result<IssuedDelegation, CanisterError>> {
  const ttl: [] | [bigint] = maxTimeToLive === null ? [] : [maxTimeToLive];
  return flatAttempt(async () => {
    const canister = await connection.as(caller);
    const [userKey, expiration] = await canister.prepare_delegation(number, effectiveOrigin, sessionKey, ttl);
    for (let tries = 0; ; tries++) {
      const answer = await canister.get_delegation(number, effectiveOrigin, sessionKey, expiration);
      if ('signed_delegation' in answer) {
        const { delegation, signature } = answer.signed_delegation;
        const key = Uint8Array.from(userKey);
        return ok({
          userKey: key,
          principal: Principal.selfAuthenticating(key).toText(),
          signedInBy,
          sessionKey: Uint8Array.from(delegation.pubkey),
          expiration: delegation.expiration,
          signature: Uint8Array.from(signature),
        });
      }
      const delay = RETRY_DELAYS_MS[tries];
      if (delay === undefined) return err({ kind: 'refused', text: 'the delegation cannot be fetched' });
      await wait(delay);
    }
  });
}
