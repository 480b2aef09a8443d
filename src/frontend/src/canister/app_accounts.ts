import type { AccountInfo } from '../../../declarations/internet_identity.did.ts';
import { err, ok, type Result } from '../result.ts';
import type { Owned } from './access_methods.ts';
import type { AppAccount, AppAccounts, CanisterError } from './canister.ts';
import type { Connection, InternetIdentity } from './connection.ts';
import { flatAttempt } from './errors.ts';

// An identity's accounts at one app. Contract: canister.md 2.11.

type Answer<T> = { Ok: T } | { Err: object };

/** @param origin - the origin that principals are derived for */
export function createAppAccounts(connection: Connection, owned: Owned, origin: string): AppAccounts {
  const { number, caller } = owned;
  const ask = <T, R>(
    call: (canister: InternetIdentity) => Promise<Answer<T>>,
    read: (value: T) => R,
  ): Promise<Result<R, CanisterError>> =>
    flatAttempt(async () => {
      const answer = await call(await connection.as(caller));
      return 'Ok' in answer ? ok(read(answer.Ok)) : err(refusalOf(answer.Err));
    });
  return {
    list: () =>
      flatAttempt(async () => {
        const canister = await connection.as(caller);
        const [accounts, first] = await Promise.all([
          canister.get_accounts(number, origin),
          canister.get_default_account(number, origin),
        ]);
        if ('Err' in accounts) return err(refusalOf(accounts.Err));
        if ('Err' in first) return err(refusalOf(first.Err));
        const [preferred] = first.Ok.account_number;
        return ok(
          accounts.Ok.map((info) => ({
            ...accountFromCandid(info),
            preferred: info.account_number[0] === preferred,
          })),
        );
      }),
    add: (name) => ask((canister) => canister.create_account(number, origin, name), accountFromCandid),
    rename: (account, name) =>
      ask(
        (canister) => canister.update_account(number, origin, numberOf(account), { name: [name] }),
        accountFromCandid,
      ),
    prefer: (account) =>
      ask(
        (canister) => canister.set_default_account(number, origin, numberOf(account)),
        () => null,
      ),
  };
}

const numberOf = ({ number }: AppAccount): [] | [bigint] => (number === null ? [] : [number]);

function accountFromCandid({ account_number, name, last_used }: AccountInfo): AppAccount {
  const [used] = last_used;
  return {
    number: account_number[0] ?? null,
    name: name[0] ?? null,
    lastUsed: used === undefined ? null : Number(used / 1_000_000n),
    preferred: false,
  };
}

/** The refusals of all methods of accounts: they share most. */
function refusalOf(error: object): CanisterError {
  if ('Unauthorized' in error) return { kind: 'unauthorized' };
  if ('AccountLimitReached' in error) return { kind: 'tooManyAccounts' };
  const text =
    'InternalCanisterError' in error ? String(error.InternalCanisterError) : Object.keys(error).join();
  return { kind: 'refused', text };
}
