/** A provider of identities on an origin of its own: its page lets people pick an account, its keys are real. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { OpenIdProviderConfig } from '../../../src/declarations/internet_identity.did.ts';
import { part, SigningKey } from '../../support/openid_provider.ts';
import { clickToClose } from './closing.ts';

const CLIENT_ID = 'client-of-this-canister';

/** Accounts that the page offers, by their names at the provider. */
export type Person = 'ada' | 'grace';

export class FakeProvider {
  readonly #server: Server;
  readonly #key = new SigningKey('key-1');
  readonly #issuer: string;
  #keysAsked = 0;

  private constructor(issuer: string) {
    this.#issuer = issuer;
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', this.origin);
      if (url.pathname === '/keys') {
        this.#keysAsked += 1;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ keys: [this.#key.jwk] }));
      } else {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(this.#page(url.searchParams));
      }
    });
  }

  static async start(issuer = 'https://provider.example'): Promise<FakeProvider> {
    const provider = new FakeProvider(issuer);
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://provider.localhost:${this.#port}`;
  }

  /** How often the keys were asked for. */
  get keysAsked(): number {
    return this.#keysAsked;
  }

  /** What the canister is to be told of it. */
  config(name: string): OpenIdProviderConfig {
    const logo =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="9" fill="#c2410c"/></svg>';
    return {
      ...{ name, logo, issuer: this.#issuer, client_id: CLIENT_ID },
      jwks_uri: `http://127.0.0.1:${this.#port}/keys`,
      auth_uri: `${this.origin}/authorize`,
      ...{ auth_scope: ['openid', 'email', 'profile'], fedcm_uri: [], email_verification: [], seed_jwks: [] },
    };
  }

  /** A link back for each account, and one for who does not want to. */
  #page(asked: URLSearchParams): string {
    const expected = { client_id: CLIENT_ID, response_type: 'id_token', response_mode: 'fragment' };
    for (const [name, value] of Object.entries(expected)) {
      if (asked.get(name) !== value) return `<p>${name} is not ${value}</p>`;
    }
    const back = (answer: Record<string, string>): string => {
      const fragment = new URLSearchParams({ state: asked.get('state') ?? '', ...answer });
      return `${asked.get('redirect_uri') ?? ''}#${fragment}`.replaceAll('&', '&amp;');
    };
    const link = (id: string, href: string): string => `<p><a id="${id}" href="${href}">${id}</a></p>`;
    const people = (['ada', 'grace'] as const).map((person) =>
      link(person, back({ id_token: this.#token(person, asked.get('nonce') ?? '') })),
    );
    return `<!doctype html><title>Provider</title>${people.join('')}${link('deny', back({ error: 'access_denied' }))}`;
  }

  #token(person: Person, nonce: string): string {
    const iat = Math.floor(Date.now() / 1000);
    return this.#key.sign(
      part({ alg: 'RS256', kid: this.#key.kid }),
      part({
        ...{ iss: this.#issuer, aud: CLIENT_ID, sub: `sub-of-${person}`, nonce, iat, exp: iat + 3600 },
        ...{ email: `${person}@provider.example`, name: person },
      }),
    );
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/**
 * Clicks what opens the provider's window and, in it, an account.
 * @param opened - called when the window is there
 * @returns once the window has closed by itself
 */
export async function answerAs(
  page: Page,
  button: string,
  person: Person | 'deny',
  opened?: () => Promise<void>,
): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.locator(button).click()]);
  await popup.waitForLoadState();
  await opened?.();
  await clickToClose(popup, `#${person}`);
}
