import { build, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { directEntry, registeringEntry } from './entry_source.ts';
import { withoutDecorators } from './without_decorators.ts';

/** What makes one bundle differ from another. */
export interface BundleOptions {
  /** The project's root folder. */
  readonly root: string;
  /** The canister class's module, relative to the root: `./demo/backend/index.ts`. */
  readonly main: string;
  /** Names that the code sees as constants. */
  readonly define: Readonly<Record<string, string>>;
  /** Modules that the build wrote for this bundle, by absolute path; they need not exist as files. */
  readonly generated?: Readonly<Record<string, string>>;
  /** What `scripts/bench/profile.ts` puts into a build that goes without Azle's JavaScript half. */
  readonly probes?: Probes;
}

export interface Probes {
  /** JavaScript that runs before the bundle. */
  readonly runtime: string;
  /** Rewrites a module of the sources. */
  readonly transform: (source: string, path: string) => string;
}

const REPLACEMENTS = 'scripts/build/replacements';

/** Bundles a canister with Azle's JavaScript half, which learns at start from the decorators what methods there are. */
export function bundleWithAzle(options: BundleOptions): Promise<string> {
  const textEncoding = join(options.root, REPLACEMENTS, 'text_encoding.ts');
  return bundle(options, registeringEntry(options.main), [], {
    name: 'replacements',
    setup(builder) {
      builder.onResolve({ filter: /^@sinonjs\/text-encoding$/ }, () => ({ path: textEncoding }));
    },
  });
}

/**
 * Bundles a canister of manual methods with a small replacement of Azle's JavaScript half.
 *
 * @param methods names of its methods, in the order of Azle's indexes
 */
export function bundleWithoutAzle(options: BundleOptions, methods: readonly string[]): Promise<string> {
  const { root, main } = options;
  const mainFile = resolve(root, main);
  const inject = [join(root, REPLACEMENTS, 'text_encoding_globals.ts')];
  return bundle(options, directEntry(main, methods), inject, {
    name: 'replacements',
    setup(builder) {
      builder.onResolve({ filter: /^azle$/ }, () => ({ path: join(root, REPLACEMENTS, 'azle.ts') }));
      builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path !== mainFile && options.probes === undefined) return null;
        const source = readFileSync(path, 'utf8');
        const contents = path === mainFile ? withoutDecorators(source, path) : source;
        return { contents: options.probes?.transform(contents, path) ?? contents, loader: 'ts' };
      });
    },
  });
}

/** One minified module. The text depends only on the sources: it holds no path, time or environment. */
async function bundle(
  options: BundleOptions,
  entry: string,
  inject: string[],
  plugin: Plugin,
): Promise<string> {
  const result = await build({
    absWorkingDir: options.root,
    stdin: { contents: entry, resolveDir: options.root, sourcefile: 'entry.ts', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    // What the QuickJS inside Azle's wasm runs; decorators are compiled away below every target.
    target: 'es2023',
    minify: true,
    legalComments: 'none',
    define: options.define,
    banner: { js: options.probes?.runtime ?? '' },
    inject,
    logLevel: 'silent',
    plugins: [generatedModules(options.generated ?? {}), plugin],
    // tsconfig.json maps `azle` to its type declarations, which the compiler wants and a bundle must not use.
    tsconfigRaw: { compilerOptions: { target: 'ES2022', verbatimModuleSyntax: false } },
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error(`no bundle came out of ${options.main}`);
  return output.text;
}

/** Takes generated modules from memory. */
function generatedModules(sources: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'generated modules',
    setup(builder) {
      builder.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, importer }) => {
        const absolute = resolve(resolveDir, path);
        // The bundler looks for nothing from a folder that does not exist, as a generated module's may not.
        return absolute in sources || importer in sources ? { path: absolute } : null;
      });
      builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = sources[path];
        return contents === undefined ? null : { contents, loader: 'ts', resolveDir: dirname(path) };
      });
    },
  };
}
