/** Watches, in a dapp's page, the answers to the heartbeat of the signer protocol. */
import type { Page } from 'playwright-core';

interface Watching {
  beats: number;
  /** The window that answers. */
  answering: WindowProxy | undefined;
  hold: () => void;
  goOn: () => void;
}

/** Begins to count the answers; to be called before the client sets its first timer. */
export async function watchHeartbeats(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watching = globalThis as unknown as Watching;
    watching.beats = 0;
    addEventListener('message', ({ data, source }: MessageEvent<{ result?: unknown } | null>) => {
      if (data?.result !== 'ready') return;
      watching.beats += 1;
      watching.answering = source as WindowProxy;
    });
  });
}

/** Waits for that many further answers. */
export async function waitForHeartbeats(page: Page, count: number): Promise<void> {
  const wanted = (await page.evaluate(() => (globalThis as unknown as Watching).beats)) + count;
  await page.waitForFunction((enough) => (globalThis as unknown as Watching).beats >= enough, wanted);
}

/** Lets {@link holdHeartbeats} stop the page's timers; to be called before the client sets its first. */
export async function makeHoldable(page: Page): Promise<void> {
  await page.evaluate(() => {
    interface Timer {
      readonly call: () => void;
      readonly delay: number | undefined;
      running: number | undefined;
    }
    const watching = globalThis as unknown as Watching;
    const { setTimeout: start, clearTimeout: stop } = window;
    const timers = new Map<number, Timer>();
    let holding = false;
    const run = (id: number, timer: Timer): void => {
      const { call, delay } = timer;
      timer.running = start(() => {
        timers.delete(id);
        call();
      }, delay);
    };
    let ids = 0;
    Object.assign(window, {
      setTimeout(call: () => void, delay?: number): number {
        const timer = { call, delay, running: undefined };
        timers.set(++ids, timer);
        if (!holding) run(ids, timer);
        return ids;
      },
      clearTimeout(id: number | undefined): void {
        if (id === undefined) return;
        stop(timers.get(id)?.running);
        timers.delete(id);
      },
    });
    watching.hold = () => {
      holding = true;
      for (const timer of timers.values()) stop(timer.running);
    };
    watching.goOn = () => {
      holding = false;
      for (const [id, timer] of timers) run(id, timer);
    };
  });
}

/**
 * Stops the heartbeat, and the time after which the client would miss it, once nothing of it is under way.
 * @returns how to have it go on
 */
export async function holdHeartbeats(page: Page): Promise<() => Promise<void>> {
  await page.waitForFunction(() => (globalThis as unknown as Watching).answering !== undefined);
  await page.evaluate(async () => {
    const { hold, answering } = globalThis as unknown as Watching;
    hold();
    // Messages keep their order: with the answer to this one, all are answered that were asked before.
    const id = 'the last before the pause';
    const answered = new Promise<void>((resolve) =>
      addEventListener('message', ({ data }: MessageEvent<{ id?: unknown } | null>) => {
        if (data?.id === id) resolve();
      }),
    );
    answering!.postMessage({ jsonrpc: '2.0', id, method: 'icrc29_status' }, '*');
    await answered;
  });
  return () => page.evaluate(() => (globalThis as unknown as Watching).goOn());
}
