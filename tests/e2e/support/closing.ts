/** Pages that somebody else closes: the app, when it has its answer, or the page itself. */
import type { Page } from 'playwright-core';

/** Resolves once the page has closed, which it may have already. */
export async function closed(page: Page): Promise<void> {
  if (!page.isClosed()) await page.waitForEvent('close');
}

/** Clicks what has the page closed, and waits until it is. */
export async function clickToClose(page: Page, selector: string): Promise<void> {
  const button = page.locator(selector);
  await button.waitFor();
  await actUntilClosed(page, () => button.click());
}

/**
 * Does what has the page closed, and waits until it is. The page may be gone before the browser has said that it
 * was clicked, say; no other failure is forgiven.
 */
export async function actUntilClosed(page: Page, act: () => Promise<void>): Promise<void> {
  const gone = closed(page);
  gone.catch(() => undefined);
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('has been closed')) throw error;
  }
  await gone;
}
