/** What the tests see of the pages where people look after their identity. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Passkeys } from './browser.ts';
import { choosePasskey } from './pages.ts';

/** A page of a person's browser, with their authenticator. */
async function openPage(context: BrowserContext, passkeys: Passkeys, url: string): Promise<Page> {
  const page = await context.newPage();
  await passkeys.attach(page);
  await page.goto(url);
  return page;
}

/** The management page. */
export class ManagePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(context: BrowserContext, passkeys: Passkeys, url: string): Promise<ManagePage> {
    return new ManagePage(await openPage(context, passkeys, url));
  }

  get #identity() {
    return this.page.locator('[data-role=identity-management]');
  }

  /** Resolves once the list of ways in is on the screen. */
  async opened(): Promise<void> {
    await this.#identity.waitFor();
  }

  /** Creates an identity and opens it. @returns its number */
  async register(): Promise<string> {
    await this.page.locator('#registerButton').click();
    await choosePasskey(this.page);
    const number = await this.page.locator('#userNumber').textContent();
    await this.page.locator('#displayUserContinue').click();
    await this.opened();
    return number!.trim();
  }

  async signIn(number: string): Promise<void> {
    await this.page.locator(`[data-anchor-id='${number}']`).click();
    await this.opened();
  }

  /** Signs in with a passkey that the browser finds by itself. */
  async signInWithAnyPasskey(): Promise<void> {
    await this.page.locator('#loginButton').click();
    await this.page.locator('[data-action=use-passkey]').click();
    await this.opened();
  }

  async number(): Promise<string> {
    return (await this.page.locator('#userNumber').textContent())!.trim();
  }

  async logOut(): Promise<void> {
    await this.page.locator('#logoutButton').click();
    await this.page.locator('#registerButton').waitFor();
  }

  /** Names of the ways in, as the canister has them. */
  async names(section: 'passkeys' | 'recoveries'): Promise<string[]> {
    await this.opened();
    const items = this.page.locator(`[data-role=${section}] li[data-device]`);
    return items.evaluateAll((all) => all.map((item) => item.getAttribute('data-device') ?? ''));
  }

  /** Chooses something from the menu of a way in. */
  async choose(name: string, action: 'rename' | 'remove' | 'protect' | 'unprotect' | 'reset'): Promise<void> {
    const item = this.page.locator(`li[data-device="${name}"]`).first();
    await item.locator('[data-action=open-settings]').click();
    await item.locator(`[data-action=${action}]`).click();
  }

  async rename(name: string, to: string): Promise<void> {
    await this.choose(name, 'rename');
    await this.page.locator('#pickAliasInput').fill(to);
    await this.page.locator('#pickAliasSubmit').click();
    await this.page.locator(`li[data-device="${to}"]`).waitFor();
  }

  async confirmRemoval(): Promise<void> {
    await this.page.locator('#confirmRemoveDeviceButton').click();
  }

  /** What the page says about the last step. */
  async notice(kind: string): Promise<string> {
    return (await this.page.locator(`[data-notice=${kind}]`).textContent())!;
  }

  async addPasskeyHere(): Promise<void> {
    await this.page.locator('#addAdditionalDevice').click();
    await this.page.locator('[data-action=use-fido]').click();
    await this.opened();
  }

  /** Makes a recovery phrase, or with `reset` has chosen to. @returns the words */
  async writePhrase(): Promise<string[]> {
    await this.page.locator('[data-action=show-phrase]').click();
    const words = await this.words();
    await this.page.locator('#displaySeedPhraseContinue').click();
    await this.page.locator('[data-position]').first().waitFor();
    return words;
  }

  /** The words of the phrase on the screen. */
  async words(): Promise<string[]> {
    const shown = this.page.locator('[data-role=recovery-words] li');
    await shown.first().waitFor();
    return (await shown.allTextContents()).map((word) => word.trim());
  }

  /** Types the words that are asked for. */
  async confirmPhrase(words: readonly string[]): Promise<void> {
    for (const field of await this.page.locator('[data-position]').all()) {
      await field.fill(words[Number(await field.getAttribute('data-position'))] ?? '');
    }
    await this.page.locator('[data-action=confirm-phrase]').click();
  }

  async makePhrase(): Promise<string[]> {
    await this.page.locator('[data-action=add-recovery-phrase]').click();
    const words = await this.writePhrase();
    await this.confirmPhrase(words);
    await this.opened();
    return words;
  }

  /** Types a locked phrase that the page asks for. */
  async typePhrase(words: readonly string[]): Promise<void> {
    await this.page.locator('[data-role=recovery-phrase]').fill(words.join(' '));
    await this.page.locator('[data-action=continue]').click();
  }

  /** From the choice, into the recovery by phrase. @param number - typed where the phrase has none */
  async recoverByPhrase(phrase: string, number: string): Promise<void> {
    await this.page.locator('#loginButton').click();
    await this.page.locator('#recoverButton').click();
    await this.page.locator('[data-action=recover-with-phrase]').click();
    await this.page.locator('[data-role=recovery-phrase]').fill(phrase);
    if (number !== '') await this.page.locator('[data-role=anchor-input]').fill(number);
    await this.page.locator('[data-action=continue]').click();
  }

  /** From the choice, into the recovery by device. */
  async recoverByDevice(number: string): Promise<void> {
    await this.page.locator('#loginButton').click();
    await this.page.locator('#recoverButton').click();
    await this.page.locator('[data-action=recover-with-device]').click();
    await this.page.locator('[data-role=anchor-input]').fill(number);
    await this.page.locator('[data-action=continue]').click();
  }

  /** Lets another browser in. @returns the link for it */
  async startPairing(): Promise<string> {
    await this.page.locator('#addAdditionalDevice').click();
    await this.page.locator('[data-action=add-other-device]').click();
    return (await this.page.locator('[data-role=add-device-link]').getAttribute('href'))!;
  }

  async typeCode(code: string): Promise<void> {
    await this.page.locator('[data-role=verification-code]').fill(code);
    await this.page.locator('#verifyDevice').click();
  }
}

/** The page of another browser that comes in by a link. */
export class JoinPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(context: BrowserContext, passkeys: Passkeys, link: string): Promise<JoinPage> {
    return new JoinPage(await openPage(context, passkeys, link));
  }

  /** Makes a passkey and asks to come in. @returns the code to type on the other device */
  async ask(): Promise<string> {
    await this.page.locator('#trustDeviceConfirm').click();
    return (await this.page.locator('#verificationCode').textContent())!.trim();
  }

  /** Resolves once the other device has typed the code. */
  async joined(): Promise<void> {
    await this.page.locator('[data-message=joined]').waitFor();
  }
}
