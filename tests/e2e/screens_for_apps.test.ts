/** Every screen that people meet on the way from an app, as it looks and as axe finds it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DappPage } from './clients/support/dapp_page.ts';
import { openFrom, REQUEST, send } from './clients/support/raw_dapp.ts';
import { answerAlternativeOrigins } from './clients/support/told_canister.ts';
import { createWorld, type World } from './clients/support/world.ts';
import { lookAt } from './support/look.ts';
import { storePinIdentity } from './support/pin_identity.ts';

describe('the screens on the way from an app', () => {
  let world: World;
  let dapp: DappPage;
  let first: string;
  let second: string;
  let withPin: string;

  beforeAll(async () => {
    world = await createWorld({});
    withPin = await storePinIdentity(world, '271828');
  });
  afterAll(() => world?.close());

  /** Opens Internet Identity from the dapp and asks. */
  async function ask(more: Record<string, unknown> = {}, path = '#authorize'): Promise<Page> {
    dapp = await world.dapp('forest');
    const window = await openFrom(dapp, `${world.network.identityOrigin}/${path}`);
    await send(dapp.page, { ...REQUEST, ...more });
    return window;
  }
  async function close(window: Page): Promise<void> {
    await window.close();
    await dapp.page.close();
  }
  async function register(window: Page): Promise<string> {
    await window.locator('#registerButton').click();
    const number = (await window.locator('#userNumber').textContent())!.trim();
    await lookAt(window, '#userNumber', 'authorize-new-number');
    await window.locator('#displayUserContinue').click();
    await window.locator('[data-message=done]').waitFor();
    return number;
  }

  it('should do for somebody new, and at the end', async () => {
    const window = await ask();
    await lookAt(window, '#registerButton', 'authorize-new');
    first = await register(window);
    await lookAt(window, '[data-message=done]', 'authorize-done');
    await close(window);
  });

  it('should do for somebody with several identities', async () => {
    let window = await ask();
    second = await register(window);
    await close(window);
    window = await ask();
    await lookAt(window, `.usual [data-anchor-id='${second}']`, 'authorize-returning');
    await window.locator('[data-action=forget]').last().click();
    await lookAt(window, '[data-notice=forgotten]', 'authorize-forgotten');
    await window.locator('[data-action=undo]').click();
    await world.passkeys.setPresent(false);
    await window.locator(`[data-anchor-id='${first}']`).click();
    await lookAt(window, '[aria-busy=true]', 'authorize-asking-passkey');
    await window.locator('[data-action=cancel]').click();
    await world.passkeys.setPresent(true);
    await close(window);
  });

  it('should do for a PIN from before', async () => {
    let window = await ask();
    await window.locator('#loginButton').click();
    await window.locator('[data-role=anchor-input]').fill(withPin);
    await window.locator('[data-action=continue]').click();
    await lookAt(window, '[data-role=pin]', 'pin');
    await window.locator('[data-role=pin]').fill('000000');
    await window.locator('[data-action=continue-pin]').click();
    await lookAt(window, '[data-notice=wrongPin]', 'pin-wrong');
    await close(window);
    window = await ask({ allowPinAuthentication: false });
    await window.locator('#loginButton').click();
    await window.locator('[data-role=anchor-input]').fill(withPin);
    await window.locator('[data-action=continue]').click();
    await lookAt(window, '[data-notice]', 'pin-refused');
    await close(window);
  });

  it('should do for an app that shares its sign-in, and for one that may not', async () => {
    const canister = await world.network.newPuppet();
    const derivationOrigin = `http://${canister.toText()}.localhost:${world.network.port}`;
    const listing = (...origins: string[]) =>
      answerAlternativeOrigins(world.network.agent, canister, {
        body: JSON.stringify({ alternativeOrigins: origins }),
      });
    await listing(world.dapps.origin('forest'));
    let window = await ask({ derivationOrigin });
    await lookAt(window, '.shared', 'authorize-shared');
    await close(window);
    await listing('https://other.example');
    window = await ask({ derivationOrigin });
    await window.locator('[data-message=invalidDerivationOrigin]').waitFor();
    await window.locator('summary').click();
    await lookAt(window, '[data-message=invalidDerivationOrigin]', 'authorize-not-listed');
    await close(window);
  });

  it('should do when the connection is lost between passkey and answer', async () => {
    const window = await ask();
    await window.locator(`[data-anchor-id='${first}']`).waitFor();
    await window.waitForLoadState('networkidle');
    await window.route('**/api/v*/canister/*/call', (route) => route.abort());
    await window.locator(`[data-anchor-id='${first}']`).click();
    await lookAt(window, '[data-action=retry]', 'authorize-interrupted');
    await window.unroute('**/api/v*/canister/*/call');
    await window.locator('[data-action=retry]').click();
    await window.locator('[data-message=done]').waitFor();
    await close(window);
  });

  it('should do for what goes wrong before anybody is asked', async () => {
    let window = await ask({ maxTimeToLive: -1 });
    await lookAt(window, '[data-message=malformedRequest]', 'authorize-malformed');
    await close(window);
    window = await ask();
    await window.locator('[data-action=decline]').click();
    await lookAt(window, '[data-message=declined]', 'authorize-declined');
    await close(window);
    window = await ask();
    await window.locator(`[data-anchor-id='${first}']`).waitFor();
    await dapp.page.close();
    await lookAt(window, '[data-message=appClosed]', 'authorize-app-closed');
    await window.close();
    // Nobody asks at all.
    dapp = await world.dapp('silent');
    window = await openFrom(dapp, `${world.network.identityOrigin}/#authorize`);
    await lookAt(window, '[aria-busy=true]', 'authorize-waiting');
    await lookAt(window, '[data-message=noRequest]', 'authorize-no-request');
    await close(window);
  });

  it('should do when the page itself does not come', async () => {
    const page = await world.context.newPage();
    await page.route('**/immutable/**', (route) => route.abort());
    await page.goto(world.network.identityOrigin);
    await lookAt(page, '#load-failed', 'load-failed');
    await page.close();
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(world.faults).toEqual([]);
  });
});
