/** A dapp's page with a client library, as `globalThis.client`, and a button that starts what a test wants. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Passkeys } from '../../support/browser.ts';
import { AuthorizeWindow } from '../../support/pages.ts';

/** What the page's button did, seen from outside. */
export interface Started<Outcome> {
  /** The Internet Identity window that the click opened. */
  readonly window: AuthorizeWindow;
  /** What the started function resolved to, or the text it was rejected with. */
  readonly outcome: Promise<Settled<Outcome>>;
}

export type Settled<Outcome> = { readonly value: Outcome } | { readonly rejected: string };

export class DappPage {
  readonly page: Page;
  readonly #passkeys: Passkeys;

  private constructor(page: Page, passkeys: Passkeys) {
    this.page = page;
    this.#passkeys = passkeys;
  }

  static async open(
    context: BrowserContext,
    passkeys: Passkeys,
    origin: string,
    path = '/',
  ): Promise<DappPage> {
    const page = await context.newPage();
    await page.goto(origin + path);
    return new DappPage(page, passkeys);
  }

  /**
   * Runs a function inside a click, as browsers and clients want it for opening windows.
   * @param run - gets the page's `client` and the argument; it runs in the page, so it may use nothing else
   */
  async start<Client, Argument, Outcome>(
    run: (client: Client, argument: Argument) => Promise<Outcome>,
    argument: Argument,
  ): Promise<Started<Outcome>> {
    const [popup] = await Promise.all([this.page.waitForEvent('popup'), this.#click(run, argument)]);
    await this.#passkeys.attach(popup);
    return { window: new AuthorizeWindow(popup), outcome: this.#outcome<Outcome>() };
  }

  /** Runs a function in the page that opens no window. */
  async run<Client, Argument, Outcome>(
    run: (client: Client, argument: Argument) => Promise<Outcome>,
    argument: Argument,
  ): Promise<Outcome> {
    await this.#click(run, argument);
    return valueOf(this.#outcome<Outcome>());
  }

  async #click<Client, Argument, Outcome>(
    run: (client: Client, argument: Argument) => Promise<Outcome>,
    argument: Argument,
  ): Promise<void> {
    await this.page.evaluate(
      ([source, given]) => {
        const page = globalThis as unknown as { client: unknown; outcome: Promise<unknown> };
        const task = (0, eval)(`(${source})`) as (client: unknown, argument: unknown) => Promise<unknown>;
        const settle = (): Promise<unknown> =>
          task(page.client, given).then(
            (value) => ({ value }),
            (error: unknown) => ({ rejected: error instanceof Error ? error.message : String(error) }),
          );
        document.querySelector<HTMLElement>('#go')!.onclick = () => {
          page.outcome = settle();
        };
      },
      [run.toString(), argument] as const,
    );
    await this.page.locator('#go').click();
  }

  #outcome<Outcome>(): Promise<Settled<Outcome>> {
    const outcome = this.page.evaluate(
      () => (globalThis as unknown as { outcome: Promise<unknown> }).outcome,
    );
    // Whoever awaits it hears of a page that closed meanwhile; nobody has to.
    outcome.catch(() => undefined);
    return outcome as Promise<Settled<Outcome>>;
  }
}

/** The value of an outcome. @throws Error with the text when it was rejected */
export async function valueOf<Outcome>(outcome: Promise<Settled<Outcome>>): Promise<Outcome> {
  const settled = await outcome;
  if ('rejected' in settled) throw new Error(settled.rejected);
  return settled.value;
}
