/** Chromium with passkeys: a virtual authenticator whose credentials are shared by every page of a context. */
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type CDPSession,
  type Page,
} from 'playwright-core';
import { chromiumPath } from '../../../scripts/chromium.ts';
import { closed } from './closing.ts';

/** How long a test waits for what a page does: on a busy machine that may be a while. */
export const PATIENCE_MS = 60_000;

/** Keeps the browser from calling home; a closed network would stall it. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(extraArgs: readonly string[] = []): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('Chromium is not installed: apt-get install chromium');
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...ARGS, ...extraArgs],
    timeout: PATIENCE_MS,
  });
}

/** A browser of somebody else, as it were: nothing is remembered in it. */
export async function newContext(browser: Browser, options?: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

interface Attached {
  readonly session: CDPSession;
  readonly authenticatorId: string;
}

interface Credential {
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  privateKey: string;
  userHandle?: string;
  signCount: number;
}

/**
 * A person's platform authenticator. Chromium ties a virtual one to a page, and every login opens a new
 * window, so the credentials are carried from page to page here.
 */
export class Passkeys {
  readonly #credentials = new Map<string, Credential>();
  readonly #attached = new Map<Page, Promise<Attached>>();
  #present = true;

  /** Number of passkeys made so far. */
  get count(): number {
    return this.#credentials.size;
  }

  /** Gives the pages of the context the authenticator, those that it opens later too. */
  static async forContext(context: BrowserContext): Promise<Passkeys> {
    const passkeys = new Passkeys();
    context.on('page', (page) => {
      // Whoever waits for the authenticator of a page calls attach too, and hears of what went wrong.
      passkeys.attach(page).catch(() => undefined);
    });
    await context.exposeBinding('authenticatorAttached', ({ page }) => passkeys.attach(page));
    await context.addInitScript(askAuthenticatorOnceAttached);
    for (const page of context.pages()) await passkeys.attach(page);
    return passkeys;
  }

  /** Resolves once the page has the authenticator, or has closed: some windows close as soon as they opened. */
  async attach(page: Page): Promise<void> {
    let attached = this.#attached.get(page);
    if (attached === undefined) {
      attached = this.#attachTo(page);
      this.#attached.set(page, attached);
      page.once('close', () => this.#attached.delete(page));
    }
    await unlessClosed(page, attached);
  }

  async #attachTo(page: Page): Promise<Attached> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: this.#present,
      },
    });
    session.on('WebAuthn.credentialAdded', ({ credential }) => this.#keep(credential));
    session.on('WebAuthn.credentialAsserted', ({ credential }) => this.#keep(credential));
    for (const credential of this.#credentials.values()) {
      await session.send('WebAuthn.addCredential', { authenticatorId, credential });
    }
    return { session, authenticatorId };
  }

  #keep(credential: Credential): void {
    this.#credentials.set(credential.credentialId, credential);
  }

  /** Whether the person touches the authenticator when asked. */
  async setPresent(present: boolean): Promise<void> {
    this.#present = present;
    const setFor = async (attached: Promise<Attached>): Promise<void> => {
      const { session, authenticatorId } = await attached;
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: present });
    };
    const pages = [...this.#attached];
    await Promise.all(pages.map(([page, attached]) => unlessClosed(page, setFor(attached))));
  }
}

/** Resolves when the task is done or the page has closed over it. */
async function unlessClosed(page: Page, task: Promise<unknown>): Promise<void> {
  try {
    await task;
  } catch (error) {
    // The session ends before the page is known to be closed.
    await closed(page).catch(() => {
      throw error;
    });
  }
}

/**
 * Runs in every page before its own scripts. A page may ask for a passkey without any click, where an app says who
 * the person is: then it may be faster than the test.
 */
function askAuthenticatorOnceAttached(): void {
  // Pages that are not secure have no credentials.
  if (!('CredentialsContainer' in globalThis)) return;
  const page = globalThis as unknown as { authenticatorAttached(): Promise<void> };
  const { prototype } = CredentialsContainer;
  const { get, create } = prototype;
  prototype.get = async function (this: CredentialsContainer, options) {
    await page.authenticatorAttached();
    return get.call(this, options);
  };
  prototype.create = async function (this: CredentialsContainer, options) {
    await page.authenticatorAttached();
    return create.call(this, options);
  };
}

/** A security key, which a page sees besides the platform authenticator while it is plugged in. */
export class SecurityKey {
  #credentials: readonly Credential[] = [];

  /** Number of passkeys on it, as of when it was last unplugged. */
  get count(): number {
    return this.#credentials.length;
  }

  /** @returns how to unplug it */
  async plugInto(page: Page): Promise<() => Promise<void>> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'usb',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    for (const credential of this.#credentials) {
      await session.send('WebAuthn.addCredential', { authenticatorId, credential });
    }
    return async () => {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
      this.#credentials = credentials;
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    };
  }
}

/** Collects what the content security policy of any page of the context refuses, and errors of scripts. */
export function watchForFaults(context: BrowserContext): string[] {
  const faults: string[] = [];
  context.on('page', (page) => {
    page.on('console', (message) => {
      if (/Content Security Policy|Content-Security-Policy/i.test(message.text()))
        faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
  });
  return faults;
}
