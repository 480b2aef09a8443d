import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity, testDevice } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { DeviceData } from '../../declarations/internet_identity.did.ts';
import type { Device } from '../domain/device.ts';
import { hex } from '../encoding/hex.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';

let canister: TestCanister;
let anchor: bigint;

beforeEach(async () => {
  canister = new TestCanister();
  anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
});

const device = (n: number, fields: Partial<DeviceData> = {}): DeviceData => ({ ...testDevice(n), ...fields });
const phrase = (n: number, fields: Partial<DeviceData> = {}): DeviceData =>
  device(n, {
    key_type: { seed_phrase: null },
    purpose: { recovery: null },
    credential_id: [],
    ...fields,
  });
const metadata = (key: string): DeviceData['metadata'] => [[[key, { string: 'x' }]]];
const text = (p: Uint8Array) => Principal.fromUint8Array(p).toText();

const add = (data: DeviceData) => canister.update('add', anchor, data);
const update = (n: number, data: DeviceData) => canister.update('update', anchor, testKey(n), data);
const replace = (n: number, data: DeviceData) => canister.update('replace', anchor, testKey(n), data);
const remove = (n: number) => canister.update('remove', anchor, testKey(n));

async function info() {
  canister.ic.as(testPrincipal(1));
  return canister.update('get_anchor_info', anchor);
}

const keys = async () => (await info()).devices.map(({ pubkey }) => hex(Uint8Array.from(pubkey)));
const keysOf = (...ns: number[]) => ns.map((n) => hex(testKey(n)));

describe('add', () => {
  test('puts a device behind the others, with every field as it came', async () => {
    const data = device(2, {
      alias: 'Ключ',
      key_type: { cross_platform: null },
      purpose: { recovery: null },
      origin: ['https://identity.ic0.app'],
      metadata: [
        [
          ['note', { string: 'n' }],
          ['raw', { bytes: Uint8Array.of(1, 2) }],
          ['nested', { map: [['inner', { string: '' }]] }],
        ],
      ],
    });
    await add(data);
    const { devices } = await info();
    expect(devices[1]).toEqual({ ...data, last_usage: [] });
    expect(await keys()).toEqual(keysOf(1, 2));
  });

  test('keeps the last of metadata with the same name', async () => {
    await add(
      device(2, {
        metadata: [
          [
            ['a', { string: '1' }],
            ['b', { string: '2' }],
            ['a', { string: '3' }],
          ],
        ],
      }),
    );
    expect((await info()).devices[1]?.metadata).toEqual([
      [
        ['a', { string: '3' }],
        ['b', { string: '2' }],
      ],
    ]);
  });

  test.each<[string, DeviceData, string]>([
    ['the same key', device(1), `Device with key ${hex(testKey(1))} already exists on this anchor.`],
    ['a long alias', device(2, { alias: 'é'.repeat(32) + 'a' }), 'alias limit exceeded: length 65, limit 64'],
    [
      'a long key',
      device(2, { pubkey: new Uint8Array(301) }),
      'pubkey limit exceeded: length 301, limit 300',
    ],
    [
      'a long credential id',
      device(2, { credential_id: [new Uint8Array(351)] }),
      'credential_id limit exceeded: length 351, limit 350',
    ],
    ['a long origin', device(2, { origin: ['x'.repeat(51)] }), 'origin limit exceeded: length 51, limit 50'],
    [
      'a phrase with a credential id',
      phrase(2, { credential_id: [Uint8Array.of(1)] }),
      'Devices with key type seed_phrase must not have a credential id.',
    ],
    ...(
      [
        ['unknown', 'Unknown'],
        ['platform', 'Platform'],
        ['cross_platform', 'CrossPlatform'],
        ['browser_storage_key', 'BrowserStorageKey'],
      ] as const
    ).map(([type, name]): [string, DeviceData, string] => [
      `a protected ${type} key`,
      device(2, {
        protection: { protected: null },
        key_type: { [type]: null } as unknown as DeviceData['key_type'],
      }),
      `Only recovery phrases can be locked but key type is ${name}`,
    ]),
    ...[
      ...['pubkey', 'alias', 'credential_id', 'purpose', 'key_type', 'protection', 'origin'],
      ...['last_usage_timestamp', 'metadata', 'usage', 'authenticator_attachment'],
    ].map((key): [string, DeviceData, string] => [
      `metadata named ${key}`,
      device(2, { metadata: metadata(key) }),
      `Metadata key '${key}' is reserved and cannot be used.`,
    ]),
  ])('refuses %s', async (_, data, why) => {
    await expect(add(data)).rejects.toThrow(new RegExp(`^failed to add device: ${escaped(why)}$`));
    expect(await keys()).toEqual(keysOf(1));
  });

  test('takes fields that just fit, and reserved names within other names', async () => {
    await add(
      device(2, {
        pubkey: new Uint8Array(300),
        alias: 'é'.repeat(32),
        credential_id: [new Uint8Array(350)],
        origin: ['x'.repeat(50)],
        metadata: [[['m', { map: [['usage', { string: '' }]] }]]],
      }),
    );
    expect((await info()).devices).toHaveLength(2);
  });

  test('takes ten devices and no more', async () => {
    for (let n = 2; n <= 10; n++) await add(device(n));
    await expect(add(device(11))).rejects.toThrow(
      /^failed to add device: Anchor device limit exceeded: num devices 11, limit 10$/,
    );
  });

  test('takes 2500 bytes and no more', async () => {
    // The first device has 9 + 44 + 4 bytes.
    const filler = (size: number) =>
      device(2, {
        alias: '',
        credential_id: [],
        metadata: [[['ké', { map: [['m', { bytes: new Uint8Array(size - 44 - 3 - 1) }]] }]]],
      });
    await expect(add(filler(2500 - 57 + 1))).rejects.toThrow(
      /^failed to add device: Cumulative size of variable sized fields exceeds limit: length 2501, limit 2500\.$/,
    );
    await add(filler(2500 - 57));
  });

  test('takes one recovery phrase', async () => {
    await add(phrase(2, { protection: { protected: null } }));
    await expect(add(phrase(3))).rejects.toThrow(
      /^failed to add device: There is already a recovery phrase and only one is allowed\.$/,
    );
  });

  test('checks in the order of the contract', async () => {
    const worst = phrase(1, {
      metadata: metadata('usage'),
      alias: 'x'.repeat(65),
      pubkey: testKey(1),
      credential_id: [new Uint8Array(351)],
      origin: ['x'.repeat(51)],
    });
    for (let n = 2; n <= 9; n++) await add(device(n));
    await add(phrase(10));
    const refusals: string[] = [];
    const fixes: Partial<DeviceData>[] = [
      {},
      { pubkey: new Uint8Array(301) },
      { metadata: [] },
      { alias: '' },
      { pubkey: testKey(11) },
      { credential_id: [Uint8Array.of(1)] },
      { origin: [] },
      { key_type: { platform: null }, protection: { protected: null } },
      { protection: { unprotected: null }, metadata: [[['m', { bytes: new Uint8Array(3000) }]]] },
    ];
    let data = worst;
    for (const fix of fixes) {
      data = { ...data, ...fix };
      refusals.push(
        await add(data).then(
          () => 'none',
          (error: Error) => error.message.slice(22, 46),
        ),
      );
    }
    expect(refusals).toEqual([
      'Device with key 30303030',
      "Metadata key 'usage' is ",
      'alias limit exceeded: le',
      'pubkey limit exceeded: l',
      'credential_id limit exce',
      'origin limit exceeded: l',
      'Devices with key type se',
      'Only recovery phrases ca',
      'Anchor device limit exce',
    ]);
    await remove(2);
    await expect(add(data)).rejects.toThrow('Cumulative size');
    const secondPhrase = phrase(11, { metadata: data.metadata });
    await expect(add(secondPhrase)).rejects.toThrow('Cumulative size');
  });

  test('stores no record above 4096 bytes', async () => {
    const names = Array.from({ length: 900 }, (_, i) =>
      String.fromCodePoint(0x41 + (i % 50), 0x41 + Math.trunc(i / 50)),
    );
    const entries = names.map((name): [string, { string: string }] => [name, { string: '' }]);
    await expect(add(device(2, { metadata: [entries] }))).rejects.toThrow(
      new RegExp(
        `^unable to update anchor ${anchor} in stable memory: record of [0-9]+ bytes exceeds the limit of 4096$`,
      ),
    );
    expect(await keys()).toEqual(keysOf(1));
  });

  test('refuses metadata in many levels', async () => {
    let map: unknown = [];
    for (let i = 0; i < 16; i++) map = [['', { map }]];
    await expect(add(device(2, { metadata: [map] as DeviceData['metadata'] }))).rejects.toThrow(
      /^metadata is nested too deeply$/,
    );
  });

  test('takes the same device on two identities', async () => {
    const other = await registerIdentity(canister, 2);
    canister.ic.as(testPrincipal(1));
    await add(device(2));
    expect(await keys()).toEqual(keysOf(1, 2));
    expect(await canister.query('lookup', other)).toHaveLength(1);
  });
});

describe('update', () => {
  test('changes all fields but key and last use', async () => {
    canister.ic.advance(SECOND);
    await update(1, device(1, { alias: 'renamed', origin: ['https://o.example'], credential_id: [] }));
    const { devices } = await info();
    expect(devices).toEqual([
      {
        ...device(1, { alias: 'renamed', origin: ['https://o.example'], credential_id: [] }),
        last_usage: [A_MOMENT + SECOND],
      },
    ]);
  });

  test('keeps the last use of another device', async () => {
    await add(device(2));
    canister.ic.as(testPrincipal(2));
    await canister.update('get_anchor_info', anchor);
    canister.ic.as(testPrincipal(1)).advance(SECOND);
    await update(2, device(2, { alias: 'renamed' }));
    expect((await info()).devices[1]).toMatchObject({ alias: 'renamed', last_usage: [A_MOMENT] });
  });

  test('refuses an absent device, another key and what add refuses', async () => {
    await expect(update(2, device(2))).rejects.toThrow(/^Could not find device to update, check device key$/);
    await expect(update(1, device(2, { alias: 'x'.repeat(65) }))).rejects.toThrow(
      /^failed to modify device: Device key cannot be updated\.$/,
    );
    await expect(update(1, device(1, { alias: 'x'.repeat(65) }))).rejects.toThrow(
      /^failed to modify device: alias limit exceeded: length 65, limit 64$/,
    );
    await add(phrase(2));
    await expect(update(1, phrase(1))).rejects.toThrow(
      /^failed to modify device: There is already a recovery phrase and only one is allowed\.$/,
    );
  });

  test('looks at the fields before the lock, and at the lock before the limits', async () => {
    await add(phrase(2, { protection: { protected: null } }));
    await expect(update(2, phrase(2, { alias: 'x'.repeat(65) }))).rejects.toThrow('alias limit exceeded');
    const large: DeviceData['metadata'] = [[['m', { bytes: new Uint8Array(3000) }]]];
    await expect(update(2, phrase(2, { metadata: large }))).rejects.toThrow('Device is locked');
  });
});

describe('replace', () => {
  test('puts a fresh device behind the others, even in the place of the caller', async () => {
    await add(device(2));
    await replace(1, device(3));
    canister.ic.as(testPrincipal(3));
    const { devices } = await canister.update('get_anchor_info', anchor);
    expect(devices.map((d) => hex(Uint8Array.from(d.pubkey)))).toEqual(keysOf(2, 3));
    await expect(keys()).rejects.toThrow('could not be authenticated');
  });

  test('may give a device the same key and forgets its use', async () => {
    await replace(1, device(1));
    const record = canister.inside.anchors.record(anchor) as Uint8Array;
    expect(decodeAnchor(record).devices).toMatchObject([{ pubkey: testKey(1), lastUsage: null }]);
  });

  test('is done as a whole or not at all', async () => {
    await expect(replace(2, device(3))).rejects.toThrow(
      new RegExp(`^failed to replace device: Device with key ${hex(testKey(2))} not found\\.$`),
    );
    await add(device(2));
    await expect(replace(2, device(1))).rejects.toThrow(
      new RegExp(
        `^failed to replace device: Device with key ${hex(testKey(1))} already exists on this anchor\\.$`,
      ),
    );
    expect(await keys()).toEqual(keysOf(1, 2));
  });
});

describe('remove', () => {
  test('takes away any device, the last and the own one too', async () => {
    await remove(1);
    expect(await canister.query('lookup', anchor)).toEqual([]);
    await expect(info()).rejects.toThrow('could not be authenticated');
  });

  test('refuses an absent device', async () => {
    await expect(remove(2)).rejects.toThrow(
      new RegExp(`^failed to remove device: Device with key ${hex(testKey(2))} not found\\.$`),
    );
  });

  test('works where limits are broken already', async () => {
    const { anchors } = canister.inside;
    const stored = decodeAnchor(anchors.record(anchor) as Uint8Array);
    const [first] = stored.devices as [Device];
    const devices = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => ({ ...first, pubkey: testKey(n) }));
    anchors.put(anchor, { ...stored, devices });
    await expect(update(1, device(1))).rejects.toThrow('Anchor device limit exceeded: num devices 12');
    await remove(12);
    await remove(11);
    await update(1, device(1));
  });
});

describe('a protected phrase', () => {
  beforeEach(() => add(phrase(2, { protection: { protected: null } })));

  test.each(['update', 'replace', 'remove'] as const)('is changed by none but itself: %s', async (method) => {
    const change = () => {
      if (method === 'remove') return remove(2);
      return method === 'update' ? update(2, phrase(2)) : replace(2, phrase(3));
    };
    const prefix = { update: 'modify', replace: 'replace', remove: 'remove' }[method];
    await expect(change()).rejects.toThrow(
      `failed to ${prefix} device: Device is locked. Must be authenticated with this device to mutate: ` +
        `authorized principal ${text(testPrincipal(2))}, actual principal ${text(testPrincipal(1))}`,
    );
    canister.ic.as(testPrincipal(2));
    await change();
  });

  test('may become one by its own key and that of others while unlocked', async () => {
    canister.ic.as(testPrincipal(2));
    await update(2, phrase(2));
    canister.ic.as(testPrincipal(1));
    await update(2, phrase(2, { protection: { protected: null } }));
    await expect(remove(2)).rejects.toThrow('Device is locked');
  });
});

describe('a stranger', () => {
  test.each(['add', 'update', 'replace', 'remove', 'get_anchor_info'] as const)(
    'is refused by %s',
    async (method) => {
      canister.ic.as(testPrincipal(9));
      const before = canister.ic.stableImage();
      const calls = {
        add: () => add(device(9)),
        update: () => update(1, device(1)),
        replace: () => replace(1, device(9)),
        remove: () => remove(1),
        get_anchor_info: () => canister.update('get_anchor_info', anchor),
      };
      await expect(calls[method]()).rejects.toThrow(
        new RegExp(`^${text(testPrincipal(9))} could not be authenticated\\.$`),
      );
      expect(canister.ic.stableImage()).toBe(before);
    },
  );

  test('is nobody who did not sign', async () => {
    canister.ic.as(Principal.anonymous().toUint8Array());
    await expect(remove(1)).rejects.toThrow(/^2vxsx-fae could not be authenticated\.$/);
  });
});

function escaped(pattern: string): string {
  return pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
