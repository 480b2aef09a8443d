/** Accounts against a plain list for each identity at each front end, through any sequence of calls. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { AccountInfo } from '../../declarations/internet_identity.did.ts';

const PEOPLE = 2;
const ORIGINS = ['https://a.example', 'https://b.example', ''];

interface Listed {
  number: bigint | null;
  name: string | null;
  lastUsed: bigint | null;
  readonly isDefault: boolean;
}

/** What is expected of one identity at one front end. */
interface Place {
  readonly owner: number;
  readonly origin: string;
  readonly accounts: Listed[];
  isStored: boolean;
  preferred: Listed | null;
}

const place = fc.nat(PEOPLE * ORIGINS.length - 1);
/** Of a small canister most of these exist, at this place or at another. */
const number = fc.option(fc.bigInt({ min: 1n, max: 8n }));
const step = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), place, name: fc.string({ maxLength: 4 }) }),
  fc.record({ kind: fc.constant('rename' as const), place, number, name: fc.string({ maxLength: 4 }) }),
  fc.record({ kind: fc.constant('use' as const), place, number }),
  fc.record({ kind: fc.constant('prefer' as const), place, number }),
  fc.record({ kind: fc.constant('upgrade' as const) }),
);

const infoOf = ({ origin }: Place, { number, name, lastUsed }: Listed): AccountInfo => ({
  account_number: number === null ? [] : [number],
  origin,
  last_used: lastUsed === null ? [] : [lastUsed],
  name: name === null ? [] : [name],
});

test('accounts are what a plain list would have', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const canister = new TestCanister();
      const anchors: bigint[] = [];
      for (let n = 0; n < PEOPLE; n++) anchors.push(await registerIdentity(canister, n));
      const places: Place[] = anchors.flatMap((_, owner) =>
        ORIGINS.map((origin) => ({
          owner,
          origin,
          accounts: [{ number: null, name: null, lastUsed: null, isDefault: true }],
          isStored: false,
          preferred: null,
        })),
      );
      const userKeys = new Map<string, string>();
      let created = 0n;

      for (const each of steps) {
        canister.ic.advance(1n);
        if (each.kind === 'upgrade') {
          canister.upgrade();
          continue;
        }
        const at = places[each.place]!;
        const anchor = anchors[at.owner]!;
        canister.ic.as(testPrincipal(at.owner));
        const chosen = each.kind === 'create' ? null : each.number;
        const known = at.accounts.find((account) => account.number === chosen);
        if (each.kind === 'create') {
          const account = { number: ++created, name: each.name, lastUsed: null, isDefault: false };
          at.accounts.push(account);
          at.isStored = true;
          const reply = await canister.update('create_account', anchor, at.origin, each.name);
          expect(reply).toEqual({ Ok: infoOf(at, account) });
        } else if (each.kind === 'rename') {
          const call = canister.update('update_account', anchor, at.origin, chosen === null ? [] : [chosen], {
            name: [each.name],
          });
          if (known === undefined && chosen === null) await expect(call).rejects.toThrow('unreadable');
          else if (known === undefined) expect(await call).toHaveProperty('Err.Unauthorized');
          else {
            if (chosen === null) known.number = ++created;
            known.name = each.name;
            at.isStored = true;
            expect(await call).toEqual({ Ok: infoOf(at, known) });
          }
        } else if (each.kind === 'prefer') {
          const number = chosen === null ? [] : ([chosen] as [bigint]);
          const reply = await canister.update(
            'set_default_account',
            anchor,
            at.origin,
            number as [] | [bigint],
          );
          if (!at.isStored) expect(reply).toEqual({ Err: { NoSuchOrigin: { anchor_number: anchor } } });
          else if (known === undefined) {
            expect(reply).toEqual({ Err: { NoSuchAccount: { anchor_number: anchor, origin: at.origin } } });
          } else {
            at.preferred = known;
            expect(reply).toEqual({ Ok: infoOf(at, known) });
          }
        } else {
          const reply = await canister.update(
            'prepare_account_delegation',
            anchor,
            at.origin,
            chosen === null ? [] : [chosen],
            testKey(50),
            [],
            [],
          );
          if (known === undefined) expect(reply).toHaveProperty('Err.Unauthorized');
          else if ('Ok' in reply) {
            if (at.isStored) known.lastUsed = canister.ic.now();
            // One user for each account, for ever, and another for every account.
            const user = known.isDefault ? `${each.place}` : `number ${chosen}`;
            const key = Uint8Array.from(reply.Ok.user_key).join();
            expect(userKeys.get(key) ?? user).toBe(user);
            expect([...userKeys].find(([, known]) => known === user)?.[0] ?? key).toBe(key);
            userKeys.set(key, user);
          } else throw new Error('refused');
        }
      }

      for (const at of places) {
        canister.ic.as(testPrincipal(at.owner));
        expect(await canister.query('get_accounts', anchors[at.owner]!, at.origin)).toEqual({
          Ok: at.accounts.map((account) => infoOf(at, account)),
        });
        const first = at.accounts.find(({ isDefault }) => isDefault)!;
        expect(await canister.query('get_default_account', anchors[at.owner]!, at.origin)).toEqual({
          Ok: infoOf(at, at.preferred ?? first),
        });
      }
      const stored = places.filter(({ isStored }) => isStored);
      expect(canister.inside.settings.accountTotals()).toEqual({
        accounts: created,
        references: BigInt(stored.flatMap(({ accounts }) => accounts).length),
        frontEnds: BigInt(new Set(stored.map(({ origin }) => origin)).size),
      });
      anchors.forEach((anchor, owner) => {
        const numbered = places
          .filter((at) => at.owner === owner)
          .flatMap(({ accounts }) => accounts.filter((account) => account.number !== null));
        expect(canister.inside.accounts.countOf(anchor)).toBe(numbered.length);
      });
    }),
    { numRuns: 60 },
  );
}, 60_000);
