/** Languages, the pages that explain, and pages for browsers and addresses that do not do. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, newContext, watchForFaults } from './support/browser.ts';
import { freePort, npmStart, type RunningNetwork } from './support/network.ts';

describe('pages that explain', () => {
  const dir = mkdtempSync(join(tmpdir(), 'network-'));
  const faults: string[][] = [];
  let network: RunningNetwork;
  let browser: Browser;

  const home = () => `http://${network.status.canisters.internet_identity}.localhost:${network.port}/`;

  async function open(url: string, locale = 'en-US'): Promise<{ context: BrowserContext; page: Page }> {
    const context = await newContext(browser, { locale, acceptDownloads: true });
    faults.push(watchForFaults(context));
    const page = await context.newPage();
    await page.goto(url);
    return { context, page };
  }

  beforeAll(async () => {
    network = await npmStart(dir, await freePort());
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await network?.interrupt();
    rmSync(dir, { recursive: true, force: true });
  });

  it("should speak the browser's language, and load no other catalogue", async () => {
    const { context, page } = await open('about:blank', 'de-CH');
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
    await page.goto(home());
    await page.getByRole('button', { name: 'Identität anlegen' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(scripts.filter((path) => /\/(de|es|fr|it|ja|zh)-/.test(path))).toHaveLength(1);
    await context.close();
  });

  it('should change the language, and keep the choice', async () => {
    const { context, page } = await open(home());
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const [language, button] of [
      ['ja', 'アイデンティティを作成'],
      ['fr', 'Créer une identité'],
    ] as const) {
      await page.locator('[data-role=language]').selectOption(language);
      await page.getByRole('button', { name: button }).waitFor();
    }
    await page.reload();
    await page.getByRole('button', { name: 'Créer une identité' }).waitFor();
    expect(await page.title()).toBe('Internet Identity');
    await context.close();
  });

  it('should load a catalogue at an address with a parameter, too', async () => {
    const id = network.status.canisters.internet_identity;
    const { context, page } = await open(`http://localhost:${network.port}/?canisterId=${id}`, 'zh-CN');
    await page.getByRole('button', { name: '创建身份' }).waitFor();
    await context.close();
  });

  it('should check the browser and hand the outcome out as a file', async () => {
    const { context, page } = await open(`${home()}self-service`);
    await page.locator('[data-check=webAuthn][data-outcome=fine]').waitFor();
    expect(await page.locator('[data-outcome=missing]').count()).toBe(0);
    const download = page.waitForEvent('download');
    await page.locator('[data-action=export]').click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.localhost-.*-self-service\.json$/);
    const report = JSON.parse(readFileSync(await file.path(), 'utf8')) as { checks: unknown[] };
    expect(report.checks).toHaveLength(7);
    await context.close();
  });

  it('should say what it is', async () => {
    const { context, page } = await open(`${home()}about`);
    await page.locator('[data-page=about]').waitFor();
    expect(await page.textContent('main')).toContain(network.status.canisters.internet_identity);
    await page.getByRole('link', { name: 'Open Internet Identity' }).click();
    await page.locator('#registerButton').waitFor();
    await context.close();
  });

  it('should name the link that works at an IP address', async () => {
    const id = network.status.canisters.internet_identity;
    const { context, page } = await open(`http://127.0.0.1:${network.port}/?canisterId=${id}`);
    await page.locator('[data-message=ipAddress]').waitFor();
    expect(await page.locator('[data-message=ipAddress] a').getAttribute('href')).toBe(home());
    await context.close();
  });

  it('should say that a browser has no passkeys', async () => {
    const { context, page } = await open('about:blank');
    await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
    await page.goto(home());
    await page.locator('[data-message=noWebAuthn]').waitFor();
    await context.close();
  });

  it('should say that the network is lost, and go on when it is back', async () => {
    const { context, page } = await open('about:blank');
    // What sign-in takes is fetched while the person reads: here until all of it is there.
    const asked = page.waitForRequest(/\/sign_in_parts-/);
    await page.goto(home());
    await page.evaluate(`import(${JSON.stringify((await asked).url())}).then(() => null)`);
    await page.locator('#loginButton').click();
    const field = page.locator('[data-role=anchor-input]');
    await field.fill('10000');
    await context.setOffline(true);
    await page.locator('[data-action=continue]').click();
    await page.locator('[data-notice=lostConnection]').waitFor();
    await context.setOffline(false);
    await page.locator('[data-action=continue]').click();
    await page.locator('[data-notice=unknownIdentity]').waitFor();
    await context.close();
  });

  it('should go on when the network was lost before everything had come', async () => {
    const { context, page } = await open('about:blank');
    await context.route('**/immutable/sign_in_parts-*', (route) => route.abort());
    await page.goto(home());
    await page.locator('#loginButton').click();
    await page.locator('[data-role=anchor-input]').fill('10000');
    await page.locator('[data-action=continue]').click();
    await page.locator('[data-notice=lostConnection]').waitFor();
    await context.unrouteAll();
    await page.locator('#loginButton').click();
    await page.locator('[data-role=anchor-input]').fill('10000');
    await page.locator('[data-action=continue]').click();
    await page.locator('[data-notice=unknownIdentity]').waitFor();
    await context.close();
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(faults.flat()).toEqual([]);
  });
});
