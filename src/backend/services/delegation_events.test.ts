import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import { utf8Text } from '../encoding/bytes.ts';
import { metricsBody } from './metrics.ts';

const DAY = 86_400n * SECOND;
const DAPP = 'https://dapp.example';

/** A canister and somebody's identity, whose device was made at an origin. */
async function withIdentity(origin?: string): Promise<{ canister: TestCanister; anchor: bigint }> {
  const canister = new TestCanister();
  const anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
  if (origin !== undefined) {
    const [device] = (await canister.update('get_anchor_info', anchor)).devices;
    await canister.update('update', anchor, testKey(1), { ...device!, origin: [origin] });
  }
  return { canister, anchor };
}

const signIn = (canister: TestCanister, anchor: bigint, dapp = DAPP, ttl?: bigint) =>
  canister.update('prepare_delegation', anchor, dapp, testKey(9), ttl === undefined ? [] : [ttl]);

const aggregations = async (canister: TestCanister) =>
  Object.fromEntries((await canister.query('stats')).event_aggregations);

describe('event aggregations', () => {
  it('should be empty at first', async () => {
    const { canister } = await withIdentity();
    expect(await aggregations(canister)).toEqual({});
  });

  it('should count delegations and their seconds by dapp, in both windows', async () => {
    const { canister, anchor } = await withIdentity();
    await signIn(canister, anchor);
    await signIn(canister, anchor, DAPP, 60n * SECOND + 1n);
    await signIn(canister, anchor, 'https://second.example', 0n);
    const counts = [
      [DAPP, 2n],
      ['https://second.example', 1n],
    ];
    const seconds = [[DAPP, 1860n]];
    expect(await aggregations(canister)).toEqual({
      'prepare_delegation_count 24h other': counts,
      'prepare_delegation_session_seconds 24h other': seconds,
      'prepare_delegation_count 30d other': counts,
      'prepare_delegation_session_seconds 30d other': seconds,
    });
  });

  it.each([
    ['https://identity.ic0.app', 'ic0.app'],
    ['https://identity.internetcomputer.org', 'internetcomputer.org'],
    ['https://identity.ic0.app.evil.example', 'other'],
    ['https://identity.ic0.apq', 'other'],
    ['https://identity.internetcomputer.orc', 'other'],
  ])('should tell a device of %s as of %s', async (origin, domain) => {
    const { canister, anchor } = await withIdentity(origin);
    await signIn(canister, anchor);
    const keys = ['count 24h', 'session_seconds 24h', 'count 30d', 'session_seconds 30d'];
    expect(Object.keys(await aggregations(canister))).toEqual(
      keys.map((key) => `prepare_delegation_${key} ${domain}`),
    );
  });

  it('should tell accounts as their dapp', async () => {
    const { canister, anchor } = await withIdentity();
    await canister.update('prepare_account_delegation', anchor, DAPP, [], testKey(9), [], []);
    expect((await aggregations(canister))['prepare_delegation_count 24h other']).toEqual([[DAPP, 1n]]);
  });

  it('should leave development out, and whatever has no name', async () => {
    const { canister, anchor } = await withIdentity();
    for (const dapp of ['http://a.example', 'https://x.localhost:4943', 'https://127.0.0.1', '']) {
      await signIn(canister, anchor, dapp);
    }
    expect(await aggregations(canister)).toEqual({});
  });

  it('should lose a delegation after a day, and after thirty, and outlive upgrades', async () => {
    const { canister, anchor } = await withIdentity();
    await signIn(canister, anchor, 'https://old.example');
    canister.upgrade();
    canister.ic.advance(DAY);
    await signIn(canister, anchor);
    canister.upgrade();
    const daily = async () => (await aggregations(canister))['prepare_delegation_count 24h other'];
    const monthly = async () => (await aggregations(canister))['prepare_delegation_count 30d other'];
    expect(await daily()).toEqual([[DAPP, 1n]]);
    expect(await monthly()).toHaveLength(2);
    canister.ic.advance(29n * DAY);
    await signIn(canister, anchor);
    expect(await monthly()).toEqual([[DAPP, 2n]]);
  });

  it('should let go of delegations after an upgrade too, and tell that it had to', async () => {
    const { canister, anchor } = await withIdentity();
    await signIn(canister, anchor);
    canister.upgrade();
    await canister.ic.runTimer();
    expect(await aggregations(canister)).toHaveProperty(['prepare_delegation_count 24h other']);
    canister.ic.advance(DAY);
    canister.upgrade();
    await canister.ic.runTimer();
    expect(Object.keys(await aggregations(canister))).toEqual([
      'prune_event_count 24h other',
      'prepare_delegation_count 30d other',
      'prepare_delegation_session_seconds 30d other',
      'prune_event_count 30d other',
    ]);
  });

  it('should tell of the hundred largest, largest first', async () => {
    const { canister, anchor } = await withIdentity();
    for (let n = 0; n < 120; n++) await signIn(canister, anchor, `https://${n}.example`, BigInt(n) * SECOND);
    const seconds = (await aggregations(canister))['prepare_delegation_session_seconds 24h other']!;
    expect(seconds).toEqual(
      Array.from({ length: 100 }, (_, i) => [`https://${119 - i}.example`, BigInt(119 - i)]),
    );
  });
});

it('the metrics tell of the ten dapps that people of the first domain use most', async () => {
  const { canister, anchor } = await withIdentity('https://identity.ic0.app');
  for (let n = 1; n <= 12; n++) {
    for (let times = 0; times < n; times++) await signIn(canister, anchor, `https://${n}.example`);
  }
  await signIn(canister, anchor, 'https://"quoted\\".example');
  const lines = utf8Text(metricsBody(canister.inside)).split('\n');
  const samples = lines.filter((line) => line.startsWith('internet_identity_prepare_delegation_count{'));
  expect(samples).toHaveLength(20);
  expect(samples[0]).toBe(
    `internet_identity_prepare_delegation_count{dapp="https://12.example",window="24h",ii_origin="ic0.app"} 12 ${canister.ic.now() / 1_000_000n}`,
  );
  expect(
    lines.filter((line) => line.startsWith('internet_identity_prepare_delegation_session')),
  ).toHaveLength(20);
});
