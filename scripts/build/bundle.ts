import { build, type Plugin } from 'esbuild';
import { join } from 'node:path';
import { entrySource } from './entry_source.ts';

/** What makes one bundle differ from another. */
export interface BundleOptions {
  /** The project's root folder. */
  readonly root: string;
  /** The canister class's module, relative to the root: `./demo/backend/index.ts`. */
  readonly main: string;
  /** Names that the code sees as constants. */
  readonly define: Readonly<Record<string, string>>;
  /** Replace Azle's Candid library, for canisters whose methods are all manual and bring their own codec. */
  readonly ownCodec: boolean;
}

/**
 * Bundles a canister and Azle's JavaScript half into one minified module. The text depends only on the sources:
 * it holds no path, time or environment.
 */
export async function bundleCanister(options: BundleOptions): Promise<string> {
  const result = await build({
    absWorkingDir: options.root,
    stdin: {
      contents: entrySource(options.main),
      resolveDir: options.root,
      sourcefile: 'entry.ts',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    // What the QuickJS inside Azle's wasm runs; decorators are compiled away below every target.
    target: 'es2023',
    minify: true,
    legalComments: 'none',
    define: options.define,
    logLevel: 'silent',
    plugins: [replacements(options)],
    // tsconfig.json maps `azle` to its type declarations, which the compiler wants and a bundle must not use.
    tsconfigRaw: { compilerOptions: { target: 'ES2022', verbatimModuleSyntax: false } },
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error(`no bundle came out of ${options.main}`);
  return output.text;
}

/** Puts small modules of our own in the place of heavy ones that the canister does not need at run time. */
function replacements({ root, ownCodec }: BundleOptions): Plugin {
  const replacement = (name: string) => ({ path: join(root, 'scripts/build/replacements', name) });
  return {
    name: 'replacements',
    setup(builder) {
      builder.onResolve({ filter: /^@sinonjs\/text-encoding$/ }, () => replacement('text_encoding.ts'));
      if (!ownCodec) return;
      builder.onResolve({ filter: /^@dfinity\/candid$/ }, () => replacement('candid.ts'));
      builder.onResolve({ filter: /^@dfinity\/principal$/ }, () => replacement('principal.ts'));
      builder.onResolve({ filter: /\/did_file$/ }, () => replacement('did_file.ts'));
    },
  };
}
