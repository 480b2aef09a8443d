/** A person whom the browser knows, at dapps with `@dfinity/auth-client`: by the dapp's word, by dapp, and by PIN. */
import type * as AuthModule from '@dfinity/auth-client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actUntilClosed, clickToClose } from '../support/closing.ts';
import { ManagePage } from '../support/identity_pages.ts';
import { storePinIdentity } from '../support/pin_identity.ts';
import { valueOf } from './support/dapp_page.ts';
import { createWorld, type World } from './support/world.ts';

interface Client {
  readonly auth: typeof AuthModule;
}

interface Login {
  readonly identityProvider: string;
  readonly allowPinAuthentication?: boolean;
  readonly customValues?: Record<string, unknown>;
}

/** Runs in the page. */
async function login({ auth }: Client, options: Login) {
  const client = await auth.AuthClient.create({ idleOptions: { disableIdle: true } });
  const authnMethod = await new Promise<string>((resolve, reject) => {
    void client.login({
      ...options,
      onSuccess: (message) => resolve((message as unknown as { authnMethod: string }).authnMethod),
      onError: (reason) => reject(new Error(reason)),
    });
  });
  return { authnMethod, principal: client.getIdentity().getPrincipal().toText() };
}

const CLIENT = { modules: { auth: '@dfinity/auth-client' } };
const PIN = '271828';

describe('a person whom the browser knows', () => {
  let world: World;
  let options: Login;
  /** Two identities of the same person. */
  let anna: { number: string; principal: string };
  let bert: { number: string; principal: string };

  const start = async (name: string, more: Partial<Login> = {}) => {
    const dapp = await world.dapp(name);
    return { dapp, ...(await dapp.start(login, { ...options, ...more })) };
  };
  const register = async () => {
    const { dapp, window, outcome } = await start('first');
    const number = await window.register();
    const { principal } = await valueOf(outcome);
    await dapp.page.close();
    return { number, principal };
  };
  const listed = (page: Page) =>
    page
      .locator('[data-anchor-id]')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-anchor-id')));

  beforeAll(async () => {
    world = await createWorld({ first: CLIENT, second: CLIENT });
    options = { identityProvider: world.network.identityOrigin };
    anna = await register();
    bert = await register();
  });
  afterAll(() => world?.close());

  describe('named by the dapp', () => {
    it('should be asked for nothing but the passkey', async () => {
      const autoSelectionPrincipal = anna.principal;
      const { dapp, outcome } = await start('first', { customValues: { autoSelectionPrincipal } });
      expect(await valueOf(outcome)).toEqual({ principal: anna.principal, authnMethod: 'passkey' });
      await dapp.page.close();
    });

    it('should see who asks and as whom, and choose after all', async () => {
      await world.passkeys.setPresent(false);
      const autoSelectionPrincipal = anna.principal;
      const { dapp, window, outcome } = await start('first', { customValues: { autoSelectionPrincipal } });
      const shown = window.page.locator('[aria-busy=true]');
      await expect.poll(() => shown.textContent()).toContain(anna.number);
      expect(await shown.textContent()).toContain(new URL(dapp.page.url()).host);
      await window.page.locator('[data-action=cancel]').click();
      await world.passkeys.setPresent(true);
      await window.signIn(bert.number);
      expect((await valueOf(outcome)).principal).toBe(bert.principal);
      await dapp.page.close();
    });

    it.each([
      ['a principal of another dapp', 'second', () => anna.principal],
      ['a principal of nobody here', 'first', () => '2vxsx-fae'],
    ])('should choose after %s', async (_name, name, principal) => {
      const customValues = { autoSelectionPrincipal: principal() };
      const { dapp, window } = await start(name, { customValues });
      await window.page.locator(`[data-anchor-id='${anna.number}']`).waitFor();
      expect(await window.page.locator('[aria-busy=true]').count()).toBe(0);
      await window.page.close();
      await dapp.page.close();
    });
  });

  it('should find in front the identity that was used last at the dapp', async () => {
    const second = await start('second');
    await second.window.signIn(anna.number);
    await second.dapp.page.close();
    for (const [name, usual] of [
      ['first', bert],
      ['second', anna],
    ] as const) {
      const { dapp, window } = await start(name);
      await window.page.locator(`.usual [data-anchor-id='${usual.number}']`).waitFor();
      const other = usual === anna ? bert : anna;
      await expect.poll(() => listed(window.page)).toEqual([usual.number, other.number]);
      await window.page.close();
      await dapp.page.close();
    }
  });

  it('should take an identity off the list, and put it back', async () => {
    const { page } = await ManagePage.open(world.context, world.passkeys, world.network.identityOrigin);
    const entry = page.locator(`[data-anchor-id='${bert.number}']`);
    const forget = page.locator('li', { has: entry }).locator('[data-action=forget]');
    await forget.click();
    await page.locator('[data-notice=forgotten]').waitFor();
    await expect.poll(() => listed(page)).toEqual([anna.number]);
    await page.locator('[data-action=undo]').click();
    await entry.waitFor();
    await forget.click();
    await page.reload();
    await page.locator(`[data-anchor-id='${anna.number}']`).waitFor();
    expect(await listed(page)).toEqual([anna.number]);
    await page.close();
    // A dapp that knows it gets the choice then, and the identity still exists.
    const customValues = { autoSelectionPrincipal: bert.principal };
    const { dapp, window, outcome } = await start('first', { customValues });
    await window.page.locator('#loginButton').click();
    await window.page.locator('[data-role=anchor-input]').fill(bert.number);
    await clickToClose(window.page, '[data-action=continue]');
    expect((await valueOf(outcome)).principal).toBe(bert.principal);
    await dapp.page.close();
  });

  describe('with a PIN from before', () => {
    let number: string;
    let principal: string;

    beforeAll(async () => {
      number = await storePinIdentity(world, PIN);
    });

    it('should sign in with the PIN, and not with another', async () => {
      const { dapp, window, outcome } = await start('first');
      await window.page.locator('#loginButton').click();
      await window.page.locator('[data-role=anchor-input]').fill(number);
      await window.page.locator('[data-action=continue]').click();
      await window.page.locator('[data-role=pin]').fill('000000');
      await window.page.locator('[data-action=continue-pin]').click();
      await window.page.locator('[data-notice=wrongPin]').waitFor();
      await window.page.locator('[data-role=pin]').fill(PIN);
      await clickToClose(window.page, '[data-action=continue-pin]');
      const loggedIn = await valueOf(outcome);
      expect(loggedIn.authnMethod).toBe('pin');
      ({ principal } = loggedIn);
      await dapp.page.close();
    });

    it('should be remembered, and named by the dapp like others', async () => {
      const customValues = { autoSelectionPrincipal: principal };
      const { dapp, window, outcome } = await start('first', { customValues, allowPinAuthentication: true });
      const typed = window.page.locator('[data-role=pin]');
      await typed.fill(PIN);
      await actUntilClosed(window.page, () => typed.press('Enter'));
      expect((await valueOf(outcome)).principal).toBe(principal);
      await dapp.page.close();
    });

    it('should hear that the dapp accepts no PIN', async () => {
      const { dapp, window } = await start('first', { allowPinAuthentication: false });
      await window.page.locator(`[data-anchor-id='${number}']`).click();
      await window.page.locator('[data-notice=pinRefused]').waitFor();
      await window.page.close();
      await dapp.page.close();
    });

    it('should open the identity to look after it, and can make a passkey there', async () => {
      const manage = await ManagePage.open(world.context, world.passkeys, world.network.identityOrigin);
      const { page } = manage;
      await page.locator(`[data-anchor-id='${number}']`).click();
      await page.locator('[data-role=pin]').fill(PIN);
      await page.locator('[data-action=continue-pin]').click();
      await manage.opened();
      expect(await manage.names('passkeys')).toEqual([]);
      await manage.addPasskeyHere();
      expect(await manage.names('passkeys')).toHaveLength(1);
      await page.close();
    });

    it('should then use that passkey where the dapp accepts no PIN', async () => {
      const { dapp, window, outcome } = await start('first', { allowPinAuthentication: false });
      await window.signIn(number);
      expect(await valueOf(outcome)).toEqual({ principal, authnMethod: 'passkey' });
      await dapp.page.close();
    });
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(world.faults).toEqual([]);
  });
});
