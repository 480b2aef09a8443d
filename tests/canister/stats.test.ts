import { describe, expect, it } from 'vitest';
import { DAY_NS, identity, publicKeyOf } from '../support/internet_identity.ts';
import { metricsOf } from '../support/metrics.ts';
import { useStage } from '../support/stage.ts';

const SESSION = publicKeyOf(identity('session'));
const SECOND_NS = 1_000_000_000n;
const IC0_APP = 'https://identity.ic0.app';

describe('stats', () => {
  const stage = useStage();
  const aggregations = async () => Object.fromEntries((await stage.anyone.stats()).event_aggregations);

  it('should count identities and name the layout of the storage', async () => {
    const before = await stage.anyone.stats();
    expect(before.users_registered).toBe(0n);
    expect(before.storage_layout_version).toBeGreaterThan(0);
    expect(before.archive_info).toEqual({ archive_canister: [], archive_config: [] });
    expect(before.canister_creation_cycles_cost).toBe(0n);
    expect(before.event_aggregations).toEqual([]);
    await stage.owner();
    expect((await stage.anyone.stats()).users_registered).toBe(1n);
  });

  it('should tell of delegations by window, domain and dapp, and of nothing that developers do', async () => {
    const { me, anchor, key } = await stage.owner();
    const bound = identity('bound');
    const [device] = (await me.get_anchor_info(anchor)).devices;
    await me.add(anchor, { ...device!, pubkey: publicKeyOf(bound), origin: [IC0_APP] });
    const signIn = (who: typeof key, dapp: string, seconds: bigint) =>
      stage.ii.as(who).prepare_delegation(anchor, dapp, SESSION, [seconds * SECOND_NS]);
    await signIn(key, 'https://a.example', 60n);
    await signIn(key, 'https://b.example', 90n);
    await signIn(key, 'https://a.example', 10n);
    await signIn(bound, 'https://a.example', 7n);
    await signIn(key, 'http://localhost:4943', 1000n);
    const other = {
      count: [
        ['https://a.example', 2n],
        ['https://b.example', 1n],
      ],
      seconds: [
        ['https://b.example', 90n],
        ['https://a.example', 70n],
      ],
    };
    const expected = {
      'prepare_delegation_count 24h ic0.app': [['https://a.example', 1n]],
      'prepare_delegation_count 24h other': other.count,
      'prepare_delegation_session_seconds 24h ic0.app': [['https://a.example', 7n]],
      'prepare_delegation_session_seconds 24h other': other.seconds,
      'prepare_delegation_count 30d ic0.app': [['https://a.example', 1n]],
      'prepare_delegation_count 30d other': other.count,
      'prepare_delegation_session_seconds 30d ic0.app': [['https://a.example', 7n]],
      'prepare_delegation_session_seconds 30d other': other.seconds,
    };
    expect(await aggregations()).toEqual(expected);
    await stage.ii.upgrade();
    expect(await aggregations()).toEqual(expected);
    expect(await metricsOf(stage.ii)).toMatchObject({
      internet_identity_event_data_count: 4,
      internet_identity_event_aggregations_count: 12,
      'internet_identity_prepare_delegation_count{dapp="https://a.example",window="24h",ii_origin="ic0.app"}': 1,
      'internet_identity_prepare_delegation_session_seconds{dapp="https://a.example",window="30d",ii_origin="ic0.app"}': 7,
    });
  });

  it('should let go of delegations after a day and after thirty, over upgrades and many of them', async () => {
    const { me, anchor } = await stage.owner();
    const signIn = (dapp: string) => me.prepare_delegation(anchor, dapp, SESSION, []);
    const count = async (window: string) =>
      (await aggregations())[`prepare_delegation_count ${window} other`]?.find(
        ([dapp]) => dapp === 'https://many.example',
      )?.[1];
    // What an upgrade does soon after it is done before time goes on.
    const upgrade = async () => {
      await stage.ii.upgrade();
      await stage.ii.pic.tick(3);
    };
    for (let n = 0; n < 110; n++) await signIn('https://many.example');
    await upgrade();
    expect(await count('24h')).toBe(110n);
    await stage.ii.advance(DAY_NS);
    // What is over is taken out by the next delegations, at most a hundred by each.
    await signIn('https://next.example');
    await signIn('https://next.example');
    expect(await count('24h')).toBeUndefined();
    expect(await count('30d')).toBe(110n);
    await upgrade();
    expect(await count('24h')).toBeUndefined();
    await stage.ii.advance(29n * DAY_NS);
    for (let n = 0; n < 3; n++) await signIn('https://last.example');
    const last = ['https://last.example', 3n];
    const lastSeconds = ['https://last.example', 5400n];
    expect(await aggregations()).toEqual({
      'prepare_delegation_count 24h other': [last],
      'prepare_delegation_session_seconds 24h other': [lastSeconds],
      'prepare_delegation_count 30d other': [last, ['https://next.example', 2n]],
      'prepare_delegation_session_seconds 30d other': [lastSeconds, ['https://next.example', 3600n]],
    });
  });
});

describe('metrics of activity', () => {
  const stage = useStage();

  it('should tell of windows that are over, and outlive upgrades', async () => {
    const [one, two] = [await stage.owner(), await stage.owner()];
    await one.me.get_anchor_info(one.anchor);
    await two.me.get_anchor_info(two.anchor);
    expect(await metricsOf(stage.ii)).not.toHaveProperty('internet_identity_daily_active_anchors');
    await stage.ii.advance(DAY_NS);
    await stage.ii.upgrade();
    await one.me.get_anchor_info(one.anchor);
    expect(await metricsOf(stage.ii)).toMatchObject({
      internet_identity_daily_active_anchors: 2,
      'internet_identity_daily_active_authn_methods{type="webauthn_auth"}': 0,
    });
    await stage.ii.advance(29n * DAY_NS);
    await one.me.get_anchor_info(one.anchor);
    expect(await metricsOf(stage.ii)).toMatchObject({
      internet_identity_daily_active_anchors: 0,
      internet_identity_monthly_active_anchors: 2,
    });
  });
});
