/** Where the page gets what it needs from: its own address alone, with the parameter that names the canister. */
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  INTERNET_IDENTITY,
  type IdentityNetwork,
  startIdentityNetwork,
} from './clients/support/identity_network.ts';
import { createWorld } from './clients/support/world.ts';
import { launchBrowser, newContext, Passkeys } from './support/browser.ts';
import { ManagePage } from './support/identity_pages.ts';

/** What the page asks for from now on. */
function requestsOf(page: Page): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  return requests;
}

/** Whether a request is for the page or its scripts. */
const isPart = ({ pathname }: URL): boolean => !pathname.startsWith('/api/');

describe('a page at an address with a parameter, in a browser that tells nobody where it comes from', () => {
  let network: IdentityNetwork;
  beforeAll(async () => {
    network = await startIdentityNetwork();
  });
  afterAll(() => network?.stop());

  it('should load every part that it comes to need, and nothing from elsewhere', async () => {
    const browser = await launchBrowser();
    const context = await newContext(browser, { locale: 'en' });
    const passkeys = await Passkeys.forContext(context);
    const page = await context.newPage();
    const requests = requestsOf(page);
    await passkeys.attach(page);
    const origin = `http://localhost:${network.port}`;
    await page.route(isPart, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'referrer-policy': 'no-referrer' } });
    });
    await page.goto(`${origin}/?canisterId=${INTERNET_IDENTITY}`);
    const manage = new ManagePage(page);
    await manage.register();
    // The word list, the QR code's page and another language are scripts of their own.
    await page.locator('[data-action=add-recovery-phrase]').click();
    await manage.writePhrase();
    await page.locator('[data-role=language]').selectOption('fr');
    await page.locator('html[lang=fr]').waitFor();

    const foreign = requests.filter((request) => !request.url().startsWith(`${origin}/`));
    expect(foreign.map((request) => request.url()).filter((url) => !url.startsWith('data:'))).toEqual([]);
    const scripts = requests.filter((request) => new URL(request.url()).pathname.startsWith('/immutable/'));
    expect(scripts.length).toBeGreaterThan(5);
    for (const script of scripts) {
      expect(new URL(script.url()).searchParams.get('canisterId'), script.url()).toBe(INTERNET_IDENTITY);
      expect(await script.headerValue('referer')).toBeNull();
    }
    await page.unrouteAll({ behavior: 'wait' });
    await browser.close();
  });
});

describe('a page that is not on a local network', () => {
  it('should ask nobody for the root key, unless it is configured to', async () => {
    const world = await createWorld({}, { asOnTheInternet: true });
    const page = await world.context.newPage();
    const requests = requestsOf(page);
    await world.passkeys.attach(page);
    await page.goto('https://id.ai/');
    await page.locator('#registerButton').click();
    // The network behind the address is signed by another key than the one that is built in.
    await page.locator('[data-notice=refused]').waitFor();
    const paths = requests.map((request) => new URL(request.url()).pathname);
    expect(paths.filter((path) => path.endsWith('/call'))).not.toEqual([]);
    expect(paths).not.toContain('/api/v2/status');
    await world.close();
  });
});
