// A dapp's own browser test, as its developers write it.
import { testWithII } from '@dfinity/internet-identity-playwright';
import { expect } from '@playwright/test';

const { DAPP_URL, GATEWAY_URL, CANISTER_ID, CAPTCHA, CREATE_PASSKEY } = process.env;

testWithII.beforeEach(async ({ page, iiPage }) => {
  waitLongerForFields(page);
  await iiPage.waitReady({ url: GATEWAY_URL, canisterId: CANISTER_ID, timeout: 60_000 });
});

/** The helper gives the captcha ten seconds, which are few on a busy machine. */
function waitLongerForFields(page) {
  const locators = Object.getPrototypeOf(page.locator('input'));
  const { fill } = locators;
  locators.fill = function (value, options) {
    return fill.call(this, value, { ...options, timeout: 60_000 });
  };
}

testWithII('a new identity signs in, and again as the same', async ({ page, iiPage }) => {
  const principal = page.locator('[data-tid=principal]');
  await page.goto(DAPP_URL);
  const identity = await iiPage.signInWithNewIdentity({
    captcha: CAPTCHA === '1',
    createPasskey: CREATE_PASSKEY === '1',
  });
  expect(identity).toBeGreaterThanOrEqual(10_000);
  await expect(principal).toHaveText(/^([a-z2-7]{5}-){10}[a-z2-7]{3}$/);
  const first = await principal.textContent();

  await page.reload();
  await expect(principal).toBeEmpty();
  await iiPage.signInWithIdentity({ identity });
  await expect(principal).toHaveText(first);
});
