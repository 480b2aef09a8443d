import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { device, identity, InternetIdentity, publicKeyOf } from '../support/internet_identity.ts';
import type { DeviceData } from '../../src/declarations/internet_identity.did.ts';

const ALICE = identity('alice');

/** A device that differs from every other by its key. */
let made = 0;
const fresh = (changes: Partial<DeviceData> = {}) => device(identity(`device ${made++}`), changes);

describe('add', () => {
  let ii: InternetIdentity;

  beforeAll(async () => {
    ii = await InternetIdentity.create();
  });
  afterAll(() => ii.tearDown());

  /** Somebody nobody has met yet. */
  const owner = () => identity(`owner ${made++}`);

  it('should add a device that can then sign in', async () => {
    const anchor = await ii.register(ALICE);
    const phone = identity('phone');
    await ii.as(ALICE).add(anchor, device(phone, { alias: 'Phone' }));
    const { devices } = await ii.as(phone).get_anchor_info(anchor);
    expect(devices.map(({ alias }) => alias)).toEqual(['Passkey', 'Phone']);
    expect(devices[1]!.last_usage).toHaveLength(1);
  });

  it('should refuse a stranger', async () => {
    const anchor = await ii.register(owner());
    await expect(ii.as(identity('mallory')).add(anchor, fresh())).rejects.toThrow(
      /could not be authenticated/,
    );
  });

  it.each([
    ['alias', 64, (n: number) => ({ alias: 'a'.repeat(n) })],
    ['credential_id', 350, (n: number) => ({ credential_id: [new Uint8Array(n)] as [Uint8Array] })],
    ['origin', 50, (n: number) => ({ origin: ['o'.repeat(n)] as [string] })],
    ['pubkey', 300, (n: number) => ({ pubkey: new Uint8Array(n).fill(9) })],
  ])('should accept a %s of %i bytes and refuse one more', async (field, limit, sized) => {
    const caller = owner();
    const anchor = await ii.register(caller);
    await ii.as(caller).add(anchor, fresh(sized(limit)));
    await expect(ii.as(caller).add(anchor, fresh(sized(limit + 1)))).rejects.toThrow(
      `failed to add device: ${field} limit exceeded: length ${limit + 1}, limit ${limit}`,
    );
  });

  it('should measure an alias in bytes of UTF-8', async () => {
    const caller = owner();
    const anchor = await ii.register(caller);
    await expect(ii.as(caller).add(anchor, fresh({ alias: 'é'.repeat(33) }))).rejects.toThrow(
      'failed to add device: alias limit exceeded: length 66, limit 64',
    );
  });

  it('should refuse the same key twice on one identity and accept it on two', async () => {
    const caller = owner();
    const anchor = await ii.register(caller);
    const key = publicKeyOf(caller);
    await expect(ii.as(caller).add(anchor, device(caller))).rejects.toThrow(
      `failed to add device: Device with key ${Buffer.from(key).toString('hex')} already exists on this anchor.`,
    );
    const other = owner();
    const second = await ii.register(other);
    await ii.as(other).add(second, device(caller));
  });

  it('should refuse reserved metadata keys', async () => {
    const caller = owner();
    const anchor = await ii.register(caller);
    const reserved = [
      ...['pubkey', 'alias', 'credential_id', 'purpose', 'key_type', 'protection', 'origin'],
      ...['last_usage_timestamp', 'metadata', 'usage', 'authenticator_attachment'],
    ];
    for (const key of reserved) {
      await expect(
        ii.as(caller).add(anchor, fresh({ metadata: [[[key, { string: 'x' }]]] })),
      ).rejects.toThrow(`failed to add device: Metadata key '${key}' is reserved and cannot be used.`);
    }
  });

  it('should lock recovery phrases only, and hold them to no credential id and to one', async () => {
    const caller = owner();
    const anchor = await ii.register(caller);
    const phrase = (changes: Partial<DeviceData>) =>
      fresh({ key_type: { seed_phrase: null }, purpose: { recovery: null }, credential_id: [], ...changes });
    await expect(
      ii.as(caller).add(anchor, fresh({ protection: { protected: null }, key_type: { platform: null } })),
    ).rejects.toThrow('failed to add device: Only recovery phrases can be locked but key type is Platform');
    await expect(ii.as(caller).add(anchor, phrase({ credential_id: [new Uint8Array(3)] }))).rejects.toThrow(
      'failed to add device: Devices with key type seed_phrase must not have a credential id.',
    );
    await ii.as(caller).add(anchor, phrase({ protection: { protected: null } }));
    await expect(ii.as(caller).add(anchor, phrase({}))).rejects.toThrow(
      'failed to add device: There is already a recovery phrase and only one is allowed.',
    );
  });

  it('should hold ten devices and refuse an eleventh', async () => {
    const caller = owner();
    const anchor = await ii.register(caller);
    for (let i = 1; i < 10; i++) await ii.as(caller).add(anchor, fresh());
    await expect(ii.as(caller).add(anchor, fresh())).rejects.toThrow(
      'failed to add device: Anchor device limit exceeded: num devices 11, limit 10',
    );
  });

  it('should hold 2500 bytes of variable data and refuse one more', async () => {
    const caller = owner();
    const anchor = await ii.register(caller);
    // The first device takes 44 (key) + 7 (alias) + 3 (credential id).
    const used = 44 + 7 + 3;
    const metadata = (bytes: number): DeviceData['metadata'] => [
      [['k', { bytes: new Uint8Array(bytes - 1) }]],
    ];
    const rest = 2500 - used - (44 + 7 + 3);
    await expect(ii.as(caller).add(anchor, fresh({ metadata: metadata(rest + 1) }))).rejects.toThrow(
      'failed to add device: Cumulative size of variable sized fields exceeds limit: length 2501, limit 2500.',
    );
    await ii.as(caller).add(anchor, fresh({ metadata: metadata(rest) }));
  });

  it('should change nothing when it refuses', async () => {
    const caller = owner();
    const anchor = await ii.register(caller);
    await expect(ii.as(caller).add(anchor, fresh({ alias: 'a'.repeat(65) }))).rejects.toThrow(/limit/);
    expect(await ii.as().lookup(anchor)).toHaveLength(1);
  });
});
