import { AnonymousIdentity } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { createAppAccounts } from './app_accounts.ts';
import type { AppAccount } from './canister.ts';
import type { Connection, InternetIdentity } from './connection.ts';

const ORIGIN = 'https://app.example';
const FIRST: AppAccount = { number: null, name: null, lastUsed: null, preferred: true };
const WORK: AppAccount = { number: 7n, name: 'Work', lastUsed: 1_700_000_000_000, preferred: false };
const infoOf = ({ number, name, lastUsed }: AppAccount) => ({
  account_number: number === null ? [] : [number],
  origin: ORIGIN,
  last_used: lastUsed === null ? [] : [BigInt(lastUsed) * 1_000_000n],
  name: name === null ? [] : [name],
});

/** A canister in which every method gives its answer. */
function answering(answers: Partial<Record<keyof InternetIdentity, unknown>>) {
  const calls: unknown[][] = [];
  const canister = new Proxy({} as InternetIdentity, {
    get: (_, name) =>
      name === 'then'
        ? undefined
        : async (...args: unknown[]) => {
            calls.push([name, ...args]);
            return answers[name as keyof InternetIdentity];
          },
  });
  const agentOf = () => Promise.reject(new Error('only the canister is called'));
  const connection: Connection = { canisterId: 'aaaaa-aa', as: async () => canister, agentOf };
  const owned = { number: 10_000n, caller: new AnonymousIdentity() };
  return { accounts: createAppAccounts(connection, owned, ORIGIN), calls };
}

describe('the accounts of an identity at an app', () => {
  it('should be listed with the one that is preferred, by number or by having none', async () => {
    const list = { Ok: [infoOf(FIRST), infoOf(WORK)] };
    const first = answering({ get_accounts: list, get_default_account: { Ok: infoOf(FIRST) } });
    expect(await first.accounts.list()).toEqual({ ok: true, value: [FIRST, WORK] });
    const other = answering({ get_accounts: list, get_default_account: { Ok: infoOf(WORK) } });
    expect(await other.accounts.list()).toEqual({
      ok: true,
      value: [
        { ...FIRST, preferred: false },
        { ...WORK, preferred: true },
      ],
    });
  });

  it('should be added, renamed and preferred by their numbers', async () => {
    const { accounts, calls } = answering({
      create_account: { Ok: infoOf(WORK) },
      update_account: { Ok: infoOf(WORK) },
      set_default_account: { Ok: infoOf(FIRST) },
    });
    expect(await accounts.add('Work')).toEqual({ ok: true, value: WORK });
    expect(await accounts.rename(FIRST, 'Home')).toEqual({ ok: true, value: WORK });
    expect(await accounts.prefer(WORK)).toEqual({ ok: true, value: null });
    expect(calls).toEqual([
      ['create_account', 10_000n, ORIGIN, 'Work'],
      ['update_account', 10_000n, ORIGIN, [], { name: ['Home'] }],
      ['set_default_account', 10_000n, ORIGIN, [7n]],
    ]);
  });

  it.each([
    [{ Unauthorized: Principal.anonymous() }, { kind: 'unauthorized' }],
    [{ AccountLimitReached: null }, { kind: 'tooManyAccounts' }],
    [{ InternalCanisterError: 'why' }, { kind: 'refused', text: 'why' }],
    [{ NoSuchOrigin: { anchor_number: 1n } }, { kind: 'refused', text: 'NoSuchOrigin' }],
  ])('should be refused: %o', async (Err, error) => {
    const ok = { Ok: [] };
    const refusing = { create_account: { Err }, update_account: { Err }, set_default_account: { Err } };
    const { accounts } = answering({ ...refusing, get_accounts: { Err }, get_default_account: ok });
    const outcomes = [accounts.list(), accounts.add(''), accounts.rename(WORK, ''), accounts.prefer(WORK)];
    for (const outcome of await Promise.all(outcomes)) expect(outcome).toEqual({ ok: false, error });
    const second = answering({ get_accounts: ok, get_default_account: { Err } });
    expect(await second.accounts.list()).toEqual({ ok: false, error });
  });
});
