/** What the tests see of the pages: by role, or by the ids and attributes that are part of the contract. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Passkeys } from './browser.ts';
import { clickToClose } from './closing.ts';

/** Answers how a new identity is to be opened, where that is asked. */
export async function choosePasskey(page: Page): Promise<void> {
  const byPasskey = page.locator('[data-action=construct-identity]');
  await byPasskey.or(page.locator('#userNumber')).waitFor();
  if (await byPasskey.isVisible()) await byPasskey.click();
}

/** The Internet Identity window of a login. */
export class AuthorizeWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Creates an identity and returns to the dapp. @returns the identity number */
  async register(): Promise<string> {
    await this.page.locator('#registerButton').click();
    await choosePasskey(this.page);
    const number = await this.page.locator('#userNumber').textContent();
    await clickToClose(this.page, '#displayUserContinue');
    return number!.trim();
  }

  /** Signs in with a remembered identity, which is all it takes. */
  async signIn(identityNumber: string): Promise<void> {
    await clickToClose(this.page, `[data-anchor-id='${identityNumber}']`);
  }
}

/** The demo dapp. */
export class DemoPage {
  readonly page: Page;
  readonly #passkeys: Passkeys;

  private constructor(page: Page, passkeys: Passkeys) {
    this.page = page;
    this.#passkeys = passkeys;
  }

  static async open(context: BrowserContext, passkeys: Passkeys, url: string): Promise<DemoPage> {
    const page = await context.newPage();
    await page.goto(url);
    return new DemoPage(page, passkeys);
  }

  /** Clicks log in and waits for the window. */
  async logIn(): Promise<AuthorizeWindow> {
    const login = this.page.locator('[data-tid=login-button]');
    const [popup] = await Promise.all([this.page.waitForEvent('popup'), login.click()]);
    await this.#passkeys.attach(popup);
    await popup.waitForLoadState();
    return new AuthorizeWindow(popup);
  }

  /** Logs out where a session has outlived the page. */
  async beLoggedOut(): Promise<void> {
    const logOut = this.page.locator('[data-tid=logout-button]');
    await logOut.or(this.page.locator('[data-tid=login-button]')).waitFor();
    if (await logOut.isVisible()) await this.logOut();
  }

  async logOut(): Promise<void> {
    await this.page.locator('[data-tid=logout-button]').click();
    await this.page.locator('[data-tid=login-button]').waitFor();
  }

  /** The principal that the dapp's own canister answers to `whoami`. */
  async principal(): Promise<string> {
    return (await this.page.locator('[data-tid=principal]').textContent())!.trim();
  }
}
