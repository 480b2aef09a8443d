/** Records that released versions wrote, which every later version reads. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FakeIc } from '../../../tests/support/fake_ic.ts';
import {
  ACCOUNT_NAMES,
  ACCOUNT_PLACE,
  ACCOUNTS,
  BARE_ANCHOR,
  CONFIGURATION,
  FULL_ANCHOR,
  OPENID_CREDENTIALS,
  PREFERRED_ACCOUNT,
  SALT,
  SIGNING_KEY,
} from '../../../tests/vectors/stored_values_1.ts';
import { COUNT, DAY, MONTH, SECONDS } from '../domain/dapp_totals.ts';
import { IC0_APP, OTHER_DOMAIN } from '../domain/ii_domain.ts';
import { AccountStore } from './account_store.ts';
import { ActivityStore } from './activity_store.ts';
import { AnchorStore } from './anchor_store.ts';
import { ArchiveBuffer } from './archive_buffer.ts';
import { decodeAnchor } from './codecs/anchor_record.ts';
import { CredentialIndex } from './credential_index.ts';
import { EventStatistics } from './event_statistics.ts';
import { LAYOUT_VERSION, expectLayout } from './layout.ts';
import { OpenIdStore } from './openid_store.ts';
import { RegistrationLog } from './registration_log.ts';
import { SettingsStore } from './settings_store.ts';

interface Image {
  readonly memories: readonly {
    readonly id: number;
    readonly entries: readonly { readonly key: string; readonly value: string }[];
  }[];
}

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** The system over a stable memory that a released version left. */
function systemWith(version: number): FakeIc {
  const file = new URL(`../../../tests/vectors/stored_records_${version}.json`, import.meta.url);
  const ic = new FakeIc();
  for (const { id, entries } of (JSON.parse(readFileSync(file, 'utf8')) as Image).memories) {
    for (const { key, value } of entries) ic.stableMap(id).insert(bytes(key), bytes(value));
  }
  return ic;
}

describe('records of layout version 1', () => {
  const ic = systemWith(1);

  it('should be of a layout that is read', () => {
    expect(LAYOUT_VERSION).toBeGreaterThanOrEqual(1);
    expect(() => expectLayout(new SettingsStore(ic))).not.toThrow();
  });

  it('should say what is configured, the salt and the number of identities', () => {
    const settings = new SettingsStore(ic);
    // Later versions may know more fields.
    expect(settings.configuration()).toMatchObject(CONFIGURATION);
    expect(settings.salt()).toEqual(SALT);
    expect(settings.anchorCount()).toBe(2n);
    expect(settings.signingKey(SIGNING_KEY.name)).toEqual(SIGNING_KEY.publicKey);
    expect(settings.signingKey('another')).toBeNull();
  });

  it('should give identities back whole', () => {
    const anchors = new AnchorStore(ic);
    expect(decodeAnchor(anchors.record(10_000n)!)).toMatchObject(FULL_ANCHOR);
    expect(decodeAnchor(anchors.record(10_001n)!)).toMatchObject(BARE_ANCHOR);
    expect(anchors.record(10_002n)).toBeNull();
  });

  it('should find identities by credential', () => {
    const credentials = new CredentialIndex(ic);
    const [first, second] = FULL_ANCHOR.devices;
    expect(credentials.anchors(first!.credentialId!)).toEqual([10_000n, 10_001n]);
    expect(credentials.anchors(second!.credentialId!)).toEqual([10_000n]);
    expect(credentials.anchors(Uint8Array.of(1))).toEqual([]);
  });

  it('should give accounts back, their names and how many there are', () => {
    const settings = new SettingsStore(ic);
    const accounts = new AccountStore(ic, settings);
    expect(accounts.references(ACCOUNT_PLACE)).toEqual(ACCOUNTS);
    expect(accounts.references({ ...ACCOUNT_PLACE, anchorNumber: 10_001n })).toBeNull();
    expect([1n, 2n].map((number) => accounts.name(number))).toEqual(ACCOUNT_NAMES);
    expect(accounts.preferred(ACCOUNT_PLACE)).toBe(PREFERRED_ACCOUNT);
    expect(accounts.countOf(10_000n)).toBe(2);
    expect(accounts.nextNumber()).toBe(3n);
    expect(settings.accountTotals()).toEqual({ accounts: 2n, references: 2n, frontEnds: 1n });
  });

  it('should know the accounts of OpenID providers and whose they are', () => {
    const openIds = new OpenIdStore(ic, new SettingsStore(ic));
    expect(openIds.credentials(10_000n)).toEqual(OPENID_CREDENTIALS);
    expect(OPENID_CREDENTIALS.map((key) => openIds.owner(key))).toEqual([10_000n, 10_000n]);
    expect(openIds.owner({ iss: 'https://b.example', sub: '2' })).toBeNull();
    expect(openIds.credentials(10_001n)).toEqual([]);
  });

  it('should remember registrations', () => {
    expect(new RegistrationLog(ic).windows()).toEqual({
      reference: { count: 2n, forgottenUpTo: 1_700_000_000_000_000_000n },
      current: { count: 1n, forgottenUpTo: 1_700_000_050_000_000_000n },
    });
  });

  it('should know who was active', () => {
    const { uses, domains, issuers } = new ActivityStore(ic).get();
    const start = 1_700_000_000_000_000_000n;
    const day = 86_400_000_000_000n;
    expect(issuers).toEqual(['https://a.example']);
    expect(uses?.lastDay()).toEqual({ start: start + 29n * day, counts: [1, 0, 0, 0, 0, 0, 0] });
    expect(uses?.lastMonth()).toEqual({ start, counts: [1, 1, 0, 0, 0, 0, 1] });
    expect(domains?.lastDay()).toEqual({ start: start + day, counts: [0, 0, 1] });
    expect(domains?.lastMonth()).toBeNull();
  });

  it('should know the delegations of the last day and month', () => {
    const events = new EventStatistics(ic);
    expect(events.top(DAY, COUNT, IC0_APP, 9)).toEqual([]);
    expect(events.top(MONTH, COUNT, IC0_APP, 9)).toEqual([['https://a.example', 100]]);
    expect(events.top(MONTH, SECONDS, IC0_APP, 9)).toEqual([['https://a.example', 180_000]]);
    expect(events.top(DAY, SECONDS, OTHER_DOMAIN, 9)).toEqual([['https://b.example', 60]]);
    expect([events.prunings(DAY), events.prunings(MONTH)]).toEqual([1, 1]);
    expect(events.eventCount).toBe(102);
  });

  it('should know the archive, and what it has not taken over', () => {
    const archive = new ArchiveBuffer(ic);
    expect(archive.canister).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 9, 1, 1));
    expect(archive.installed).toEqual({
      moduleHash: new Uint8Array(32).fill(7),
      init: Uint8Array.of(1, 2, 3),
    });
    expect(archive.nextSequenceNumber).toBe(3n);
    expect(archive.oldest(9, 1000)).toEqual([
      {
        sequenceNumber: 1n,
        anchorNumber: 10_001n,
        timestamp: 1_700_000_000_000_000_001n,
        entry: Uint8Array.of(5, 6),
      },
      {
        sequenceNumber: 2n,
        anchorNumber: 10_002n,
        timestamp: 1_700_000_000_000_000_002n,
        entry: Uint8Array.of(7),
      },
    ]);
  });
});
