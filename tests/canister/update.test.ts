import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { device, identity, InternetIdentity, publicKeyOf } from '../support/internet_identity.ts';

let made = 0;

describe('update', () => {
  let ii: InternetIdentity;
  let owner: ReturnType<typeof identity>;
  let anchor: bigint;

  beforeAll(async () => {
    ii = await InternetIdentity.create();
  });
  beforeEach(async () => {
    owner = identity(`owner ${made++}`);
    anchor = await ii.register(owner);
  });
  afterAll(() => ii.tearDown());

  it('should replace every field but the last usage', async () => {
    const changed = device(owner, {
      alias: 'Renamed',
      credential_id: [new Uint8Array([9])],
      key_type: { cross_platform: null },
      origin: ['https://identity.example'],
      metadata: [[['note', { string: 'mine' }]]],
    });
    await ii.as(owner).update(anchor, publicKeyOf(owner), changed);
    const [after] = (await ii.as(owner).get_anchor_info(anchor)).devices;
    const { last_usage, ...fields } = after!;
    expect(last_usage).toHaveLength(1);
    expect(fields.alias).toBe('Renamed');
    expect(fields.key_type).toEqual({ cross_platform: null });
    expect(fields.origin).toEqual(['https://identity.example']);
    expect(fields.metadata).toEqual([[['note', { string: 'mine' }]]]);
  });

  it('should refuse another key, a stranger and an absent device', async () => {
    const other = identity('other');
    await expect(ii.as(owner).update(anchor, publicKeyOf(owner), device(other))).rejects.toThrow(
      'failed to modify device: Device key cannot be updated.',
    );
    await expect(ii.as(other).update(anchor, publicKeyOf(owner), device(owner))).rejects.toThrow(
      /could not be authenticated/,
    );
    await expect(ii.as(owner).update(anchor, publicKeyOf(other), device(other))).rejects.toThrow(
      'Could not find device to update, check device key',
    );
  });

  it('should hold a changed device to the limits', async () => {
    await expect(
      ii.as(owner).update(anchor, publicKeyOf(owner), device(owner, { alias: 'a'.repeat(65) })),
    ).rejects.toThrow('failed to modify device: alias limit exceeded: length 65, limit 64');
  });

  it('should let nobody but a protected phrase change itself', async () => {
    const phrase = identity(`phrase ${made}`);
    const locked = device(phrase, {
      key_type: { seed_phrase: null },
      purpose: { recovery: null },
      protection: { protected: null },
      credential_id: [],
    });
    await ii.as(owner).add(anchor, locked);
    const unlocked = { ...locked, protection: { unprotected: null } };
    const refused = new RegExp(
      `Device is locked. Must be authenticated with this device to mutate: authorized principal ${phrase.getPrincipal().toText()}, actual principal ${owner.getPrincipal().toText()}`,
    );
    await expect(ii.as(owner).update(anchor, publicKeyOf(phrase), unlocked)).rejects.toThrow(refused);
    await expect(ii.as(owner).remove(anchor, publicKeyOf(phrase))).rejects.toThrow(refused);
    await expect(
      ii.as(owner).replace(anchor, publicKeyOf(phrase), device(identity('new phrase'))),
    ).rejects.toThrow(refused);
    await ii.as(phrase).update(anchor, publicKeyOf(phrase), unlocked);
    await ii.as(owner).remove(anchor, publicKeyOf(phrase));
  });
});
