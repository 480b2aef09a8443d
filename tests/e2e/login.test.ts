/** The whole story, as a person lives it: `npm start`, a dapp, a passkey, a login, a restart. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, newContext, Passkeys, watchForFaults } from './support/browser.ts';
import { freePort, npmStart, type RunningNetwork } from './support/network.ts';
import { DemoPage } from './support/pages.ts';

const PRINCIPAL = /^([a-z0-9]{5}-){10}[a-z0-9]{3}$/;
const INTERNET_IDENTITY = 'rdmx6-jaaaa-aaaaa-aaadq-cai';

describe('logging in to a dapp', () => {
  const dir = mkdtempSync(join(tmpdir(), 'network-'));
  let network: RunningNetwork;
  let browser: Browser;
  let context: BrowserContext;
  let passkeys: Passkeys;
  let faults: string[];
  let demo: DemoPage;
  let identityNumber: string;
  let principal: string;

  const demoUrl = () => `http://${network.status.canisters.demo}.localhost:${network.port}/`;

  beforeAll(async () => {
    network = await npmStart(dir, await freePort());
    browser = await launchBrowser();
    context = await newContext(browser);
    faults = watchForFaults(context);
    passkeys = await Passkeys.forContext(context);
    demo = await DemoPage.open(context, passkeys, demoUrl());
  });
  afterAll(async () => {
    await browser?.close();
    await network?.interrupt();
    rmSync(dir, { recursive: true, force: true });
  });

  it('should print both addresses when ready', () => {
    expect(network.output).toContain(`http://${INTERNET_IDENTITY}.localhost:${network.port}`);
    expect(network.output).toContain(demoUrl().replace(/\/$/, ''));
    expect(network.status.canisters.internet_identity).toBe(INTERNET_IDENTITY);
  });

  it('should create an identity with a passkey and log in to the dapp', async () => {
    const window = await demo.logIn();
    expect(await window.page.title()).toBe('Internet Identity');
    identityNumber = await window.register();
    principal = await demo.principal();
    expect(identityNumber).toMatch(/^\d+$/);
    expect(principal).toMatch(PRINCIPAL);
    expect(passkeys.count).toBe(1);
  });

  it('should be the same principal after logging out and in again', async () => {
    await demo.logOut();
    const window = await demo.logIn();
    await window.signIn(identityNumber);
    expect(await demo.principal()).toBe(principal);
  });

  it('should be another principal at another origin', async () => {
    const url = `http://localhost:${network.port}/?canisterId=${network.status.canisters.demo}`;
    const other = await DemoPage.open(context, passkeys, url);
    const window = await other.logIn();
    await window.signIn(identityNumber);
    const elsewhere = await other.principal();
    expect(elsewhere).toMatch(PRINCIPAL);
    expect(elsewhere).not.toBe(principal);
    await other.page.close();
  });

  it.each([
    ['its own host name', (port: number) => `http://${INTERNET_IDENTITY}.localhost:${port}/`],
    ['a parameter', (port: number) => `http://localhost:${port}/?canisterId=${INTERNET_IDENTITY}`],
  ])('should open the page by %s', async (_name, url) => {
    const page = await context.newPage();
    const response = await page.goto(url(network.port));
    expect(response!.status()).toBe(200);
    expect(await page.title()).toBe('Internet Identity');
    // The script has run: the screen is there, not only the document.
    await page.locator('#registerButton, [data-anchor-id]').first().waitFor();
    await page.close();
  });

  it('should list the passkey on the management page', async () => {
    const page = await context.newPage();
    await passkeys.attach(page);
    await page.goto(`http://${INTERNET_IDENTITY}.localhost:${network.port}/`);
    await page.locator(`[data-anchor-id='${identityNumber}']`).click();
    await page.locator('[data-role=identity-management]').waitFor();
    expect(await page.locator('[data-role=identity-management]').textContent()).toContain(identityNumber);
    await expect.poll(() => page.locator('li[data-device]').count()).toBe(1);
    await page.close();
  });

  it('should know the identity after Ctrl-C and another npm start', async () => {
    await network.interrupt();
    expect(existsSync(join(dir, 'status.json'))).toBe(false);
    network = await npmStart(dir, network.port);
    await demo.page.goto(demoUrl());
    await demo.beLoggedOut();
    const window = await demo.logIn();
    await window.signIn(identityNumber);
    expect(await demo.principal()).toBe(principal);
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(faults).toEqual([]);
  });
});
