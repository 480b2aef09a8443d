import { gunzipSync, inflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { DUMMY_CAPTCHA } from '../../src/backend/captcha/dummy_captcha.ts';
import { InternetIdentity, MINUTE_NS, testWasm, wasm } from '../support/internet_identity.ts';

const TOO_MANY = /too many inflight captchas/;

/** As the release is configured when nobody says otherwise, but for the number of captchas. */
const atMost = (max_unsolved_captchas: bigint): typeof LOCAL_INIT => ({
  ...LOCAL_INIT,
  captcha_config: [{ max_unsolved_captchas, captcha_trigger: { Static: { CaptchaEnabled: null } } }],
});

describe('create_challenge', () => {
  let ii: InternetIdentity;
  afterEach(() => ii.tearDown());

  it('should give anyone a key and a PNG file of 220 by 120 pixels', async () => {
    ii = await InternetIdentity.create();
    const challenges = [await ii.as().create_challenge(), await ii.as().create_challenge()];
    for (const { challenge_key, png_base64 } of challenges) {
      expect(challenge_key).toMatch(/^[a-y]{10}$/);
      const file = Buffer.from(png_base64, 'base64');
      expect(file.toString('base64')).toBe(png_base64);
      expect(file.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
      expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([220, 120]);
      const data = file.indexOf('IDAT');
      const pixels = inflateSync(file.subarray(data + 4, data + 4 + file.readUInt32BE(data - 4)));
      expect(pixels).toHaveLength(120 * 29);
      expect(pixels.some((byte) => byte !== 0)).toBe(true);
    }
    expect(challenges[0]).not.toEqual(challenges[1]);
  });

  it('should refuse when too many wait for an answer, until the first is five minutes old', async () => {
    ii = await InternetIdentity.create(atMost(2n));
    await ii.as().create_challenge();
    await ii.advance(MINUTE_NS);
    await ii.as().create_challenge();
    await expect(ii.as().create_challenge()).rejects.toThrow(TOO_MANY);
    await ii.advance(4n * MINUTE_NS);
    await ii.as().create_challenge();
    await expect(ii.as().create_challenge()).rejects.toThrow(TOO_MANY);
  });

  it('should refuse those that come at once, too', async () => {
    ii = await InternetIdentity.create(atMost(2n));
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => ii.as().create_challenge()));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    for (const { reason } of refused as PromiseRejectedResult[]) expect(String(reason)).toMatch(TOO_MANY);
  });

  it('should have forgotten its challenges after an upgrade', async () => {
    ii = await InternetIdentity.create(atMost(1n));
    await ii.as().create_challenge();
    await ii.upgrade();
    await ii.as().create_challenge();
    await expect(ii.as().create_challenge()).rejects.toThrow(TOO_MANY);
  });

  it('should show the dummy captcha in the test build, which the release does not hold', async () => {
    ii = await InternetIdentity.create(LOCAL_INIT, testWasm());
    const { png_base64 } = await ii.as().create_challenge();
    expect(png_base64).toBe(DUMMY_CAPTCHA.pngBase64);
    expect(gunzipSync(testWasm()).includes(DUMMY_CAPTCHA.pngBase64)).toBe(true);
    expect(gunzipSync(wasm()).includes(DUMMY_CAPTCHA.pngBase64)).toBe(false);
  });
});
