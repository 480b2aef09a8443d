/** A dapp without a client library: it opens Internet Identity, notes all that it hears and says what a test wants. */
import type { Page } from 'playwright-core';
import type { DappPage } from './dapp_page.ts';

export interface Hearing {
  heard: { kind?: string; id?: unknown; result?: unknown; error?: { code: number } }[];
  popup: WindowProxy;
}

/** A session key, DER in base64. */
export const KEY = 'MCowBQYDK2VwAyEAHedkoovdU3CpKUZsFYqRQyO1IG3vRY0WLSEz9cFMzh0=';
export const READY = { kind: 'authorize-ready' };
export const REQUEST = { kind: 'authorize-client', sessionPublicKey: KEY, maxTimeToLive: '1000000000' };

/** Opens Internet Identity, and waits until it listens. @returns its window, which nobody but a test closes */
export async function openFrom(dapp: DappPage, url: string): Promise<Page> {
  const { window } = await dapp.start(open, url);
  await dapp.page.waitForFunction(() =>
    (globalThis as unknown as Hearing).heard.some(({ kind }) => kind !== undefined),
  );
  return window.page;
}

/** What the dapp has heard since it opened the window, once that is so many messages. */
export async function hears(page: Page, count: number): Promise<Hearing['heard']> {
  await page.waitForFunction((all) => (globalThis as unknown as Hearing).heard.length >= all, count);
  return heard(page);
}

/** What the dapp has heard by now. */
export const heard = (page: Page) => page.evaluate(() => (globalThis as unknown as Hearing).heard);

/** Sends messages to the window, in their order. */
export const send = (page: Page, ...messages: unknown[]) =>
  page.evaluate((all) => {
    for (const message of all) (globalThis as unknown as Hearing).popup.postMessage(message, '*');
  }, messages);

/** Runs in the page. */
function open(_client: unknown, url: string): Promise<void> {
  const page = globalThis as unknown as Hearing;
  page.heard = [];
  addEventListener('message', ({ data }) => page.heard.push(data as Hearing['heard'][number]));
  page.popup = window.open(url, 'idpWindow')!;
  return Promise.resolve();
}
