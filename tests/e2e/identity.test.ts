/** Looking after an identity: ways in and back in, and other devices. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, newContext, Passkeys, SecurityKey, watchForFaults } from './support/browser.ts';
import { JoinPage, ManagePage } from './support/identity_pages.ts';
import { freePort, npmStart, type RunningNetwork } from './support/network.ts';

interface Person {
  readonly context: BrowserContext;
  readonly passkeys: Passkeys;
  readonly manage: ManagePage;
}

describe('looking after an identity', () => {
  const dir = mkdtempSync(join(tmpdir(), 'network-'));
  const faults: string[][] = [];
  let network: RunningNetwork;
  let browser: Browser;

  const home = () => `http://${network.status.canisters.internet_identity}.localhost:${network.port}/`;

  /** Somebody with a browser and an authenticator of their own. */
  async function person(url = home()): Promise<Person> {
    const context = await newContext(browser);
    faults.push(watchForFaults(context));
    const passkeys = await Passkeys.forContext(context);
    return { context, passkeys, manage: await ManagePage.open(context, passkeys, url) };
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

  it('should make a recovery phrase that opens the identity when the passkeys are lost', async () => {
    const { context, manage } = await person();
    const number = await manage.register();
    await manage.page.locator('[data-action=add-recovery-phrase]').click();
    const words = await manage.writePhrase();
    expect(words).toHaveLength(24);
    await manage.confirmPhrase(words.map(() => 'abandon'));
    expect(await manage.notice('wrongWords')).not.toBe('');
    expect(await manage.page.locator('[data-role=identity-management]').count()).toBe(0);
    await manage.confirmPhrase(words);
    expect(await manage.names('recoveries')).toEqual(['Recovery phrase']);
    await context.close();

    const elsewhere = await person();
    await elsewhere.manage.recoverByPhrase(words.join(' '), '');
    expect(await elsewhere.manage.notice('phraseNumberNeeded')).not.toBe('');
    await elsewhere.manage.page.locator('[data-role=anchor-input]').fill(number);
    await elsewhere.manage.page.locator('[data-action=continue]').click();
    await elsewhere.manage.page.locator('[data-action=add-passkey]').click();
    expect(await elsewhere.manage.names('passkeys')).toHaveLength(2);
    expect(elsewhere.passkeys.count).toBe(1);
    await elsewhere.manage.logOut();
    await elsewhere.manage.signIn(number);
    await elsewhere.context.close();

    const again = await person();
    await again.manage.recoverByPhrase(`${number} ${words.join('\n')}`, '');
    await again.manage.page.locator('[data-action=skip]').click();
    await again.manage.opened();
    await again.context.close();
  });

  it('should lock the phrase, and then change nothing without it', async () => {
    const { context, manage } = await person();
    const number = await manage.register();
    const words = await manage.makePhrase();
    await manage.choose('Recovery phrase', 'protect');
    await manage.page.locator('[data-role=protected]').waitFor();

    await manage.choose('Recovery phrase', 'remove');
    await manage.confirmRemoval();
    await manage.typePhrase(words.toReversed());
    await manage.page.locator('[data-notice]').waitFor();
    await manage.page.locator('[data-action=cancel]').click();

    await manage.choose('Recovery phrase', 'reset');
    await manage.page.locator('[data-action=show-phrase]').click();
    await manage.typePhrase(words);
    const others = await manage.words();
    expect(others).not.toEqual(words);
    await manage.page.locator('#displaySeedPhraseContinue').click();
    await manage.page.locator('[data-position]').first().waitFor();
    await manage.confirmPhrase(others);
    await manage.opened();

    await manage.choose('Recovery phrase', 'protect');
    await manage.page.locator('[data-role=protected]').waitFor();
    await manage.choose('Recovery phrase', 'unprotect');
    await manage.typePhrase(others);
    await manage.opened();
    expect(await manage.page.locator('[data-role=protected]').count()).toBe(0);
    await manage.choose('Recovery phrase', 'remove');
    await manage.confirmRemoval();
    expect(await manage.notice('removed')).not.toBe('');
    await manage.logOut();

    await manage.recoverByPhrase(others.join(' '), number);
    expect(await manage.notice('wrongPhrase')).toContain(number);
    await context.close();
  });

  it('should rename, refuse a second passkey of the same device, and remove', async () => {
    const { context, manage } = await person();
    await manage.register();
    const [name] = await manage.names('passkeys');
    await manage.rename(name!, 'Living room');
    await manage.addPasskeyHere();
    expect(await manage.notice('alreadyHere')).not.toBe('');
    await manage.choose('Living room', 'remove');
    expect(await manage.notice('lastMethod')).not.toBe('');
    await manage.confirmRemoval();
    expect(await manage.notice('removedCurrent')).not.toBe('');
    expect(await manage.page.locator('[data-anchor-id]').count()).toBe(0);
    await context.close();
  });

  it('should open the identity by a recovery device in a browser that knows nothing', async () => {
    const { context, manage } = await person();
    const number = await manage.register();
    const key = new SecurityKey();
    const unplug = await key.plugInto(manage.page);
    await manage.page.locator('[data-action=add-recovery-device]').click();
    expect(await manage.notice('added')).not.toBe('');
    expect(await manage.names('recoveries')).toEqual(['Recovery key']);
    await unplug();
    expect(key.count).toBe(1);
    await context.close();

    const elsewhere = await person();
    const unplugThere = await key.plugInto(elsewhere.manage.page);
    await elsewhere.manage.recoverByDevice('10');
    expect(await elsewhere.manage.notice('unknownIdentity')).toContain('10');
    await elsewhere.manage.page.locator('[data-role=anchor-input]').fill(number);
    await elsewhere.manage.page.locator('[data-action=continue]').click();
    await elsewhere.manage.page.locator('[data-action=add-passkey]').waitFor();
    await unplugThere();
    await elsewhere.manage.page.locator('[data-action=add-passkey]').click();
    expect(await elsewhere.manage.names('passkeys')).toHaveLength(2);
    expect(await elsewhere.manage.names('recoveries')).toEqual(['Recovery key']);
    // The new passkey is enough from now on.
    await elsewhere.manage.logOut();
    await elsewhere.manage.signIn(number);
    await elsewhere.context.close();
  });

  it('should say that an identity has no recovery device', async () => {
    const { context, manage } = await person();
    const number = await manage.register();
    await manage.logOut();
    await manage.recoverByDevice(number);
    expect(await manage.notice('noRecoveryDevice')).toContain(number);
    await context.close();
  });

  it('should sign in with a passkey, without a number', async () => {
    const { context, passkeys, manage } = await person();
    const number = await manage.register();
    await manage.logOut();
    await manage.signInWithAnyPasskey();
    expect(await manage.number()).toBe(number);
    // The browser that has forgotten everything but its passkeys, too.
    await manage.page.evaluate(() => localStorage.clear());
    const fresh = await ManagePage.open(context, passkeys, home());
    await fresh.signInWithAnyPasskey();
    expect(await fresh.number()).toBe(number);
    await context.close();
  });

  it('should add another device by link and code', async () => {
    const owner = await person();
    const number = await owner.manage.register();
    const link = await owner.manage.startPairing();
    expect(link).toBe(`${home()}?action=add-passkey&ii=${number}`);
    const other = await person();
    const joining = await JoinPage.open(other.context, other.passkeys, link);
    const code = await joining.ask();
    expect(code).toMatch(/^\d{6}$/);
    await owner.manage.typeCode(code === '000000' ? '000001' : '000000');
    expect(await owner.manage.notice('wrongCode')).toContain('2');
    await owner.manage.typeCode(code);
    await joining.joined();
    expect(await owner.manage.names('passkeys')).toHaveLength(2);
    await joining.page.locator('[data-action=continue]').click();
    await new ManagePage(joining.page).signIn(number);
    await owner.context.close();
    await other.context.close();
  });

  it('should end the pairing with the third wrong code', async () => {
    const owner = await person();
    await owner.manage.register();
    const link = await owner.manage.startPairing();
    const other = await person();
    const joining = await JoinPage.open(other.context, other.passkeys, link);
    const wrong = (await joining.ask()) === '000000' ? '000001' : '000000';
    await owner.manage.typeCode(wrong);
    await owner.manage.page.getByText('2 more tries').waitFor();
    await owner.manage.typeCode(wrong);
    await owner.manage.page.getByText('one more try').waitFor();
    await owner.manage.typeCode(wrong);
    await owner.manage.page.locator('[data-message=pairing-ended]').waitFor();
    await owner.context.close();
    await other.context.close();
  });

  it('should do all this at an address with a parameter, too', async () => {
    const id = network.status.canisters.internet_identity;
    const { context, manage } = await person(`http://localhost:${network.port}/?canisterId=${id}`);
    const number = await manage.register();
    const words = await manage.makePhrase();
    await manage.logOut();
    await manage.recoverByPhrase(words.join(' '), number);
    await manage.page.locator('[data-action=skip]').click();
    await manage.opened();
    expect(await manage.startPairing()).toContain(`canisterId=${id}`);
    await context.close();
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(faults.flat()).toEqual([]);
  });
});
