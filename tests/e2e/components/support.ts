/** Components of the front end, each alone in a page of Chromium. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Browser, Page } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { launchBrowser, newContext } from '../support/browser.ts';

const frontEnd = fileURLToPath(new URL('../../../src/frontend/', import.meta.url));

type Props = Readonly<Record<string, unknown>>;

/** What the script of {@link bundle} sets. */
interface Shown {
  show(name: string, props: Props): void;
  speak(language: string): Promise<void>;
  readonly told: unknown[];
}
declare const shown: Shown;

/** In place of a function, which cannot be handed to a page: one that notes its name and what it is called with. */
export const tells = (name: string): { readonly tells: string } => ({ tells: name });

/** In place of an observable: one that holds the value for good. */
export const holds = (value: unknown): { readonly holds: unknown } => ({ holds: value });

/** A page on which one component is drawn at a time, with the styles of all pages. */
export class Stage {
  readonly page: Page;
  readonly #browser: Browser;

  private constructor(page: Page, browser: Browser) {
    this.page = page;
    this.#browser = browser;
  }

  /** @param components - files below `src/frontend/src/`, by the name they are shown by */
  static async of(components: Readonly<Record<string, string>>): Promise<Stage> {
    const script = await bundle(components);
    const browser = await launchBrowser();
    const context = await newContext(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
    // A secure origin: an empty page, and the script on it.
    await context.route('http://components.localhost/**', (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: script })
        : route.fulfill({ contentType: 'text/html', body: PAGE }),
    );
    const page = await context.newPage();
    await page.goto('http://components.localhost/');
    await page.waitForFunction('globalThis.shown !== undefined');
    return new Stage(page, browser);
  }

  /** Draws a component in place of the one before. */
  async show(name: string, props: Props = {}): Promise<void> {
    await this.page.evaluate(([shownName, shownProps]) => shown.show(shownName, shownProps), [
      name,
      props,
    ] as const);
  }

  /** Exchanges the texts; what is drawn keeps its own. */
  async speak(language: string): Promise<void> {
    await this.page.evaluate((wanted) => shown.speak(wanted), language);
  }

  /** The calls since the component was drawn: the name of each, and its values. */
  told(): Promise<unknown[]> {
    return this.page.evaluate(() => shown.told);
  }

  /** Whether something is wider than the window. */
  overflows(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

const PAGE = `<!doctype html><html lang="en"><title>Component</title>
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <main></main><footer><a href="#elsewhere">Elsewhere</a></footer><script type="module" src="/all.js"></script></html>`;

/** One script with the components, which sets `shown`. */
async function bundle(components: Readonly<Record<string, string>>): Promise<string> {
  const entry = '\0components';
  const from = (path: string) => JSON.stringify(`${frontEnd}src/${path}`);
  const names = Object.keys(components);
  const code = `
    import { mount, unmount } from 'svelte';
    import { applyStyles } from ${from('styles/apply.ts')};
    import ${from('i18n/more_texts.ts')};
    import { useLanguage } from ${from('i18n/texts.ts')};
    ${names.map((name) => `import ${name} from ${from(components[name]!)};`).join('\n')}
    const components = { ${names.join(', ')} };
    applyStyles(document);
    let drawn = null;
    const told = [];
    globalThis.shown = {
      told,
      speak: useLanguage,
      show(name, props) {
        if (drawn !== null) unmount(drawn);
        told.length = 0;
        drawn = mount(components[name], { target: document.querySelector('main'), props: revive(props) });
      },
    };
    function revive(value) {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map(revive);
      const { tells, holds } = value;
      if (tells !== undefined) {
        return (...values) => void told.push([tells, ...values.filter((given) => !(given instanceof Event))]);
      }
      if (holds !== undefined) return { subscribe: (listener) => (listener(revive(holds)), () => {}) };
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
    }`;
  const built = (await build({
    configFile: false,
    root: frontEnd,
    logLevel: 'silent',
    plugins: [
      {
        name: 'components',
        resolveId: (id) => (id === entry ? entry : null),
        load: (id) => (id === entry ? code : null),
      },
      svelte({ configFile: `${frontEnd}svelte.config.js` }),
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      rolldownOptions: { input: entry, output: { codeSplitting: false } },
    },
  })) as Rollup.RolldownOutput;
  const chunk = built.output.find((file) => file.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the components were not built');
  return chunk.code;
}
