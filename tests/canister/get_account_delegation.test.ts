import { describe, expect, it } from 'vitest';
import type { DelegationPermissions } from '../../src/declarations/internet_identity.did.ts';
import { addAccount, itShouldKnowItsPlace, ORIGIN } from '../support/account_rules.ts';
import { identity, MINUTE_NS, publicKeyOf } from '../support/internet_identity.ts';
import { type Owner, useStage } from '../support/stage.ts';

const SESSION = publicKeyOf(identity('session'));
type Allowed = [] | [DelegationPermissions];

const MISSING = { Err: { NoSuchDelegation: null } };

describe('get_account_delegation', () => {
  const stage = useStage();

  itShouldKnowItsPlace(stage, false, (me, anchor, origin) =>
    me.get_account_delegation(anchor, origin, [], SESSION, 0n, []),
  );

  async function prepare(
    { me, anchor }: Owner,
    number: [] | [bigint],
    allowed: Allowed = [],
  ): Promise<bigint> {
    const reply = await me.prepare_account_delegation(anchor, ORIGIN, number, SESSION, [], allowed);
    if (!('Ok' in reply)) throw new Error(Object.keys(reply.Err).join());
    return reply.Ok.expiration;
  }
  const get = (
    { me, anchor }: Owner,
    number: [] | [bigint],
    expiration: bigint,
    session = SESSION,
    allowed: Allowed = [],
  ) => me.get_account_delegation(anchor, ORIGIN, number, session, expiration, allowed);

  it('should issue a delegation for the key and the time that were prepared', async () => {
    const owner = await stage.owner();
    const work = await addAccount(owner);
    for (const number of [[], [work]] as ([] | [bigint])[]) {
      const expiration = await prepare(owner, number);
      const reply = await get(owner, number, expiration);
      if (!('Ok' in reply)) throw new Error('no such delegation');
      expect(Uint8Array.from(reply.Ok.delegation.pubkey)).toEqual(SESSION);
      expect(reply.Ok.delegation.expiration).toBe(expiration);
      expect(reply.Ok.delegation.targets).toEqual([]);
      expect(reply.Ok.delegation.permissions).toEqual([]);
    }
  });

  it("should issue get_delegation's for the default account", async () => {
    const owner = await stage.owner();
    const expiration = await prepare(owner, []);
    expect(await owner.me.get_delegation(owner.anchor, ORIGIN, SESSION, expiration)).toHaveProperty(
      'signed_delegation.delegation.expiration',
      expiration,
    );
    const [, other] = await owner.me.prepare_delegation(owner.anchor, ORIGIN, SESSION, [MINUTE_NS]);
    expect(await get(owner, [], other)).toHaveProperty('Ok');
  });

  it('should find nothing for another account, key or time', async () => {
    const owner = await stage.owner();
    const [work, play] = [await addAccount(owner), await addAccount(owner)];
    const expiration = await prepare(owner, [work]);
    expect(await get(owner, [play], expiration)).toEqual(MISSING);
    expect(await get(owner, [], expiration)).toEqual(MISSING);
    expect(await get(owner, [work], expiration + 1n)).toEqual(MISSING);
    expect(await get(owner, [work], expiration, owner.pubkey)).toEqual(MISSING);
    expect(await get(owner, [work], expiration)).toHaveProperty('Ok');
  });

  it('should say and sign what is allowed, where that is not everything', async () => {
    const owner = await stage.owner();
    const work = await addAccount(owner);
    for (const number of [[], [work]] as ([] | [bigint])[]) {
      const expiration = await prepare(owner, number, [{ queries: null }]);
      const reply = await get(owner, number, expiration, SESSION, [{ queries: null }]);
      expect(reply).toHaveProperty('Ok.delegation.permissions', ['queries']);
      // Another signature than that of a delegation for everything.
      expect(await get(owner, number, expiration)).toEqual(MISSING);
      expect(await get(owner, number, expiration, SESSION, [{ all: null }])).toEqual(MISSING);
    }
  });

  it('should take a wish for everything like none', async () => {
    const owner = await stage.owner();
    const wished = await prepare(owner, [], [{ all: null }]);
    expect(await get(owner, [], wished)).toHaveProperty('Ok.delegation.permissions', []);
    const unsaid = await prepare(owner, []);
    expect(await get(owner, [], unsaid, SESSION, [{ all: null }])).toHaveProperty(
      'Ok.delegation.permissions',
      [],
    );
    expect(await get(owner, [], unsaid, SESSION, [{ queries: null }])).toEqual(MISSING);
  });

  it('should serve a signature past its minute until a later one prunes it, and none after an upgrade', async () => {
    const owner = await stage.owner();
    const work = await addAccount(owner);
    const expiration = await prepare(owner, [work]);
    await stage.ii.advance(2n * MINUTE_NS);
    expect(await get(owner, [work], expiration)).toHaveProperty('Ok');
    const later = await prepare(owner, [work]);
    expect(await get(owner, [work], expiration)).toEqual(MISSING);
    await stage.ii.upgrade();
    expect(await get(owner, [work], later)).toEqual(MISSING);
  });

  it('should refuse accounts of others, of other origins and of nobody', async () => {
    const [owner, other] = [await stage.owner(), await stage.owner()];
    const elsewhere = await addAccount(owner, 'Elsewhere', 'https://other.example');
    const foreign = await addAccount(other, 'Foreign');
    for (const number of [elsewhere, foreign, 0n, 2n ** 64n - 1n]) {
      expect(await get(owner, [number], 0n)).toEqual({
        Err: { Unauthorized: owner.key.getPrincipal() },
      });
    }
  });
});
