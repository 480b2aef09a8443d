/**
 * `npx tsx scripts/bench/profile.ts <part of a call's name> [identities]`: where the instructions of calls go, by the
 * backend's functions, from a build in which each of them reports to a probe. Functions that are called often look
 * a little dearer than they are; what the engine does outside of functions is not in it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assetModule } from '../build/assets/asset_module.ts';
import { embedFiles } from '../build/assets/embedded_files.ts';
import { buildCanister } from '../build/canister.ts';
import { gzip } from '../build/gzip.ts';
import { BenchedCanister } from './benched_canister.ts';
import { runCalls } from './instructions.ts';
import { PROBE_RUNTIME, REPORT, type Report } from './profile/probe_runtime.ts';
import { withProbes } from './profile/probed_functions.ts';

const SHOWN = 40;
const root = fileURLToPath(new URL('../..', import.meta.url));

async function buildWithProbes(): Promise<Uint8Array> {
  const { data, source } = assetModule(embedFiles(`${root}dist/frontend`), true, '../..');
  const { wasm } = await buildCanister({
    root,
    main: './src/backend/index.ts',
    did: readFileSync(`${root}internet_identity.did`, 'utf8'),
    define: { __NATIVE__: 'true', __TEST_BUILD__: 'false' },
    generated: { [`${root}src/backend/assets/generated/assets.ts`]: source },
    withoutAzle: true,
    embedded: data,
    guardsStableMemory: true,
    probes: {
      runtime: PROBE_RUNTIME,
      transform: (source, path) => (path.includes('/src/') ? withProbes(source, path) : source),
    },
  });
  return gzip(wasm);
}

function print(name: string, total: bigint, report: Report): void {
  console.log(`\n${name}: ${(Number(total) / 1e6).toFixed(2)} M with probes`);
  const rows = Object.entries(report).sort(([, left], [, right]) => right.own - left.own);
  for (const [functionName, { calls, own }] of rows.slice(0, SHOWN)) {
    console.log(`${(own / 1000).toFixed(0).padStart(9)} k ${String(calls).padStart(6)} x ${functionName}`);
  }
}

const [wanted = '', identities = '50'] = process.argv.slice(2);
let latest: Report = {};
const canister = new BenchedCanister(await buildWithProbes(), (text) => {
  if (text.startsWith(REPORT)) latest = JSON.parse(text.slice(REPORT.length)) as Report;
});
if ('install'.includes(wanted)) print('install', canister.install, latest);
runCalls(canister, Number(identities), (name, { charged }) => {
  if (name.includes(wanted)) print(name, charged, latest);
});
canister.close();
