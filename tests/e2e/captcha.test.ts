/** Creating an identity where the canister asks for a captcha: its real pictures, then the one with a known answer. */
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { DUMMY_CAPTCHA } from '../../src/backend/captcha/dummy_captcha.ts';
import { createWorld, type World } from './clients/support/world.ts';
import { ManagePage } from './support/identity_pages.ts';
import { lookAt } from './support/look.ts';

const NO_CAPTCHA = LOCAL_INIT.captcha_config[0]!;
const INIT: typeof LOCAL_INIT = {
  ...LOCAL_INIT,
  captcha_config: [{ ...NO_CAPTCHA, captcha_trigger: { Static: { CaptchaEnabled: null } } }],
};

/** Address of the picture, once it is there and drawn. */
async function pictureOn(page: Page): Promise<string> {
  const picture = page.locator('main img');
  const width = () => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
  await expect.poll(width).toBeGreaterThan(90);
  return (await picture.getAttribute('src'))!;
}

async function answer(page: Page, solution: string): Promise<void> {
  await page.locator('#captchaInput').fill(solution);
  await page.locator('#confirmRegisterButton').click();
}

describe('the captcha', () => {
  let world: World | undefined;
  afterEach(async () => {
    const faults = world?.faults;
    await world?.close();
    world = undefined;
    expect(faults).toEqual([]);
  });

  it('should show another picture after a wrong answer, as often as it takes, and no identity', async () => {
    world = await createWorld({}, { init: INIT });
    const { page } = await ManagePage.open(world.context, world.passkeys, world.network.identityOrigin);
    await page.locator('#registerButton').click();
    const pictures = new Set([await pictureOn(page)]);
    await lookAt(page, '#captchaInput', 'captcha');
    for (const tries of [1, 2]) {
      // No picture has this many characters.
      await answer(page, 'x'.repeat(12));
      await page.locator('[data-notice=wrongCaptcha]').waitFor();
      await expect.poll(async () => pictures.has(await pictureOn(page))).toBe(false);
      pictures.add(await pictureOn(page));
      expect(pictures.size).toBe(tries + 1);
      expect(await page.locator('#captchaInput').inputValue()).toBe('');
    }
    await lookAt(page, '[data-notice=wrongCaptcha]', 'captcha-wrong');
    expect(world.passkeys.count).toBe(1);
    await page.locator('[data-action=cancel]').click();
    await page.locator('#registerButton').waitFor();
    expect(await page.locator('[data-anchor-id]').count()).toBe(0);
    // The passkey that was made waits for the next try.
    await page.locator('#registerButton').click();
    await pictureOn(page);
    expect(world.passkeys.count).toBe(1);
  });

  it('should let in whoever answers rightly', async () => {
    world = await createWorld({}, { init: INIT, wasm: 'internet_identity_test' });
    const manage = await ManagePage.open(world.context, world.passkeys, world.network.identityOrigin);
    const { page } = manage;
    await page.locator('#registerButton').click();
    expect(await pictureOn(page)).toBe(`data:image/png;base64,${DUMMY_CAPTCHA.pngBase64}`);
    await answer(page, 'b');
    await page.locator('[data-notice=wrongCaptcha]').waitFor();
    await answer(page, DUMMY_CAPTCHA.solution);
    expect(await page.locator('#userNumber').textContent()).toMatch(/^\d+$/);
    await page.locator('#displayUserContinue').click();
    await manage.opened();
  });
});
