/** A person's whole life with their identity, in one piece. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, newContext, Passkeys, watchForFaults } from './support/browser.ts';
import { JoinPage, ManagePage } from './support/identity_pages.ts';
import { freePort, npmStart, type RunningNetwork } from './support/network.ts';
import { DemoPage } from './support/pages.ts';

describe("a person's life", () => {
  const dir = mkdtempSync(join(tmpdir(), 'network-'));
  const faults: string[][] = [];
  let network: RunningNetwork;
  let browser: Browser;

  const home = () => `http://${network.status.canisters.internet_identity}.localhost:${network.port}/`;
  const firstDapp = () => `http://${network.status.canisters.demo}.localhost:${network.port}/`;
  /** The same dapp at another address: another dapp to the person, and to Internet Identity. */
  const secondDapp = () => `http://localhost:${network.port}/?canisterId=${network.status.canisters.demo}`;

  async function device(): Promise<{ context: BrowserContext; passkeys: Passkeys }> {
    const context = await newContext(browser);
    faults.push(watchForFaults(context));
    return { context, passkeys: await Passkeys.forContext(context) };
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

  it('should go well', async () => {
    // Somebody creates an identity in the middle of signing in to a dapp.
    const laptop = await device();
    const first = await DemoPage.open(laptop.context, laptop.passkeys, firstDapp());
    const number = await (await first.logIn()).register();
    const principal = await first.principal();

    // Another dapp takes one tap, and cannot tell that it is the same person.
    const second = await DemoPage.open(laptop.context, laptop.passkeys, secondDapp());
    await (await second.logIn()).signIn(number);
    const elsewhere = await second.principal();
    expect(elsewhere).not.toBe(principal);

    // They write down a recovery phrase and give the passkey a name.
    const manage = await ManagePage.open(laptop.context, laptop.passkeys, home());
    await manage.signIn(number);
    const words = await manage.makePhrase();
    const [name] = await manage.names('passkeys');
    await manage.rename(name!, 'Laptop');

    // A phone comes in by link and code, and is the same person to the first dapp.
    const link = await manage.startPairing();
    const phone = await device();
    const joining = await JoinPage.open(phone.context, phone.passkeys, link);
    await manage.typeCode(await joining.ask());
    await joining.joined();
    expect(await manage.names('passkeys')).toHaveLength(2);
    const onPhone = await DemoPage.open(phone.context, phone.passkeys, firstDapp());
    await (await onPhone.logIn()).signIn(number);
    expect(await onPhone.principal()).toBe(principal);

    // Both devices are lost.
    await laptop.context.close();
    await phone.context.close();

    // On a new one, the phrase opens the identity; a new passkey follows, the lost ones go.
    const tablet = await device();
    const back = await ManagePage.open(tablet.context, tablet.passkeys, home());
    await back.recoverByPhrase(words.join(' '), number);
    await back.page.locator('[data-action=add-passkey]').click();
    const all = await back.names('passkeys');
    expect(all).toHaveLength(3);
    await back.choose('Laptop', 'remove');
    await back.confirmRemoval();
    await back.notice('removed');
    expect(await back.names('passkeys')).toHaveLength(2);

    // Whoever finds the phrase's paper gets nowhere once there is another one.
    await back.logOut();
    await back.signIn(number);
    await back.choose('Recovery phrase', 'reset');
    const others = await back.writePhrase();
    await back.confirmPhrase(others);
    await back.notice('phraseSaved');
    await back.logOut();
    await back.recoverByPhrase(words.join(' '), number);
    await back.notice('wrongPhrase');

    // To both dapps they are who they were.
    const again = await DemoPage.open(tablet.context, tablet.passkeys, firstDapp());
    await (await again.logIn()).signIn(number);
    expect(await again.principal()).toBe(principal);
    const secondAgain = await DemoPage.open(tablet.context, tablet.passkeys, secondDapp());
    await (await secondAgain.logIn()).signIn(number);
    expect(await secondAgain.principal()).toBe(elsewhere);
    await tablet.context.close();
    expect(faults.flat()).toEqual([]);
  });
});
