import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { MetadataMapV2 } from '../../declarations/internet_identity.did.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';

let canister: TestCanister;
let anchor: bigint;

beforeEach(async () => {
  canister = new TestCanister();
  anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1)).advance(SECOND);
});

const setMetadata = (metadata: MetadataMapV2) =>
  canister.update('identity_metadata_replace', anchor, metadata);
const setName = (name: [] | [string]) => canister.update('identity_properties_replace', anchor, { name });
const stored = () => decodeAnchor(canister.inside.anchors.record(anchor) as Uint8Array);
const unauthorized = { Err: { Unauthorized: Principal.fromUint8Array(testPrincipal(9)) } };

/** Bytes of the one device that {@link registerIdentity} gives: alias, key and credential id. */
const DEVICE_SIZE = 9 + 44 + 4;

describe('identity_metadata_replace', () => {
  test('overwrites the whole map, the last of equal names', async () => {
    expect(
      await setMetadata([
        ['alias', { String: 'not reserved here' }],
        ['m', { Map: [['b', { Bytes: Uint8Array.of(1) }]] }],
        ['alias', { String: 'last' }],
      ]),
    ).toEqual({ Ok: null });
    const info = await canister.update('identity_info', anchor);
    expect('Ok' in info && info.Ok.metadata).toEqual([
      ['alias', { String: 'last' }],
      ['m', { Map: [['b', { Bytes: Uint8Array.of(1) }]] }],
    ]);
    expect(await setMetadata([])).toEqual({ Ok: null });
    expect(stored().metadata).toEqual([]);
  });

  test('refuses more than 2500 bytes together with the devices, and counts as a use', async () => {
    const bytes = (size: number): MetadataMapV2 => [['k', { Bytes: new Uint8Array(size - 1) }]];
    expect(await setMetadata(bytes(2500 - DEVICE_SIZE))).toEqual({ Ok: null });
    canister.ic.advance(SECOND);
    expect(await setMetadata(bytes(2501 - DEVICE_SIZE))).toEqual({
      Err: { StorageSpaceExceeded: { space_available: 2500n, space_required: 2501n } },
    });
    expect(stored().devices[0]?.lastUsage).toBe(A_MOMENT + 2n * SECOND);
    expect(stored().metadata[0]?.[1]).toMatchObject({ value: new Uint8Array(2499 - DEVICE_SIZE) });
  });

  test('refuses a record of more than 4096 bytes', async () => {
    const metadata = Array.from({ length: 900 }, (_, i): [string, { String: string }] => [
      i.toString(36),
      { String: '' },
    ]);
    const refused = await setMetadata(metadata);
    expect(refused).toMatchObject({ Err: { StorageSpaceExceeded: { space_available: 4096n } } });
    expect(stored().metadata).toEqual([]);
  });

  test('traps for metadata in many levels', async () => {
    let metadata: MetadataMapV2 = [];
    for (let i = 0; i < 16; i++) metadata = [['', { Map: metadata }]];
    await expect(setMetadata(metadata)).rejects.toThrow(/^metadata is nested too deeply$/);
  });

  test('is for the owner alone', async () => {
    canister.ic.as(testPrincipal(9));
    expect(await setMetadata([])).toEqual(unauthorized);
  });
});

describe('identity_properties_replace', () => {
  test('gives a name, changes it and takes it away', async () => {
    for (const name of [['one'], ['two'], []] as ([] | [string])[]) {
      expect(await setName(name)).toEqual({ Ok: null });
      expect((await canister.update('get_anchor_info', anchor)).name).toEqual(name);
    }
  });

  test('refuses a name of more than 128 bytes, and counts as a use', async () => {
    expect(await setName(['é'.repeat(64) + 'a'])).toEqual({ Err: { NameTooLong: { limit: 128n } } });
    expect(stored().devices[0]?.lastUsage).toBe(A_MOMENT + SECOND);
    expect(await setName(['é'.repeat(64)])).toEqual({ Ok: null });
  });

  test('is for the owner alone', async () => {
    canister.ic.as(testPrincipal(9));
    expect(await setName([])).toEqual(unauthorized);
  });
});
