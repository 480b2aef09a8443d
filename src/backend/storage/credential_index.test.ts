import { beforeEach, describe, expect, test } from 'vitest';
import { registerIdentity, testDevice } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { DeviceData } from '../../declarations/internet_identity.did.ts';

let canister: TestCanister;
let anchor: bigint;

beforeEach(async () => {
  canister = new TestCanister();
  anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
});

const device = (n: number, fields: Partial<DeviceData> = {}): DeviceData => ({ ...testDevice(n), ...fields });
const add = (data: DeviceData) => canister.update('add', anchor, data);
const update = (n: number, data: DeviceData) => canister.update('update', anchor, testKey(n), data);
const replace = (n: number, data: DeviceData) => canister.update('replace', anchor, testKey(n), data);
const remove = (n: number) => canister.update('remove', anchor, testKey(n));

describe('the credential index', () => {
  const owners = (n: number) => canister.inside.credentials.anchors(Uint8Array.of(n, n, n, n));

  test('follows every edit', async () => {
    expect(owners(1)).toEqual([anchor]);
    await add(device(2));
    expect(owners(2)).toEqual([anchor]);
    await update(2, device(2, { credential_id: [Uint8Array.of(3, 3, 3, 3)] }));
    expect([owners(2), owners(3)]).toEqual([[], [anchor]]);
    await replace(2, device(4));
    expect([owners(3), owners(4)]).toEqual([[], [anchor]]);
    await remove(4);
    expect(owners(4)).toEqual([]);
  });

  test('keeps the first owner in front and ends at 32', async () => {
    const first = anchor;
    const others: bigint[] = [];
    for (let i = 0; i < 40; i++) others.push(await registerIdentity(canister, 1));
    expect(owners(1)).toEqual([first, ...others.slice(0, 31)]);
    canister.ic.as(testPrincipal(1));
    await remove(1);
    expect(owners(1)).toEqual(others.slice(0, 31));
  });

  test('counts a credential that two devices of an identity share once', async () => {
    await add(device(2, { credential_id: [Uint8Array.of(1, 1, 1, 1)] }));
    expect(owners(1)).toEqual([anchor]);
    await remove(2);
    expect(owners(1)).toEqual([anchor]);
  });
});
