/**
 * Passkeys of another address, over HTTPS: used directly where the browser knows related origins, through a frame of
 * the other address where it does not.
 */
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../../scripts/local_network/init_arg.ts';
import { newContext, Passkeys } from '../support/browser.ts';
import { ManagePage } from '../support/identity_pages.ts';
import { createWorld, type World } from './support/world.ts';

const OLD = 'https://identity.internetcomputer.org';
const NEW = 'https://id.ai';

describe('passkeys of a related address', () => {
  let world: World;
  let passkeys: Passkeys;
  let number: string;

  beforeAll(async () => {
    world = await createWorld(
      {},
      {
        asOnTheInternet: true,
        init: { ...LOCAL_INIT, fetch_root_key: [true], related_origins: [[NEW, OLD]] },
      },
    );
    ({ passkeys } = world);
    const manage = await ManagePage.open(world.context, passkeys, OLD);
    number = await manage.register();
    await manage.page.close();
  });
  afterAll(() => world?.close());

  /** Signs in at the new address, where nothing is remembered. */
  async function signInByNumber(context: BrowserContext): Promise<{ manage: ManagePage; frames: string[] }> {
    const manage = await ManagePage.open(context, passkeys, NEW);
    const { page } = manage;
    const frames: string[] = [];
    page.on('framenavigated', (frame) => frames.push(frame.url()));
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    frames.length = 0;
    await page.locator('#loginButton').click();
    await page.locator('[data-role=anchor-input]').fill(number);
    await page.locator('[data-action=continue]').click();
    return { manage, frames };
  }

  it('should be listed for browsers that know related origins', async () => {
    const page = await world.context.newPage();
    const response = await page.goto(`${OLD}/.well-known/webauthn`);
    expect(await response!.json()).toEqual({ origins: [NEW, OLD] });
    await page.close();
  });

  it('should open the identity, which then gets a passkey of the new address too', async () => {
    const { manage, frames } = await signInByNumber(world.context);
    await manage.opened();
    expect(frames).toEqual([]);
    expect(await manage.names('passkeys')).toHaveLength(1);
    await manage.addPasskeyHere();
    expect(await manage.names('passkeys')).toHaveLength(2);
    await manage.choose((await manage.names('passkeys'))[0]!, 'remove');
    await manage.page.locator('[data-action=cancel]').click();
    await manage.page.close();
  });

  it('should offer the passkeys of the other address after a closed prompt', async () => {
    await passkeys.setPresent(false);
    const { manage, frames } = await signInByNumber(world.context);
    await manage.page.locator('[aria-busy=true]').waitFor();
    await manage.page.locator('[data-action=cancel]').click();
    await passkeys.setPresent(true);
    await manage.page.locator('#loginButton').click();
    await manage.page.locator('[data-role=anchor-input]').fill(number);
    await manage.page.locator('[data-action=continue]').click();
    await manage.opened();
    expect(frames).toEqual([]);
    await manage.page.close();
  });

  describe('in a browser that does not know related origins', () => {
    let context: BrowserContext;

    beforeAll(async () => {
      context = await newContext(world.browser);
      await context.addInitScript(() => {
        Reflect.deleteProperty(PublicKeyCredential, 'getClientCapabilities');
        const { get } = CredentialsContainer.prototype;
        CredentialsContainer.prototype.get = function (this: CredentialsContainer, options) {
          const asked = options?.publicKey?.rpId;
          if (asked === location.hostname) return get.call(this, options);
          return Promise.reject(new DOMException(`${asked} is not this address`, 'SecurityError'));
        };
      });
      passkeys = await Passkeys.forContext(context);
      const manage = await ManagePage.open(context, passkeys, OLD);
      number = await manage.register();
      await manage.page.close();
    });

    it('should open the identity through a frame of the other address', async () => {
      const { manage, frames } = await signInByNumber(context);
      await manage.opened();
      expect(frames).toEqual([`${OLD}/#iframe/webauthn`]);
      await expect.poll(() => manage.page.locator('iframe').count()).toBe(0);
      await manage.page.close();
    });

    it('should take the frame away when the person cancels', async () => {
      await passkeys.setPresent(false);
      const { manage } = await signInByNumber(context);
      await manage.page.locator('iframe').waitFor({ state: 'attached' });
      await manage.page.keyboard.press('Tab');
      await manage.page.locator('[data-action=cancel]').press('Enter');
      await manage.page.locator('#loginButton').waitFor();
      await expect.poll(() => manage.page.locator('iframe').count()).toBe(0);
      await passkeys.setPresent(true);
      await manage.page.close();
      await context.close();
    });
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(world.faults).toEqual([]);
  });
});
