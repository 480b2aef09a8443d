import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { device, identity, InternetIdentity, publicKeyOf } from '../support/internet_identity.ts';

let made = 0;

describe('remove', () => {
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

  it('should take away a device and its right to sign in', async () => {
    const phone = identity(`phone ${made}`);
    await ii.as(owner).add(anchor, device(phone));
    await ii.as(owner).remove(anchor, publicKeyOf(phone));
    await expect(ii.as(phone).get_anchor_info(anchor)).rejects.toThrow(/could not be authenticated/);
    expect((await ii.as(owner).get_anchor_info(anchor)).devices).toHaveLength(1);
  });

  it("should take away the last device, even the caller's own", async () => {
    await ii.as(owner).remove(anchor, publicKeyOf(owner));
    expect(await ii.as().lookup(anchor)).toEqual([]);
    await expect(ii.as(owner).get_anchor_info(anchor)).rejects.toThrow(/could not be authenticated/);
  });

  it('should refuse a device that is not there, and a stranger', async () => {
    const absent = publicKeyOf(identity('absent'));
    await expect(ii.as(owner).remove(anchor, absent)).rejects.toThrow(
      `failed to remove device: Device with key ${Buffer.from(absent).toString('hex')} not found.`,
    );
    await expect(ii.as(identity('mallory')).remove(anchor, publicKeyOf(owner))).rejects.toThrow(
      /could not be authenticated/,
    );
  });
});
