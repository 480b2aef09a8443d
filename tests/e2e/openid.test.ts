/** Accounts of OpenID providers in a browser: linked, used to sign in and to begin, unlinked. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { INTERNET_IDENTITY } from './clients/support/identity_network.ts';
import { type DappPage, valueOf } from './clients/support/dapp_page.ts';
import { holdHeartbeats, makeHoldable, watchHeartbeats } from './clients/support/heartbeats.ts';
import { createWorld, type World } from './clients/support/world.ts';
import { PATIENCE_MS } from './support/browser.ts';
import { clickToClose } from './support/closing.ts';
import { answerAs, FakeProvider } from './support/fake_provider.ts';
import { ManagePage } from './support/identity_pages.ts';
import { lookAt } from './support/look.ts';

const GOOGLE = 'https://accounts.google.com';
const LINK = '#linkAccount';
const USE = '[data-action=use-provider]';

/** What the tests use of `@icp-sdk/auth` 7. */
interface Client7 {
  readonly auth: {
    readonly AuthClient: new (options: Options) => {
      signIn(): Promise<{ getPrincipal(): { toText(): string } }>;
    };
  };
}

interface Options {
  readonly identityProvider: string;
  readonly openIdProvider?: 'google' | 'apple';
  readonly idleOptions?: { readonly disableIdle: boolean };
}

/** Runs in the page. */
async function signIn({ auth }: Client7, options: Options): Promise<string> {
  const client = new auth.AuthClient({ ...options, idleOptions: { disableIdle: true } });
  return (await client.signIn()).getPrincipal().toText();
}

/** What the tests use of `@icp-sdk/auth` 5, whose protocol has no heartbeat. */
interface Client5 {
  readonly auth: {
    readonly AuthClient: {
      create(options: { idleOptions: { disableIdle: boolean } }): Promise<{
        login(options: {
          identityProvider: string;
          onSuccess: () => void;
          onError: (reason?: string) => void;
        }): Promise<void>;
        getIdentity(): { getPrincipal(): { toText(): string } };
      }>;
    };
  };
}

/** Runs in the page. */
async function logIn({ auth }: Client5, identityProvider: string): Promise<string> {
  const client = await auth.AuthClient.create({ idleOptions: { disableIdle: true } });
  await new Promise<void>((resolve, reject) => {
    void client.login({
      identityProvider,
      onSuccess: resolve,
      onError: (reason) => reject(new Error(reason)),
    });
  });
  return client.getIdentity().getPrincipal().toText();
}

describe('accounts of OpenID providers', () => {
  let provider: FakeProvider;
  let world: World;
  let options: Options;
  let number: string;
  let principal: string;
  let principalAtFive: string;

  beforeAll(async () => {
    provider = await FakeProvider.start(GOOGLE);
    world = await createWorld(
      {
        seven: { folder: 'icp-sdk-auth', modules: { auth: '@icp-sdk/auth/client' } },
        five: { folder: 'icp-sdk-auth', modules: { auth: '@icp-sdk/auth-5/client' } },
      },
      { init: { ...LOCAL_INIT, openid_configs: [[provider.config('Google')]] } },
    );
    options = { identityProvider: `${world.network.identityOrigin}/authorize` };
    await vi.waitUntil(() => provider.keysAsked > 0, PATIENCE_MS);
  });
  afterAll(async () => {
    await world?.close();
    await provider?.stop();
    expect(world?.faults).toEqual([]);
  });

  const manage = (url = world.network.identityOrigin) => ManagePage.open(world.context, world.passkeys, url);
  const withDapp = async <T>(name: 'seven' | 'five', run: (dapp: DappPage) => Promise<T>): Promise<T> => {
    const dapp = await world.dapp(name);
    const result = await run(dapp);
    await dapp.page.close();
    return result;
  };
  /**
   * Starts a sign-in whose heartbeat waits until it may go on: while a debugger attaches to a window that a page
   * opens, Chromium drops the messages that the page is sent, and the client asks no more after one of them.
   */
  const startSuggesting = async (dapp: DappPage, openIdProvider: 'google' | 'apple') => {
    await watchHeartbeats(dapp.page);
    await makeHoldable(dapp.page);
    const started = await dapp.start(signIn, { ...options, openIdProvider });
    return { ...started, goOn: await holdHeartbeats(dapp.page) };
  };
  /** Names at the provider of the accounts on the management page. */
  const accounts = ({ page }: ManagePage): Promise<(string | null)[]> =>
    page.locator('[data-account]').evaluateAll((all) => all.map((item) => item.getAttribute('data-account')));

  it('should be linked in management, each once', async () => {
    const page = await manage();
    number = await page.register();
    expect(await accounts(page)).toEqual([]);
    await answerAs(page.page, LINK, 'ada');
    await page.notice('linked');
    expect(await accounts(page)).toEqual(['sub-of-ada']);
    expect(await page.page.locator('[data-account]').textContent()).toContain('ada@provider.example');
    await answerAs(page.page, LINK, 'ada');
    await page.notice('accountTaken');
    await answerAs(page.page, LINK, 'deny');
    await page.notice('cancelled');
    await lookAt(page.page, '[data-role=accounts]', 'accounts');
    await page.page.close();
  });

  it('should sign in to an app by one click where it suggests the company', () =>
    withDapp('seven', async (dapp) => {
      // The passkey says first who the person is there.
      const first = await dapp.start(signIn, options);
      await first.window.signIn(number);
      principal = await valueOf(first.outcome);
      const { window, outcome, goOn } = await startSuggesting(dapp, 'google');
      await lookAt(window.page, USE, 'authorize-suggested');
      expect(await window.page.locator('[data-role=suggested-provider]').count()).toBe(0);
      await answerAs(window.page, USE, 'ada', goOn);
      expect(await valueOf(outcome)).toBe(principal);
    }));

  it('should be said that another company is not offered', () =>
    withDapp('seven', async (dapp) => {
      const { window, outcome, goOn } = await startSuggesting(dapp, 'apple');
      const sentence = window.page.locator('[data-role=suggested-provider]');
      expect(await sentence.textContent()).toContain('Apple');
      await answerAs(window.page, USE, 'ada', goOn);
      expect(await valueOf(outcome)).toBe(principal);
    }));

  it('should sign in again from the list, and open no other identity than the one that was picked', () =>
    withDapp('five', async (dapp) => {
      const { window, outcome } = await dapp.start(logIn, world.network.identityOrigin);
      await answerAs(window.page, `[data-anchor-id='${number}']`, 'grace');
      await window.page.locator('[data-role=unknown-account]').waitFor();
      await window.page.locator('[data-action=back]').click();
      await answerAs(window.page, `[data-anchor-id='${number}']`, 'deny');
      await window.page.locator('[data-notice=cancelled]').waitFor();
      await answerAs(window.page, `[data-anchor-id='${number}']`, 'ada');
      principalAtFive = await valueOf(outcome);
      expect(principalAtFive).toMatch(/^([a-z2-7]{5}-){10}[a-z2-7]{3}$/);
    }));

  it('should begin an identity without a passkey, which the account alone opens', () =>
    withDapp('five', async (dapp) => {
      const { window, outcome } = await dapp.start(logIn, world.network.identityOrigin);
      const [popup] = await Promise.all([
        window.page.waitForEvent('popup'),
        window.page.locator(USE).click(),
      ]);
      await lookAt(window.page, '[data-action=open-again]', 'provider-waiting');
      await popup.close();
      // The window was closed by hand: it can be had again.
      await answerAs(window.page, '[data-action=open-again]', 'grace');
      await lookAt(window.page, '[data-role=unknown-account]', 'provider-unknown-account');
      expect(await window.page.locator('[data-role=unknown-account]').textContent()).toContain(
        'grace@provider.example',
      );
      await window.page.locator('[data-action=construct-openid-identity]').click();
      const created = (await window.page.locator('#userNumber').textContent())!.trim();
      expect(created).not.toBe(number);
      await clickToClose(window.page, '#displayUserContinue');
      const other = await valueOf(outcome);
      expect(other).not.toBe(principalAtFive);
      const again = await dapp.start(logIn, world.network.identityOrigin);
      await answerAs(again.window.page, `[data-anchor-id='${created}']`, 'ada');
      expect(await again.window.page.locator('[data-notice=otherIdentity]').textContent()).toContain(number);
      await answerAs(again.window.page, `[data-anchor-id='${created}']`, 'grace');
      expect(await valueOf(again.outcome)).toBe(other);
    }));

  it('should be found where a parameter names the canister, too', async () => {
    const page = await manage(`http://localhost:${world.network.port}/?canisterId=${INTERNET_IDENTITY}`);
    await answerAs(page.page, USE, 'ada');
    await page.opened();
    expect(await page.number()).toBe(number);
    await page.page.close();
  });

  it('should be unlinked in management, after a warning, and open nothing then', async () => {
    const page = await manage();
    await answerAs(page.page, USE, 'grace');
    await page.opened();
    await page.page.locator('[data-account] [data-action=open-settings]').click();
    await page.page.locator('[data-action=unlink]').click();
    await lookAt(page.page, '[data-page=confirm-unlink-account]', 'unlink-account');
    expect(await page.page.locator('[data-notice=lastMethod]').count()).toBe(1);
    await page.page.locator('[data-action=confirm-unlink]').click();
    await page.notice('removedCurrent');
    await answerAs(page.page, USE, 'grace');
    await page.page.locator('[data-role=unknown-account]').waitFor();
    await page.page.close();
  });

  it('should have a way out when the browser lets no window open', async () => {
    const { page } = await manage();
    await page.evaluate(() => {
      window.open = () => null;
    });
    await page.locator(USE).click();
    await lookAt(page, '[data-action=open-again]', 'provider-blocked');
    await page.locator('[data-action=cancel]').click();
    await page.locator('#registerButton').waitFor();
    await page.close();
  });
});
