/**
 * Milliseconds until the authorize page answers and can be used, as a dapp and a person meet it: opened from a
 * page of another origin in Chromium, on the running local network.
 */
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../chromium.ts';
import { INTERNET_IDENTITY, startNetwork } from '../local_network/network.ts';

export interface PageTimes {
  /** From the start of the document's response to `authorize-ready`, which is posted as the responder is installed. */
  readonly responderInstalled: number;
  /** The longest time that a status of the signer protocol took while the page loaded, there and back. */
  readonly statusAnswered: number;
  /** From the start of the navigation until the first button of the authorize screen is there. */
  readonly screenUsable: number;
}

/** Of so many openings the median counts. */
const OPENINGS = 7;
const STATUSES = 20;
const STATUS_EVERY_MS = 50;

/** Its button opens the window, asks for a delegation, and sends statuses from then on. */
const dappPage = (url: string) => `<!doctype html><title>A dapp</title><button id="go">Go</button><script>
  const measured = { readyAt: 0, answered: [] };
  const now = () => performance.timeOrigin + performance.now();
  const sentAt = new Map();
  let popup;
  addEventListener('message', ({ data: { kind, id, result } }) => {
    if (kind === 'authorize-ready') {
      measured.readyAt = now();
      const params = { publicKey: 'MCowBQYDK2VwAyEAHedkoovdU3CpKUZsFYqRQyO1IG3vRY0WLSEz9cFMzh0=' };
      popup.postMessage({ jsonrpc: '2.0', id: 'asks', method: 'icrc34_delegation', params }, '*');
      let next = 0;
      const beat = setInterval(() => {
        if (next >= ${STATUSES}) return clearInterval(beat);
        sentAt.set(next, now());
        popup.postMessage({ jsonrpc: '2.0', id: next++, method: 'icrc29_status' }, '*');
      }, ${STATUS_EVERY_MS});
    }
    if (result === 'ready') measured.answered.push(now() - sentAt.get(id));
  });
  go.onclick = () => (popup = open(${JSON.stringify(url)}, 'idpWindow'));
</script>`;

interface Measured {
  /** Milliseconds since 1970. */
  readonly readyAt: number;
  /** Milliseconds of each status, there and back. */
  readonly answered: readonly number[];
}

export async function measurePageTimes(): Promise<PageTimes> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const network = await startNetwork({ dir, port: 0, clean: false, progress: () => undefined });
  const gateway = new URL(network.status.gateway_url);
  const url = `http://${INTERNET_IDENTITY}.localhost:${gateway.port}/#authorize`;
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(dappPage(url)),
  );
  let browser: Browser | undefined;
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    browser = await chromium.launch({
      executablePath: ensureChromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    const all: PageTimes[] = [];
    for (let i = 0; i < OPENINGS; i++) {
      // A context of its own has an empty cache, as at the first visit.
      const context = await browser.newContext();
      await context.addInitScript(markUsable);
      const dapp = await context.newPage();
      await dapp.goto(`http://dapp.localhost:${port}/`);
      all.push(await measureOpening(dapp));
      await context.close();
    }
    return {
      responderInstalled: median(all.map((times) => times.responderInstalled)),
      statusAnswered: median(all.map((times) => times.statusAnswered)),
      screenUsable: median(all.map((times) => times.screenUsable)),
    };
  } finally {
    await browser?.close();
    await new Promise((resolve) => server.close(resolve));
    await network.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measureOpening(dapp: Page): Promise<PageTimes> {
  const opened = dapp.waitForEvent('popup');
  await dapp.locator('#go').click();
  const popup = await opened;
  await popup.locator('#registerButton').waitFor();
  const seen = await popup.evaluate(() => {
    const navigation = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
    const { timeOrigin } = performance;
    const usable = performance.getEntriesByName('usable')[0];
    return {
      responseStart: timeOrigin + navigation.responseStart,
      usable: usable === undefined ? null : usable.startTime,
    };
  });
  await dapp.waitForFunction(`measured.answered.length === ${STATUSES}`);
  const measured = await dapp.evaluate<Measured>('measured');
  if (seen.usable === null) throw new Error('the authorize screen was never usable');
  return {
    responderInstalled: measured.readyAt - seen.responseStart,
    statusAnswered: Math.max(...measured.answered),
    screenUsable: seen.usable,
  };
}

/** Runs in every page before its scripts: marks the frame after the authorize screen's button has come. */
function markUsable(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('#registerButton') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => performance.mark('usable'));
  });
  observer.observe(document, { childList: true, subtree: true });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

if (process.argv[1] === import.meta.filename) console.log(await measurePageTimes());
