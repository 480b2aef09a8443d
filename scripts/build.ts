/**
 * `npm run build`: the front ends, then the canisters, into `dist/`. Options: `--test` adds the build that test
 * suites of other projects use. `--no-native` builds canisters without native code into `dist/plain/` instead, which
 * only `npm run test:plain` runs.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { assetModule } from './build/assets/asset_module.ts';
import { embedFiles } from './build/assets/embedded_files.ts';
import { runStep, type Step } from './build/cached_step.ts';
import { buildCanister } from './build/canister.ts';
import { buildFrontEnd } from './build/front_end.ts';
import { gzip, gzipSmallest } from './build/gzip.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const IDENTITY_INPUTS = ['src/declarations', 'internet_identity.did'];
const BUILD_SCRIPTS = ['scripts/build', 'scripts/build.ts', 'package-lock.json'];

interface Options {
  readonly test: boolean;
  readonly native: boolean;
}

function steps({ test, native }: Options): Step[] {
  return [
    frontEnd('front end', 'src/frontend', 'dist/frontend', IDENTITY_INPUTS, { II_TEST_BUILD: '0' }),
    canister({
      name: 'internet_identity',
      main: 'src/backend',
      pages: 'dist/frontend',
      did: 'internet_identity.did',
      test: false,
      native,
    }),
    ...(test
      ? [
          frontEnd('front end for tests', 'src/frontend', 'dist/frontend-test', IDENTITY_INPUTS, {
            II_TEST_BUILD: '1',
          }),
          canister({
            name: 'internet_identity_test',
            main: 'src/backend',
            pages: 'dist/frontend-test',
            did: 'internet_identity.did',
            test: true,
            native,
          }),
        ]
      : []),
    canister({
      name: 'archive',
      main: 'src/archive',
      pages: null,
      did: 'src/archive/archive.did',
      test: false,
      native,
    }),
    frontEnd('demo page', 'demo/frontend', 'dist/demo-frontend', [], {}),
    canister({
      name: 'demo',
      main: 'demo/backend',
      pages: 'dist/demo-frontend',
      did: 'demo/demo.did',
      test: false,
      native,
    }),
  ];
}

function frontEnd(
  name: string,
  folder: string,
  output: string,
  alsoReads: readonly string[],
  env: Readonly<Record<string, string>>,
): Step {
  return {
    name,
    inputs: [folder, ...alsoReads, 'package-lock.json'],
    settings: '',
    outputs: [output],
    run: () => buildFrontEnd(root, folder, env),
  };
}

interface CanisterStep {
  readonly name: string;
  /** Folder of the canister's sources, with its class in `index.ts`. */
  readonly main: string;
  /** Folder of the built files that it serves; null for none. */
  readonly pages: string | null;
  readonly did: string;
  readonly test: boolean;
  readonly native: boolean;
}

function canister({ name, main, pages, did, test, native }: CanisterStep): Step {
  const assetsPath = `${main}/assets/generated/assets.ts`;
  const released = !test && native;
  const output = `dist/${native ? '' : 'plain/'}${name}`;
  // The demo shows what a canister looks like that Azle itself brings to run.
  const isOurs = main.startsWith('src/');
  return {
    name: native ? name : `${name} without native code`,
    inputs: [
      'src/backend',
      'src/declarations',
      main,
      ...(pages === null ? [] : [pages]),
      did,
      ...BUILD_SCRIPTS,
    ],
    settings: JSON.stringify({ test, native }),
    outputs: [
      `${output}.wasm.gz`,
      ...(test ? [] : [`${output}.did`]),
      ...(released && pages !== null ? [assetsPath] : []),
    ],
    run: async () => {
      const assets =
        pages === null
          ? null
          : assetModule(embedFiles(join(root, pages)), native, relative(dirname(assetsPath), 'src/backend'));
      const text = readFileSync(join(root, did), 'utf8');
      const { wasm, javascript } = await buildCanister({
        root,
        main: `./${main}/index.ts`,
        did: text,
        define: { __NATIVE__: String(native), __TEST_BUILD__: String(test) },
        generated: assets === null ? {} : { [resolve(root, assetsPath)]: assets.source },
        withoutAzle: native && isOurs,
        embedded: native ? (assets?.data ?? new Uint8Array()) : null,
        guardsStableMemory: isOurs,
      });
      const compressed = released && isOurs ? await gzipSmallest(wasm) : gzip(wasm);
      write(`${output}.wasm.gz`, compressed);
      if (!test) write(`${output}.did`, text);
      // Bundles have it from memory, since several are built of the same sources: types are checked with this one.
      if (released && assets !== null) write(assetsPath, assets.source);
      console.log(
        `build: ${name}: ${kilobytes(javascript)} of JavaScript, wasm ${kilobytes(compressed)} gzipped`,
      );
    },
  };
}

function write(path: string, content: string | Uint8Array): void {
  const absolute = join(root, path);
  mkdirSync(dirname(absolute), { recursive: true });
  // In one step, since tests and other builds may be reading.
  const unfinished = `${absolute}.${process.pid}.tmp`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, absolute);
}

const kilobytes = (content: string | Uint8Array): string => `${(content.length / 1000).toFixed(0)} kB`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      test: { type: 'boolean', default: false },
      'no-native': { type: 'boolean', default: false },
    },
  });
  for (const step of steps({ test: values.test, native: !values['no-native'] })) await runStep(root, step);
}

main().catch((error: unknown) => {
  // Left to Node, a listener of binaryen's would print megabytes of its own source before the error.
  console.error(`build failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
