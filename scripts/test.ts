/**
 * `npm test`: builds, checks, runs unit, canister and browser tests, compares the benchmark with its budgets.
 * `--quick` runs the unit and canister tests alone, without those of the local IC as a whole; `--plain` runs all
 * canister tests on a build without native code, of which the full run has a part; `--s1` runs them by a client that
 * knows only the interface of April 2025. The last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChecks } from './check.ts';
import { ensureChromium } from './chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const quick = process.argv.includes('--quick');
const plain = process.argv.includes('--plain');
const s1 = process.argv.includes('--s1');
/** What tests read when the canisters need not be built again; see `tests/support/build_under_test.ts`. */
const BUILT = { CANISTERS_BUILT: '1' };
const PLAIN = { ...BUILT, PLAIN_BUILD: '1' };
/**
 * Canister tests that the full run repeats without native code: together they reach all of its plain forms, and the
 * whole is too slow for every run.
 */
const PLAIN_PART = [
  ...['candid', 'check_captcha', 'get_account_delegation', 'get_delegation', 'get_id_alias', 'http_request'],
  ...['install', 'lookup_device_key', 'metrics', 'native_login_authorize', 'openid_get_delegation'],
  'archive/get_entries',
].map((name) => `tests/canister/${name}.test.ts`);
let passed = 0;
let failed = 0;

function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): number {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

/** Counts one step that is not a test runner. */
function step(name: string, succeeded: boolean): void {
  if (succeeded) passed++;
  else {
    failed++;
    console.error(`${name} FAILED`);
  }
}

/** Builds with the options of `scripts/build.ts`. @returns whether that succeeded */
function build(...options: string[]): boolean {
  const built = run('npx', ['tsx', 'scripts/build.ts', ...options]) === 0;
  step(['build', ...options].join(' '), built);
  return built;
}

/** Runs vitest projects, or of them the files named, and adds their counts; a run without a single test is a failure. */
function runTests(projects: string[], env: NodeJS.ProcessEnv, files: readonly string[] = []): void {
  const dir = mkdtempSync(join(tmpdir(), 'test-report-'));
  const report = join(dir, 'report.json');
  try {
    const status = run(
      'npx',
      [
        ...['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        ...projects.flatMap((project) => ['--project', project]),
        ...files,
      ],
      env,
    );
    const counts = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
    };
    passed += counts.numPassedTests;
    failed += counts.numFailedTests;
    // Setup failures and files that do not load are not counted as tests.
    if (status !== 0 && counts.numFailedTests === 0) failed++;
    if (counts.numPassedTests === 0 || counts.numPendingTests > 0) failed++;
  } catch (error) {
    failed++;
    console.error(`no test report: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

if (plain) {
  if (build('--test', '--no-native')) runTests(['canister'], PLAIN);
} else if (s1) {
  if (build('--test')) runTests(['canister'], { ...BUILT, CLIENT_INTERFACE: 's1' });
} else if (build('--test')) {
  if (!quick) {
    const checks = runChecks();
    passed += checks.passed.length;
    failed += checks.failed.length;
  }
  runTests(quick ? ['unit', 'canister'] : ['unit', 'canister', 'local_ic'], BUILT);
  if (!quick) {
    if (build('--test', '--no-native')) runTests(['canister'], PLAIN, PLAIN_PART);
    const chromium = ensureChromium();
    runTests(['slow'], { ...BUILT, CHROMIUM_BIN: chromium });
    step('benchmark', run('npx', ['tsx', 'scripts/bench.ts']) === 0);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
