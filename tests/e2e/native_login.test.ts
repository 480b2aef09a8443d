/** The whole story of a native app: a command, the browser, a passkey, and a call as the person at the app's origin. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  discover,
  fetchDelegation,
  readAnswer,
  redeemCode,
  startAuthorization,
  verifyIdToken,
} from '../../packages/native-client/src/index.ts';
import { launchBrowser, newContext, Passkeys, watchForFaults } from './support/browser.ts';
import { lookAt } from './support/look.ts';
import { NativeCli, registerAddress } from './support/native_cli.ts';
import { freePort, npmStart, type RunningNetwork } from './support/network.ts';
import { DemoPage } from './support/pages.ts';

const INTERNET_IDENTITY = 'rdmx6-jaaaa-aaaaa-aaadq-cai';

describe('logging in to an app on the command line', () => {
  const dir = mkdtempSync(join(tmpdir(), 'network-'));
  let network: RunningNetwork;
  let browser: Browser;
  let context: BrowserContext;
  let passkeys: Passkeys;
  let faults: string[];
  let cli: NativeCli | null = null;
  let identityNumber: string;
  let principal: string;

  beforeAll(async () => {
    network = await npmStart(dir, await freePort());
    browser = await launchBrowser();
    context = await newContext(browser);
    faults = watchForFaults(context);
    passkeys = await Passkeys.forContext(context);
  });
  afterEach(() => {
    cli?.kill();
    cli = null;
  });
  afterAll(async () => {
    await browser?.close();
    await network?.interrupt();
    rmSync(dir, { recursive: true, force: true });
  });

  /** The page at an address, as the person's browser opens it. */
  const open = async (url: string): Promise<Page> => {
    const page = await context.newPage();
    await passkeys.attach(page);
    await page.goto(url);
    return page;
  };
  const address = (query: Record<string, string>): string => {
    const origin = `http://${INTERNET_IDENTITY}.localhost:${network.port}`;
    return `${origin}/authorize?${new URLSearchParams(query).toString()}`;
  };
  /** What the command asks for, changed. */
  const changed = async (changes: Record<string, string>): Promise<string> => {
    const url = new URL(await cli!.url());
    for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
    return url.href;
  };

  it('should show who asks and what for, then make an identity and go back to the command', async () => {
    cli = new NativeCli(dir);
    const page = await open(await cli.url());
    await page
      .locator('[data-page=native-login] h1')
      .filter({ hasText: 'Demo on the command line' })
      .waitFor();
    const demo = `http://${network.status.canisters.demo}.localhost:${network.port}`;
    expect(await page.locator('[data-role=origin]').textContent()).toBe(demo);
    expect(await page.locator('[data-role=client-id]').textContent()).toBe('demo-native-cli');
    await lookAt(page, '[data-action=allow]', 'native-login');
    await page.locator('[data-action=allow]').click();
    await page.locator('#registerButton').click();
    identityNumber = (await page.locator('#userNumber').textContent())!.trim();
    await page.locator('#displayUserContinue').click();
    await page.getByText('You are back in the app').waitFor();
    expect(new URL(page.url()).hostname).toBe('127.0.0.1');
    expect([...new URL(page.url()).searchParams.keys()]).toEqual(['code', 'state', 'iss']);
    const { code, output } = await cli.end();
    expect(code).toBe(0);
    [, principal = ''] = /The demo knows you as (\S+)/.exec(output) ?? [];
    expect(principal).toMatch(/^([a-z0-9]{5}-){10}[a-z0-9]{3}$/);
    await page.close();
  });

  it('should know the person as the page of the same origin does', async () => {
    const demo = await DemoPage.open(
      context,
      passkeys,
      `http://${network.status.canisters.demo}.localhost:${network.port}/`,
    );
    await (await demo.logIn()).signIn(identityNumber);
    expect(await demo.principal()).toBe(principal);
    await demo.page.close();
  });

  it('should need no choice of who has one identity here', async () => {
    cli = new NativeCli(dir);
    const page = await open(await cli.url());
    await page.locator('[data-action=allow]').click();
    await page.getByText('You are back in the app').waitFor();
    expect((await cli.end()).output).toContain(principal);
    await page.close();
  });

  it('should tell the command that the person refused', async () => {
    cli = new NativeCli(dir);
    const page = await open(await cli.url());
    await page.locator('[data-action=decline]').click();
    await page.getByText('You are back in the app').waitFor();
    const { code, output } = await cli.end();
    expect(code).toBe(1);
    expect(output).toContain('access_denied');
    await page.close();
  });

  it('should tell the command of its mistake, and ask the person nothing', async () => {
    cli = new NativeCli(dir);
    const page = await open(await changed({ code_challenge_method: 'plain' }));
    await page.getByText('You are back in the app').waitFor();
    expect((await cli.end()).output).toContain('invalid_request');
    await page.close();
  });

  it.each([
    ['another place', { redirect_uri: 'https://evil.example/callback' }],
    ['this machine by name', { redirect_uri: 'http://localhost:1/callback' }],
    ['an unknown app', { client_id: 'unknown' }],
  ])('should stay at an error for %s', async (_name, changes) => {
    cli = new NativeCli(dir);
    const url = await changed(changes);
    const page = await open(url);
    await lookAt(page, '[data-message=wrongRequest]', 'native-login-wrong');
    expect(await page.locator('button[data-action], a[href^=http]').count()).toBe(0);
    expect(page.url()).toBe(url);
    await page.close();
  });

  it('should go to the scheme of an app by a click alone', async () => {
    const redirectUri = 'com.example.demo:/callback';
    await registerAddress(dir, network, redirectUri);
    const origin = `http://${network.status.canisters.demo}.localhost:${network.port}`;
    const issuer = `http://${INTERNET_IDENTITY}.localhost:${network.port}`;
    const server = await discover(issuer);
    const pending = startAuthorization(server, { clientId: 'demo-native-cli', redirectUri, origin });
    const page = await open(pending.url);
    const session = await context.newCDPSession(page);
    await session.send('Page.enable');
    const requested: string[] = [];
    session.on('Page.frameRequestedNavigation', ({ url }) => requested.push(url));
    await page.locator('[data-action=allow]').click();
    await lookAt(page, '[data-message=letIn] [data-action=return]', 'native-login-return');
    expect(await page.locator('[data-action=return]').textContent()).toBe(
      'Return to Demo on the command line',
    );
    expect(requested).toEqual([]);
    await page.locator('[data-action=return]').click();
    await expect.poll(() => requested).toHaveLength(1);
    expect(requested[0]!.startsWith(`${redirectUri}?code=`)).toBe(true);

    const code = readAnswer(server, pending, new URL(requested[0]!));
    const tokens = await redeemCode(server, pending, code);
    const subject = await verifyIdToken(server, pending, tokens.idToken);
    const rootKey = Buffer.from(network.status.root_key, 'hex');
    const identity = await fetchDelegation(server, pending, tokens, { subject, rootKey });
    expect(identity.getPrincipal().toText()).toBe(principal);
    await page.close();
  });

  it('should never announce itself to whoever opened it', async () => {
    const opener = await open(
      `http://localhost:${network.port}/?canisterId=${network.status.canisters.demo}`,
    );
    const url = address({ client_id: 'demo-native-cli', response_type: 'code' });
    const opening = opener.evaluate((target) => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      addEventListener('message', ({ data }) => heard.push(data));
      window.open(target);
    }, url);
    const [page] = await Promise.all([context.waitForEvent('page'), opening]);
    await page.locator('[data-message=wrongRequest]').waitFor();
    expect(await opener.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([]);
    await page.close();
    await opener.close();
  });

  it('should go on at another port, as another issuer, with the same people', async () => {
    const another = await freePort();
    await network.interrupt();
    network = await npmStart(dir, another);
    const { issuer, tokenEndpoint } = await discover(`http://${INTERNET_IDENTITY}.localhost:${network.port}`);
    expect(tokenEndpoint).toBe(`${issuer}/oauth2/token`);
    cli = new NativeCli(dir);
    const page = await open(await cli.url());
    await page.locator('[data-action=allow]').click();
    await page.locator('#loginButton').click();
    await page.locator('[data-role=anchor-input]').fill(identityNumber);
    await page.locator('[data-action=continue]').click();
    await page.getByText('You are back in the app').waitFor();
    // Another port is another origin, and so another principal.
    expect((await cli.end()).output).toMatch(/The demo knows you as [a-z0-9-]+/);
    await page.close();
  });

  it('should break no policy and throw no error in any page', () => {
    expect(faults).toEqual([]);
  });
});
