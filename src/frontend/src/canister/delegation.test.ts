import { AnonymousIdentity, RejectError, UncertifiedRejectErrorCode } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import type { Connection, InternetIdentity } from './connection.ts';
import { issueDelegation, type Order } from './delegation.ts';

const KEY = Uint8Array.of(1, 2, 3);

/** A canister whose queries lag behind by some calls. */
function laggingBy(lag: number, refuse = false, changes: Partial<Order> = {}) {
  const waits: number[] = [];
  const prepared: unknown[][] = [];
  const canister = {
    prepare_delegation: async (...args: unknown[]) => {
      prepared.push(args);
      return [Uint8Array.of(9), 77n];
    },
    get_delegation: async (_number: bigint, _origin: string, pubkey: Uint8Array, expiration: bigint) => {
      const id = Object.assign(new Uint8Array(32), { __requestId__: undefined });
      if (refuse) {
        const text = 'x could not be authenticated.';
        throw RejectError.fromCode(new UncertifiedRejectErrorCode(id, 5, text, undefined, undefined));
      }
      if (waits.length < lag) return { no_such_delegation: null };
      const delegation = { pubkey, expiration, targets: [] };
      return { signed_delegation: { delegation, signature: Uint8Array.of(8) } };
    },
    prepare_account_delegation: async (...args: unknown[]) => {
      prepared.push(args);
      return refuse
        ? { Err: { Unauthorized: 'x' } }
        : { Ok: { user_key: Uint8Array.of(9), expiration: 77n } };
    },
    get_account_delegation: async (...args: unknown[]) => {
      prepared.push(args);
      if (waits.length < lag) return { Err: { NoSuchDelegation: null } };
      const delegation = { pubkey: args[3], expiration: args[4], targets: [], permissions: [] };
      return { Ok: { delegation, signature: Uint8Array.of(8) } };
    },
  } as unknown as InternetIdentity;
  const agentOf = () => Promise.reject(new Error('only the canister is called'));
  const connection: Connection = { canisterId: 'aaaaa-aa', as: async () => canister, agentOf };
  const order = {
    number: 10_000n,
    caller: new AnonymousIdentity(),
    signedInBy: 'recovery' as const,
    effectiveOrigin: 'https://a.example',
    sessionKey: KEY,
    maxTimeToLive: null,
    account: null,
    queriesOnly: false,
    ...changes,
  };
  const issue = () =>
    issueDelegation(connection, order, async (milliseconds) => void waits.push(milliseconds));
  return { issue, waits, prepared };
}

describe('issueDelegation', () => {
  it('should answer with what the canister signed', async () => {
    const { issue, prepared, waits } = laggingBy(0);
    expect(await issue()).toEqual({
      ok: true,
      value: {
        userKey: Uint8Array.of(9),
        principal: Principal.selfAuthenticating(Uint8Array.of(9)).toText(),
        signedInBy: 'recovery',
        sessionKey: KEY,
        expiration: 77n,
        queriesOnly: false,
        signature: Uint8Array.of(8),
      },
    });
    expect(prepared).toEqual([[10_000n, 'https://a.example', KEY, []]]);
    expect(waits).toEqual([]);
  });

  it('should wait for a query that lags behind, for a while', async () => {
    expect((await laggingBy(3).issue()).ok).toBe(true);
    const never = laggingBy(Infinity);
    expect(await never.issue()).toMatchObject({ ok: false, error: { kind: 'refused' } });
    expect(never.waits).toHaveLength(5);
  });

  it('should not try a refusal again', async () => {
    const { issue, waits } = laggingBy(0, true);
    expect(await issue()).toEqual({ ok: false, error: { kind: 'unauthorized' } });
    expect(waits).toEqual([]);
  });

  it.each([
    [{ account: 7n }, [7n], []],
    [{ account: 7n, queriesOnly: true }, [7n], [{ queries: null }]],
    [{ queriesOnly: true }, [], [{ queries: null }]],
  ])(
    'should be for an account or for queries only where that is wanted: %o',
    async (changes, account, allowed) => {
      const { issue, prepared, waits } = laggingBy(1, false, changes);
      const { queriesOnly = false } = changes as Partial<Order>;
      expect(await issue()).toMatchObject({ ok: true, value: { userKey: Uint8Array.of(9), queriesOnly } });
      const place = [10_000n, 'https://a.example', account, KEY];
      const fetched = [...place, 77n, allowed];
      expect(prepared).toEqual([[...place, [], allowed], fetched, fetched]);
      expect(waits).toHaveLength(1);
      const refused = laggingBy(0, true, changes);
      expect(await refused.issue()).toEqual({ ok: false, error: { kind: 'unauthorized' } });
    },
  );
});
