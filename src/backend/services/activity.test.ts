import { describe, expect, it } from 'vitest';
import type { DeviceData } from '../../declarations/internet_identity.did.ts';
import { SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import { encodeOpenIdCredentials } from '../storage/codecs/openid_credentials_record.ts';
import { countUse } from './activity.ts';
import { utf8Text } from '../encoding/bytes.ts';
import { metricsBody } from './metrics.ts';

const DAY = 86_400n * SECOND;
const IC0_APP = 'https://identity.ic0.app';
const IC_ORG = 'https://identity.internetcomputer.org';

/** Gauges of activity by name and labels. */
function gauges(canister: TestCanister): Record<string, number> {
  const found: Record<string, number> = {};
  for (const line of utf8Text(metricsBody(canister.inside)).split('\n')) {
    const sample = /^internet_identity_((?:daily|monthly)_\S+) (\S+) /.exec(line);
    if (sample !== null) found[sample[1]!] = Number(sample[2]);
  }
  return found;
}

/** Adds a device and makes the caller the one who holds it. */
async function withDevice(
  canister: TestCanister,
  anchor: bigint,
  key: number,
  fields: Partial<DeviceData>,
): Promise<void> {
  const device: DeviceData = {
    pubkey: testKey(key),
    alias: 'Another',
    credential_id: [],
    purpose: { authentication: null },
    key_type: { unknown: null },
    protection: { unprotected: null },
    origin: [],
    metadata: [],
    ...fields,
  };
  await canister.update('add', anchor, device);
}

async function use(canister: TestCanister, anchor: bigint, key: number): Promise<void> {
  canister.ic.as(testPrincipal(key));
  await canister.update('get_anchor_info', anchor);
}

describe('active identities', () => {
  it('should be told once a day is over, and once a month is', async () => {
    const canister = new TestCanister();
    const [one, two] = [await registerIdentity(canister, 1), await registerIdentity(canister, 2)];
    await use(canister, one, 1);
    await use(canister, two, 2);
    await use(canister, one, 1);
    const start = Number(canister.ic.now() / SECOND);
    expect(gauges(canister)).toEqual({});
    canister.ic.advance(DAY);
    await use(canister, one, 1);
    expect(gauges(canister)).toMatchObject({
      daily_active_anchors: 2,
      daily_active_anchors_start_timestamp_seconds: start,
      'daily_active_authn_methods{type="other"}': 0,
    });
    expect(gauges(canister)).not.toHaveProperty('monthly_active_anchors');
    canister.upgrade();
    canister.ic.advance(29n * DAY);
    await use(canister, one, 1);
    expect(gauges(canister)).toMatchObject({
      daily_active_anchors: 0,
      monthly_active_anchors: 2,
      monthly_active_anchors_start_timestamp_seconds: start,
    });
    canister.ic.advance(DAY);
    await use(canister, one, 1);
    expect(gauges(canister)).toMatchObject({ daily_active_anchors: 1, monthly_active_anchors: 1 });
  });

  it('should count once however many devices were used', async () => {
    const canister = new TestCanister();
    const anchor = await registerIdentity(canister, 1);
    canister.ic.as(testPrincipal(1));
    await withDevice(canister, anchor, 2, { origin: [IC0_APP] });
    for (const key of [1, 2, 1, 2]) await use(canister, anchor, key);
    canister.ic.advance(DAY);
    await use(canister, anchor, 1);
    expect(gauges(canister)['daily_active_anchors']).toBe(1);
  });
});

describe('active identities by domain', () => {
  it('should be told from the first use of a device of a domain on', async () => {
    const canister = new TestCanister();
    const anchor = await registerIdentity(canister, 1);
    await use(canister, anchor, 1);
    canister.ic.advance(DAY);
    await use(canister, anchor, 1);
    expect(Object.keys(gauges(canister)).filter((name) => name.includes('by_domain'))).toEqual([]);
  });

  it.each([
    [[2], [1, 0, 0]],
    [[3], [0, 1, 0]],
    [
      [2, 3],
      [0, 0, 1],
    ],
    [
      [3, 2, 3, 2],
      [0, 0, 1],
    ],
    [
      [2, 2, 1, 2],
      [1, 0, 0],
    ],
  ])('after uses of the devices %j should be %j', async (keys, expected) => {
    const canister = new TestCanister();
    const anchor = await registerIdentity(canister, 1);
    canister.ic.as(testPrincipal(1));
    await withDevice(canister, anchor, 2, {
      origin: [IC0_APP],
      metadata: [[['note', { map: [['deep', { bytes: Uint8Array.of(1) }]] }]]],
      credential_id: [Uint8Array.of(7)],
    });
    await withDevice(canister, anchor, 3, { origin: [IC_ORG] });
    for (const key of keys) await use(canister, anchor, key);
    canister.ic.advance(30n * DAY);
    await use(canister, anchor, keys[0]!);
    const of = (period: string) =>
      ['identity.ic0.app', 'identity.internetcomputer.org', 'both_ii_domains'].map(
        (domain) => gauges(canister)[`${period}_active_anchors_by_domain{domain="${domain}"}`],
      );
    expect(of('monthly')).toEqual(expected);
    expect(of('daily')).toEqual([0, 0, 0]);
  });
});

describe('active ways of signing in', () => {
  const recovery = { recovery: null };
  it.each([
    ['webauthn_auth', { credential_id: [Uint8Array.of(1)] }],
    ['webauthn_recovery', { credential_id: [Uint8Array.of(1)], purpose: recovery }],
    ['recovery_phrase', { key_type: { seed_phrase: null }, purpose: recovery }],
    ['browser_storage_key', { key_type: { browser_storage_key: null } }],
    ['other', {}],
  ] as [string, Partial<DeviceData>][])('should tell of %s', async (type, fields) => {
    const canister = new TestCanister();
    const anchor = await registerIdentity(canister, 1);
    canister.ic.as(testPrincipal(1));
    await withDevice(canister, anchor, 2, { ...fields, origin: [IC_ORG] });
    await use(canister, anchor, 2);
    await use(canister, anchor, 2);
    canister.ic.advance(DAY);
    await use(canister, anchor, 2);
    const counted = Object.entries(gauges(canister)).filter(
      ([name, value]) => name.startsWith('daily_active_authn_methods') && value > 0,
    );
    expect(counted).toEqual([[`daily_active_authn_methods{type="${type}"}`, 1]]);
  });

  it('should tell of providers, whose accounts have no device', async () => {
    const canister = new TestCanister();
    const anchor = await registerIdentity(canister, 1);
    const { inside } = canister;
    /** Uses the accounts of these providers, as they were used last. */
    const useAccounts = (issuers: readonly string[], lastUsage: bigint | null): void => {
      const accounts = encodeOpenIdCredentials(
        issuers.map((iss) => ({ iss, sub: '1', aud: 'x', metadata: [], lastUsage, keyDigest: null })),
      );
      issuers.forEach((_, index) =>
        countUse(inside, {
          anchorNumber: anchor,
          caller: testPrincipal(1),
          record: inside.anchors.record(anchor)!,
          deviceIndex: -1,
          openId: { record: accounts, index },
        }),
      );
    };
    useAccounts(['https://a.example', 'https://"b".example'], null);
    useAccounts(['https://a.example'], canister.ic.now());
    // More than are told apart: the identity counts, and no provider beyond them does.
    useAccounts(
      Array.from({ length: 40 }, (_, n) => `https://${n}.example`),
      canister.ic.now() - 1n,
    );
    canister.ic.advance(DAY);
    await use(canister, anchor, 1);
    const told = Object.entries(gauges(canister)).filter(([name]) => name.includes('openid'));
    expect(told).toHaveLength(32);
    expect(Object.fromEntries(told)).toMatchObject({
      'daily_active_authn_methods{type="openid",issuer="https://a.example"}': 1,
      'daily_active_authn_methods{type="openid",issuer="https://\\"b\\".example"}': 1,
      'daily_active_authn_methods{type="openid",issuer="https://29.example"}': 1,
    });
    canister.upgrade();
    expect(Object.entries(gauges(canister)).filter(([name]) => name.includes('openid'))).toEqual(told);
  });

  it('should leave devices of no domain out', async () => {
    const canister = new TestCanister();
    const anchor = await registerIdentity(canister, 1);
    await use(canister, anchor, 1);
    canister.ic.advance(DAY);
    await use(canister, anchor, 1);
    const methods = Object.entries(gauges(canister)).filter(([name]) => name.includes('authn_methods'));
    expect(methods).toHaveLength(5);
    expect(methods.every(([, value]) => value === 0)).toBe(true);
  });
});
