/** How slow the machine is on which the tests run. */
import type { Page } from 'playwright-core';

/** Milliseconds that the work below takes on a usual machine that has nothing else to do. */
const USUAL_MS = 110;

/** How many times longer than usual a page's script takes just now. The page does nothing else meanwhile. */
export async function slowness(page: Page): Promise<number> {
  const { took } = await page.evaluate(() => {
    const begun = performance.now();
    let result = 1;
    for (let i = 0; i < 1e8; i++) result = (Math.imul(result, 1103515245) + 12345) | 0;
    // With its result, so that the work is not left out.
    return { took: performance.now() - begun, result };
  });
  return took / USUAL_MS;
}
