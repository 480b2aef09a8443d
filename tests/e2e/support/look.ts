/** Pictures of screens, and what axe finds on them. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FOLDER = fileURLToPath(new URL('../../artifacts/screens/', import.meta.url));

const SIZES = { phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 800 } } as const;
const SCHEMES = ['light', 'dark'] as const;

/**
 * Makes a picture of the screen in each size and colour scheme, below `tests/artifacts/screens`.
 * @returns what axe finds, as lines of the screen's name, the rule and the element; empty when nothing
 */
export async function look(page: Page, name: string): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  const found = new Set<string>();
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      // Without motion, no picture is taken half-way.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${FOLDER}${name}-${size}-${colorScheme}.png`, fullPage: true });
      for (const finding of await runAxe(page)) found.add(`${name}, ${size}, ${colorScheme}: ${finding}`);
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) {
        found.add(`${name}, ${size}: wider than the window`);
      }
    }
  }
  return [...found];
}

/** Looks at the screen that has this element. @throws when axe finds something */
export async function lookAt(page: Page, element: string, name: string): Promise<void> {
  await page.locator(element).first().waitFor();
  const found = await look(page, name);
  if (found.length > 0) throw new Error(found.join('\n'));
}

async function runAxe(page: Page): Promise<string[]> {
  // Evaluated by the debugger: the page's content security policy has no say in it.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    interface Outcome {
      violations: { id: string; nodes: { html: string }[] }[];
    }
    const { axe } = window as unknown as { axe: { run(): Promise<Outcome> } };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
