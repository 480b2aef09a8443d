import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { device, identity, InternetIdentity, publicKeyOf } from '../support/internet_identity.ts';

let made = 0;

describe('replace', () => {
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

  it("should put a new device, never used, in the place of the caller's own", async () => {
    const next = identity(`next ${made}`);
    await ii.as(owner).replace(anchor, publicKeyOf(owner), device(next, { alias: 'Next' }));
    await expect(ii.as(owner).get_anchor_info(anchor)).rejects.toThrow(/could not be authenticated/);
    const { devices } = await ii.as(next).get_anchor_info(anchor);
    expect(devices.map(({ alias }) => alias)).toEqual(['Next']);
  });

  it('should leave the old device when the new one is refused', async () => {
    await expect(
      ii.as(owner).replace(anchor, publicKeyOf(owner), device(identity('x'), { alias: 'a'.repeat(65) })),
    ).rejects.toThrow('failed to replace device: alias limit exceeded: length 65, limit 64');
    expect((await ii.as(owner).get_anchor_info(anchor)).devices).toHaveLength(1);
  });

  it('should refuse a device that is not there', async () => {
    const absent = publicKeyOf(identity('absent'));
    await expect(ii.as(owner).replace(anchor, absent, device(identity('x')))).rejects.toThrow(
      `failed to replace device: Device with key ${Buffer.from(absent).toString('hex')} not found.`,
    );
  });

  it('should refuse a stranger', async () => {
    await expect(
      ii.as(identity('mallory')).replace(anchor, publicKeyOf(owner), device(identity('x'))),
    ).rejects.toThrow(/could not be authenticated/);
  });
});
