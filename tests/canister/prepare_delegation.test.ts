import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { CANISTER_ID, DAY_NS, identity, MINUTE_NS, publicKeyOf } from '../support/internet_identity.ts';
import { metricsOf } from '../support/metrics.ts';
import { useStage } from '../support/stage.ts';

const SESSION = publicKeyOf(identity('session'));
const ORIGIN = 'https://dapp.example';

describe('prepare_delegation', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.prepare_delegation(anchor, ORIGIN, SESSION, []),
    refusal: 'trap',
    isUse: true,
  });

  it.each<[string, [] | [bigint], bigint]>([
    ['nothing', [], 30n * MINUTE_NS],
    ['no time', [0n], 0n],
    ['a nanosecond', [1n], 1n],
    ['an hour', [60n * MINUTE_NS], 60n * MINUTE_NS],
    ['thirty days', [30n * DAY_NS], 30n * DAY_NS],
    ['a nanosecond more', [30n * DAY_NS + 1n], 30n * DAY_NS],
    ['all time', [2n ** 64n - 1n], 30n * DAY_NS],
  ])('should end as asked for when the wish is %s', async (_wish, maxTimeToLive, lifetime) => {
    const { me, anchor } = await stage.owner();
    const before = await stage.ii.now();
    const [, expiration] = await me.prepare_delegation(anchor, ORIGIN, SESSION, maxTimeToLive);
    expect(expiration - lifetime).toBeGreaterThanOrEqual(before);
    expect(expiration - lifetime).toBeLessThan(before + 1_000_000_000n);
  });

  it('should give a canister signature key of 62 bytes with the seed behind the canister', async () => {
    const { me, anchor } = await stage.owner();
    const [userKey] = await me.prepare_delegation(anchor, ORIGIN, SESSION, []);
    const der = Buffer.from(userKey);
    const head = '303c300c060a2b0601040183b8430102032c000a';
    expect(der).toHaveLength(62);
    expect(
      der.toString('hex').startsWith(head + Buffer.from(CANISTER_ID.toUint8Array()).toString('hex')),
    ).toBe(true);
    const [again] = await me.prepare_delegation(anchor, ORIGIN, publicKeyOf(stage.newcomer()), []);
    expect(Buffer.from(again)).toEqual(der);
  });

  it('should sign at another time for another expiration, and take any bytes for a session key', async () => {
    const { me, anchor } = await stage.owner();
    const [, first] = await me.prepare_delegation(anchor, ORIGIN, SESSION, []);
    const [, second] = await me.prepare_delegation(anchor, ORIGIN, SESSION, []);
    expect(second).toBeGreaterThan(first);
    for (const key of [new Uint8Array(), new Uint8Array(10_000).fill(1)]) {
      const [, expiration] = await me.prepare_delegation(anchor, '', key, []);
      expect(await me.get_delegation(anchor, '', key, expiration)).toHaveProperty('signed_delegation');
    }
  });

  it('should accept an origin of 255 bytes and refuse one of 256', async () => {
    const { me, anchor } = await stage.owner();
    // Two bytes each in UTF-8, so a limit on characters would not refuse it.
    await me.prepare_delegation(anchor, `${'é'.repeat(127)}x`, SESSION, []);
    await expect(me.prepare_delegation(anchor, 'é'.repeat(128), SESSION, [])).rejects.toThrow(
      "'frontend hostname 256 exceeds the limit of 255 bytes'",
    );
  });

  it('should count delegations, and remove at most fifty old signatures with each', async () => {
    const { me, anchor } = await stage.owner();
    const count = async () => {
      const metrics = await metricsOf(stage.ii);
      return [
        metrics['internet_identity_delegation_counter']!,
        metrics['internet_identity_signature_count']!,
      ] as const;
    };
    await stage.ii.upgrade();
    for (let n = 0; n < 60; n++) await me.prepare_delegation(anchor, `${ORIGIN}/${n}`, SESSION, []);
    expect(await count()).toEqual([60, 60]);
    await stage.ii.advance(MINUTE_NS);
    await me.prepare_delegation(anchor, ORIGIN, SESSION, []);
    expect(await count()).toEqual([61, 11]);
    await me.prepare_delegation(anchor, ORIGIN, SESSION, []);
    expect(await count()).toEqual([62, 2]);
  });
});
