/** Chromium with passkeys: a virtual authenticator whose credentials are shared by every page of a context. */
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { chromiumPath } from '../../../scripts/chromium.ts';

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
  return chromium.launch({ executablePath, headless: true, args: [...ARGS, ...extraArgs] });
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

  /** Gives the page the authenticator. Pages opened later get it as they open. */
  static async forContext(context: BrowserContext): Promise<Passkeys> {
    const passkeys = new Passkeys();
    context.on('page', (page) => {
      // Whoever waits for the authenticator of a page calls attach too, and hears of what went wrong.
      passkeys.attach(page).catch(() => undefined);
    });
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
    await attached.catch(async (error: unknown) => {
      this.#attached.delete(page);
      if (page.isClosed()) return;
      // The session may end before the page is known to be closed.
      await page.waitForEvent('close', { timeout: 10_000 }).catch(() => {
        throw error;
      });
    });
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
    for (const page of [...this.#attached.keys()]) await this.attach(page);
    for (const { session, authenticatorId } of await Promise.all(this.#attached.values())) {
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: present });
    }
  }
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
