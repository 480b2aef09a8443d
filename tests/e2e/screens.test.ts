/** Every screen, as it looks and as axe finds it: pictures go to `tests/artifacts/screens`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launchBrowser, newContext, Passkeys, SecurityKey } from './support/browser.ts';
import { JoinPage, ManagePage } from './support/identity_pages.ts';
import { lookAt } from './support/look.ts';
import { freePort, npmStart, type RunningNetwork } from './support/network.ts';
import { DemoPage } from './support/pages.ts';

describe('the screens', () => {
  const dir = mkdtempSync(join(tmpdir(), 'network-'));
  let network: RunningNetwork;
  let browser: Browser;
  let context: BrowserContext;
  let passkeys: Passkeys;
  let manage: ManagePage;
  let number: string;
  /** The recovery phrase of the identity. */
  let phrase: string[];

  const canister = () => network.status.canisters.internet_identity;
  const home = () => `http://${canister()}.localhost:${network.port}/`;

  async function newBrowser(): Promise<void> {
    context = await newContext(browser);
    passkeys = await Passkeys.forContext(context);
    manage = await ManagePage.open(context, passkeys, home());
  }

  beforeAll(async () => {
    network = await npmStart(dir, await freePort());
    browser = await launchBrowser();
    await newBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await network?.interrupt();
    rmSync(dir, { recursive: true, force: true });
  });

  it('should do for somebody new', async () => {
    const { page } = manage;
    await lookAt(page, '#registerButton', 'welcome');
    await page.locator('#loginButton').click();
    await lookAt(page, '[data-action=use-passkey]', 'sign-in');
    await page.locator('[data-role=anchor-input]').fill('ten');
    await page.locator('[data-action=continue]').click();
    await lookAt(page, '[data-notice=invalidNumber]', 'sign-in-refused');
    await page.locator('[data-action=back]').click();
    await passkeys.setPresent(false);
    await page.locator('#registerButton').click();
    await lookAt(page, '[aria-busy=true]', 'creating-passkey');
    await page.locator('[data-action=cancel]').click();
    await passkeys.setPresent(true);
    await page.locator('#registerButton').click();
    await lookAt(page, '#userNumber', 'new-number');
    number = (await page.locator('#userNumber').textContent())!.trim();
    await page.locator('#displayUserContinue').click();
    await lookAt(page, '[data-role=identity-management]', 'identity');
  });

  it('should do for looking after the identity', async () => {
    const { page } = manage;
    await page.locator('[data-action=add-recovery-phrase]').click();
    await lookAt(page, '[data-action=show-phrase]', 'phrase');
    await page.locator('[data-action=show-phrase]').click();
    const words = await manage.words();
    phrase = words;
    await lookAt(page, '[data-role=recovery-words]', 'phrase-words');
    await page.locator('#displaySeedPhraseContinue').click();
    await lookAt(page, '[data-position]', 'phrase-check');
    await manage.confirmPhrase(words);
    await lookAt(page, '[data-notice=phraseSaved]', 'identity-with-phrase');
    await manage.choose('Recovery phrase', 'protect');
    await page.locator('[data-role=protected]').waitFor();
    await manage.choose('Recovery phrase', 'unprotect');
    await lookAt(page, '[data-role=recovery-phrase]', 'unlock');
    await page.locator('[data-action=cancel]').click();
    const [name] = await manage.names('passkeys');
    await page.locator(`li[data-device="${name}"] [data-action=open-settings]`).click();
    await lookAt(page, '[data-action=rename]', 'options');
    await page.locator('[data-action=rename]').click();
    await lookAt(page, '#pickAliasInput', 'rename');
    await page.locator('[data-action=cancel]').click();
    await manage.choose(name!, 'remove');
    await lookAt(page, '#confirmRemoveDeviceButton', 'remove');
    await page.locator('[data-action=cancel]').click();
    await page.locator('#addAdditionalDevice').click();
    await lookAt(page, '[data-action=add-other-device]', 'add-passkey');
    await page.locator('[data-action=back]').click();
  });

  it('should do on both devices that are brought together', async () => {
    const { page } = manage;
    const link = await manage.startPairing();
    await lookAt(page, '[data-role=add-device-link]', 'pairing');
    const other = await newContext(browser);
    const joining = await JoinPage.open(other, await Passkeys.forContext(other), link);
    await lookAt(joining.page, '#trustDeviceConfirm', 'join');
    const code = await joining.ask();
    await lookAt(joining.page, '#verificationCode', 'join-code');
    await lookAt(page, '[data-role=verification-code]', 'pairing-code');
    await manage.typeCode(code === '000000' ? '000001' : '000000');
    await lookAt(page, '[data-notice=wrongCode]', 'pairing-wrong-code');
    await manage.typeCode(code);
    await joining.joined();
    await lookAt(joining.page, '[data-message=joined]', 'joined');
    await lookAt(page, '[data-notice=added]', 'identity-with-two');
    await other.close();
  });

  it('should do for coming back', async () => {
    const { page } = manage;
    await manage.logOut();
    await lookAt(page, '[data-anchor-id]', 'welcome-back');
    await page.locator('#loginButton').click();
    await page.locator('#recoverButton').click();
    await lookAt(page, '[data-action=recover-with-phrase]', 'recover');
    await page.locator('[data-action=recover-with-phrase]').click();
    await lookAt(page, '[data-role=recovery-phrase]', 'recover-with-phrase');
    await page.locator('[data-role=recovery-phrase]').fill('abandon ability');
    await page.locator('[data-action=continue]').click();
    await lookAt(page, '[data-notice=phraseWordCount]', 'recover-refused');
    await page.locator('[data-action=back]').click();
    await page.locator('[data-action=recover-with-device]').click();
    await lookAt(page, '[data-role=anchor-input]', 'recover-with-device');
    await page.goto(`http://localhost:${network.port}/?canisterId=${canister()}`);
    await page.locator('#loginButton').click();
    await page.locator('[data-role=anchor-input]').fill(number);
    await page.locator('[data-action=continue]').click();
    await lookAt(page, `a[href="${home()}"]`, 'passkeys-elsewhere');
  });

  it('should do for a recovery device', async () => {
    const { page } = manage;
    await page.goto(home());
    await manage.signIn(number);
    const key = new SecurityKey();
    let unplug = await key.plugInto(page);
    await page.locator('[data-action=add-recovery-device]').click();
    await lookAt(page, '[data-notice=added]', 'identity-with-all');
    await unplug();
    await manage.logOut();
    await passkeys.setPresent(false);
    await manage.recoverByDevice(number);
    await lookAt(page, '[aria-busy=true]', 'recover-asking-device');
    await page.locator('[data-action=back]').click();
    await passkeys.setPresent(true);
    unplug = await key.plugInto(page);
    await page.locator('[data-action=recover-with-device]').click();
    await page.locator('[data-role=anchor-input]').fill(number);
    await page.locator('[data-action=continue]').click();
    await lookAt(page, '[data-action=add-passkey]', 'recovered');
    await unplug();
    await page.locator('[data-action=skip]').click();
    await manage.opened();
  });

  it('should do for a locked phrase, and for words that are wrong', async () => {
    const { page } = manage;
    await lookAt(page, '[data-role=protected]', 'identity-with-locked-phrase');
    await manage.choose('Recovery phrase', 'reset');
    await page.locator('[data-action=show-phrase]').click();
    await lookAt(page, '[data-role=recovery-phrase]', 'phrase-old');
    await page.locator('[data-action=cancel]').click();
    await manage.opened();
    await manage.choose('Recovery phrase', 'remove');
    await manage.confirmRemoval();
    await manage.typePhrase(phrase);
    await manage.opened();
    await page.locator('[data-action=add-recovery-phrase]').click();
    const words = await manage.writePhrase();
    await manage.confirmPhrase(words.map(() => 'abandon'));
    await lookAt(page, '[data-notice=wrongWords]', 'phrase-check-wrong');
    await page.goto(home());
    await manage.signIn(number);
  });

  it('should do when the time is over', async () => {
    const other = await newContext(browser);
    const joiner = await Passkeys.forContext(other);
    const link = await manage.startPairing();
    // Before the page opens: it holds on to the clock that it finds.
    await other.clock.install();
    const joining = await JoinPage.open(other, joiner, link);
    const code = await joining.ask();
    await joining.page.clock.fastForward('15:01');
    await lookAt(joining.page, '[data-message=join-expired]', 'join-expired');
    await manage.page.locator('[data-role=verification-code]').waitFor();
    for (let tries = 0; tries < 3; tries++) {
      await manage.typeCode(code === '000000' ? '000001' : '000000');
      await manage.page.locator('[data-notice=wrongCode], [data-message=pairing-ended]').waitFor();
    }
    await lookAt(manage.page, '[data-message=pairing-ended]', 'pairing-ended');
    await other.close();
  });

  it('should do for a device that is not let in', async () => {
    const other = await newContext(browser);
    const link = `${home()}?action=add-passkey`;
    const { page } = await JoinPage.open(other, await Passkeys.forContext(other), link);
    await lookAt(page, '[data-role=anchor-input]', 'join-number');
    await page.locator('[data-role=anchor-input]').fill(number);
    await page.locator('[data-action=continue]').click();
    await page.locator('#trustDeviceConfirm').click();
    await lookAt(page, '[data-notice=pairingOff]', 'join-refused');
    await other.close();
  });

  it('should do for a session that ended', async () => {
    const { page } = manage;
    await page.clock.install();
    await page.goto(home());
    await manage.signIn(number);
    await page.clock.fastForward('10:01');
    await lookAt(page, '[data-notice=sessionExpired]', 'session-ended');
    await page.clock.resume();
    await page.close();
    manage = await ManagePage.open(context, passkeys, home());
  });

  it('should do for an app that asks', async () => {
    const url = `http://${network.status.canisters.demo}.localhost:${network.port}/`;
    const demo = await DemoPage.open(context, passkeys, url);
    const { page } = await demo.logIn();
    await lookAt(page, `[data-anchor-id='${number}']`, 'authorize');
    await page.close();
    const direct = await context.newPage();
    await direct.goto(`${home()}#authorize`);
    await lookAt(direct, '[data-message=openedDirectly]', 'authorize-directly');
    await direct.close();
  });

  it('should do for those who read, and for those who cannot sign in here', async () => {
    const page = await context.newPage();
    await page.goto(`${home()}about`);
    await lookAt(page, '[data-page=about]', 'about');
    await page.goto(`${home()}self-service`);
    await lookAt(page, '[data-check]', 'self-service');
    await page.goto(`http://127.0.0.1:${network.port}/?canisterId=${canister()}`);
    await lookAt(page, '[data-message=ipAddress]', 'ip-address');
    await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
    await page.goto(home());
    await lookAt(page, '[data-message=noWebAuthn]', 'no-passkeys');
    await page.close();
  });

  it.each(['de', 'es', 'fr', 'it', 'ja', 'zh'])('should do in %s', async (language) => {
    const { page } = manage;
    await page.goto(home());
    await page.locator('[data-role=language]').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    await page.locator('#loginButton').click();
    await lookAt(page, '[data-action=use-passkey]', `sign-in-${language}`);
  });
});
