import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, it } from 'vitest';
import { idlFactory } from '../../../declarations/archive.did.ts';
import { CREATED, FakeManagement } from '../../../../tests/support/fake_management.ts';
import { registerIdentity, testDevice } from '../../../../tests/support/registered_identity.ts';
import {
  TestCanister,
  WITHOUT_CAPTCHA,
  testKey,
  testPrincipal,
} from '../../../../tests/support/test_canister.ts';
import { utf8Text } from '../../encoding/bytes.ts';
import { metricsBody } from '../metrics.ts';
import { sha256 } from '../../encoding/sha256.ts';

const MODULE = Uint8Array.of(1, 2, 3);
const DAPP = 'https://dapp.example';

const configured = (changes: Record<string, unknown> = {}) => ({
  ...WITHOUT_CAPTCHA,
  archive_config: [
    {
      module_hash: sha256(MODULE),
      entries_buffer_limit: 10n,
      entries_fetch_limit: 5,
      polling_interval_ns: 1_500_000_000n,
      ...changes,
    },
  ],
});

/** The type of an entry, out of the archive's interface. */
const [entries] = (new Map(idlFactory({ IDL })._fields).get('get_entries') as IDL.FuncClass)
  .retTypes as unknown as [{ _fields: [string, { _type: { _type: IDL.Type } }][] }];
const ENTRY = entries._fields[0]![1]._type._type;
const decodeEntry = (bytes: Uint8Array | number[]) => IDL.decode([ENTRY], Uint8Array.from(bytes))[0] as never;

async function deploy(canister: TestCanister): Promise<void> {
  canister.ic.answerCall = new FakeManagement().answer;
  await canister.update('deploy_archive', MODULE);
}

async function fetched(canister: TestCanister) {
  const found = await canister.update('fetch_entries');
  return found.map(({ entry, ...rest }) => ({
    ...rest,
    entry: decodeEntry(entry) as Record<string, unknown>,
  }));
}

describe('operations for the archive', () => {
  let canister: TestCanister;
  let anchor: bigint;
  beforeEach(async () => {
    canister = new TestCanister(configured({ entries_buffer_limit: 100n, entries_fetch_limit: 100 }));
    anchor = await registerIdentity(canister, 1);
    await deploy(canister);
  });

  /** Runs a change by the passkey 1 and gives what the archive is told of it. */
  async function archived(change: () => Promise<unknown>): Promise<unknown> {
    canister.ic.as(testPrincipal(1));
    await change();
    canister.ic.as(CREATED);
    const [{ entry, ...rest } = { entry: null }, ...others] = await fetched(canister);
    expect(others).toEqual([]);
    const sequence_number = canister.inside.archive.nextSequenceNumber - 1n;
    const about = { timestamp: canister.ic.now(), sequence_number };
    expect(rest).toEqual({ anchor_number: anchor, ...about });
    expect(entry).toMatchObject({ anchor, ...about, caller: Principal.fromUint8Array(testPrincipal(1)) });
    await canister.update('acknowledge_entries', sequence_number);
    return entry?.['operation'];
  }

  const PHONE = {
    ...testDevice(2),
    origin: ['https://x.example'],
    metadata: [[['note', { string: 'mine' }]]],
  } as never;
  const ARCHIVED_PHONE = {
    pubkey: testKey(2),
    credential_id: [Uint8Array.of(2, 2, 2, 2)],
    purpose: { authentication: null },
    key_type: { unknown: null },
    protection: { unprotected: null },
    origin: ['https://x.example'],
    metadata_keys: [['note']],
  };
  const NO_NEWS = {
    alias: [],
    credential_id: [],
    purpose: [],
    key_type: [],
    protection: [],
    origin: [],
    metadata_keys: [],
  };

  it('should tell of devices that come, change and go', async () => {
    expect(await archived(() => canister.update('add', anchor, PHONE))).toEqual({
      add_device: { device: ARCHIVED_PHONE },
    });
    expect(await archived(() => canister.update('update', anchor, testKey(2), PHONE))).toEqual({
      update_device: { device: testKey(2), new_values: NO_NEWS },
    });
    const changed = {
      ...testDevice(2),
      alias: 'Telephone',
      credential_id: [Uint8Array.of(9)],
      key_type: { platform: null },
      purpose: { recovery: null },
      metadata: [
        [
          ['note', { string: 'yours' }],
          ['more', { bytes: Uint8Array.of(1) }],
        ],
      ],
    } as never;
    expect(await archived(() => canister.update('update', anchor, testKey(2), changed))).toEqual({
      update_device: {
        device: testKey(2),
        new_values: {
          alias: [{ redacted: null }],
          credential_id: [Uint8Array.of(9)],
          purpose: [{ recovery: null }],
          key_type: [{ platform: null }],
          protection: [],
          origin: [[]],
          metadata_keys: [['note', 'more']],
        },
      },
    });
    expect(await archived(() => canister.update('replace', anchor, testKey(2), testDevice(3)))).toMatchObject(
      {
        replace_device: { old_device: testKey(2), new_device: { pubkey: testKey(3), metadata_keys: [] } },
      },
    );
    expect(await archived(() => canister.update('remove', anchor, testKey(3)))).toEqual({
      remove_device: { device: testKey(3) },
    });
  });

  it('should tell of names and metadata without what they say', async () => {
    const name = (to: string[]) => () =>
      canister.update('identity_properties_replace', anchor, { name: to as [] | [string] });
    expect(await archived(name(['Ada']))).toEqual({ add_name: null });
    expect(await archived(name(['Eve']))).toEqual({ update_name: null });
    expect(await archived(name([]))).toEqual({ remove_name: null });
    const metadata = [['theme', { String: 'dark' }]] as never;
    expect(await archived(() => canister.update('identity_metadata_replace', anchor, metadata))).toEqual({
      identity_metadata_replace: { metadata_keys: ['theme'] },
    });
  });

  it('should tell of accounts without their names', async () => {
    expect(await archived(() => canister.update('create_account', anchor, DAPP, 'Work'))).toEqual({
      create_account: { name: { redacted: null } },
    });
    const rename = { name: ['Play'] } as { name: [string] };
    const renamed = { update_account: { name: [{ redacted: null }] } };
    expect(await archived(() => canister.update('update_account', anchor, DAPP, [1n], rename))).toEqual(
      renamed,
    );
    expect(await archived(() => canister.update('update_account', anchor, DAPP, [], rename))).toEqual(
      renamed,
    );
  });

  it('should tell of both generations of registrations', async () => {
    const next = await registerIdentity(canister, 4);
    canister.ic.as(CREATED);
    expect((await fetched(canister)).map(({ entry }) => entry)).toMatchObject([
      { anchor: next, operation: { register_anchor: { device: { pubkey: testKey(4) } } } },
    ]);
  });

  it('should be none of what is refused or only read', async () => {
    canister.ic.as(testPrincipal(1));
    await canister.update('get_anchor_info', anchor);
    await canister.update('prepare_delegation', anchor, DAPP, testKey(9), []);
    await expect(canister.update('add', anchor, testDevice(1))).rejects.toThrow();
    await canister.update('identity_properties_replace', anchor, { name: ['x'.repeat(200)] });
    await canister.update('identity_properties_replace', anchor, { name: [] });
    canister.ic.as(CREATED);
    expect(await fetched(canister)).toEqual([]);
  });
});

describe('the buffer', () => {
  it('should not exist before an archive does', async () => {
    const canister = new TestCanister(configured({ entries_buffer_limit: 0n }));
    await registerIdentity(canister, 1);
    expect(utf8Text(metricsBody(canister.inside))).not.toContain('archive_sequence_number');
    await expect(canister.update('fetch_entries')).rejects.toThrow('no archive deployed!');
    await expect(canister.update('acknowledge_entries', 0n)).rejects.toThrow('no archive deployed!');
    await deploy(canister);
    canister.ic.as(CREATED);
    expect(await canister.update('fetch_entries')).toEqual([]);
  });

  it('should refuse every change at its limit, and none after the archive has taken some over', async () => {
    const canister = new TestCanister(configured({ entries_buffer_limit: 3n }));
    const anchor = await registerIdentity(canister, 1);
    await deploy(canister);
    canister.ic.as(testPrincipal(1));
    for (let n = 2; n < 5; n++) await canister.update('add', anchor, testDevice(n));
    const full = 'cannot archive operation, archive entries buffer limit reached';
    await expect(canister.update('add', anchor, testDevice(5))).rejects.toThrow(full);
    await expect(canister.update('remove', anchor, testKey(2))).rejects.toThrow(full);
    await expect(canister.update('create_account', anchor, DAPP, 'x')).rejects.toThrow(full);
    await expect(registerIdentity(canister, 6)).rejects.toThrow(full);
    canister.ic.as(testPrincipal(1));
    expect((await canister.update('get_anchor_info', anchor)).devices).toHaveLength(4);
    canister.ic.as(CREATED);
    await canister.update('acknowledge_entries', 0n);
    canister.ic.as(testPrincipal(1));
    await canister.update('add', anchor, testDevice(5));
    await expect(canister.update('add', anchor, testDevice(6))).rejects.toThrow(full);
  });

  it('should hand out the oldest, again until they are acknowledged, also after upgrades', async () => {
    const canister = new TestCanister(configured());
    const anchor = await registerIdentity(canister, 1);
    await deploy(canister);
    canister.ic.as(testPrincipal(1));
    for (let n = 2; n < 10; n++) await canister.update('add', anchor, testDevice(n));
    const numbers = async () => {
      canister.ic.as(CREATED);
      return (await canister.update('fetch_entries')).map(({ sequence_number: number }) => number);
    };
    expect(await numbers()).toEqual([0n, 1n, 2n, 3n, 4n]);
    canister.upgrade();
    expect(await numbers()).toEqual([0n, 1n, 2n, 3n, 4n]);
    await canister.update('acknowledge_entries', 2n);
    expect(await numbers()).toEqual([3n, 4n, 5n, 6n, 7n]);
    await canister.update('acknowledge_entries', 1n);
    expect(await numbers()).toEqual([3n, 4n, 5n, 6n, 7n]);
    // More than there is does not skip what comes.
    await canister.update('acknowledge_entries', 1_000n);
    expect(await numbers()).toEqual([]);
    canister.upgrade();
    canister.ic.as(testPrincipal(1));
    await canister.update('remove', anchor, testKey(2));
    expect(await numbers()).toEqual([8n]);
  });

  it('should be for the archive alone', async () => {
    const canister = new TestCanister(configured());
    await deploy(canister);
    canister.ic.as(testPrincipal(1));
    const refusal = `only the archive canister ${Principal.fromUint8Array(CREATED).toText()} is allowed to fetch and acknowledge entries`;
    await expect(canister.update('fetch_entries')).rejects.toThrow(refusal);
    await expect(canister.update('acknowledge_entries', 0n)).rejects.toThrow(refusal);
  });

  it('should hand out no more than a message may hold', async () => {
    const canister = new TestCanister(configured({ entries_buffer_limit: 5000n, entries_fetch_limit: 5000 }));
    await deploy(canister);
    const { archive } = canister.inside;
    for (let n = 0n; n < 2000n; n++) archive.append(10_000n, n, new Uint8Array(2000));
    canister.ic.as(CREATED);
    const found = await canister.update('fetch_entries');
    expect(found.length).toBeGreaterThan(700);
    expect(found.length * 2000).toBeLessThan(1_500_000);
  });

  it('should be told by metrics', async () => {
    const canister = new TestCanister(configured());
    const anchor = await registerIdentity(canister, 1);
    await deploy(canister);
    canister.ic.as(testPrincipal(1));
    for (let n = 2; n < 4; n++) await canister.update('add', anchor, testDevice(n));
    canister.ic.as(CREATED);
    await canister.update('acknowledge_entries', 0n);
    const lines = utf8Text(metricsBody(canister.inside)).split('\n');
    const value = (name: string) =>
      lines.find((line) => line.startsWith(`internet_identity_${name} `))?.split(' ')[1];
    expect(value('archive_sequence_number')).toBe('2');
    expect(value('buffered_archive_entries')).toBe('1');
    expect(value('archive_config_entries_buffer_limit')).toBe('10');
    expect(value('archive_config_fetch_limit')).toBe('5');
    expect(value('archive_config_polling_interval_seconds')).toBe('1.5');
  });
});
