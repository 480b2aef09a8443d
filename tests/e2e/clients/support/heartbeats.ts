/** Watches, in a dapp's page, the answers to the heartbeat of the signer protocol. */
import type { Page } from 'playwright-core';

interface Watching {
  /** Milliseconds since the page was opened, one per answer. */
  beats: number[];
}

/** Begins to note the answers. */
export async function watchHeartbeats(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watching = globalThis as unknown as Watching;
    watching.beats = [];
    addEventListener('message', ({ data }: MessageEvent<{ result?: unknown } | null>) => {
      if (data?.result === 'ready') watching.beats.push(performance.now());
    });
  });
}

/** Waits for that many further answers. */
export async function waitForHeartbeats(page: Page, count: number): Promise<void> {
  const wanted = (await page.evaluate(() => (globalThis as unknown as Watching).beats.length)) + count;
  await page.waitForFunction((enough) => (globalThis as unknown as Watching).beats.length >= enough, wanted);
}

/** The longest time between two answers so far, in milliseconds. */
export async function longestPause(page: Page): Promise<number> {
  const beats = await page.evaluate(() => (globalThis as unknown as Watching).beats);
  if (beats.length < 2) throw new Error('there were no two answers');
  return Math.max(...beats.slice(1).map((at, index) => at - beats[index]!));
}
