/**
 * `npm test`: builds, checks, runs unit, canister and browser tests, compares the benchmark with its budgets.
 * `--quick` runs the unit and canister tests alone, without those of the local IC as a whole. The last line is
 * `N passed, N failed`.
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

/** Runs vitest projects and adds their counts; a run without a single test is a failure. */
function runTests(projects: string[], env: NodeJS.ProcessEnv): void {
  const dir = mkdtempSync(join(tmpdir(), 'test-report-'));
  const report = join(dir, 'report.json');
  try {
    const status = run(
      'npx',
      [
        ...['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        ...projects.flatMap((project) => ['--project', project]),
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

const built = run('npx', ['tsx', 'scripts/build.ts', '--test']) === 0;
step('build', built);
if (built) {
  const env = { CANISTERS_BUILT: '1' };
  if (!quick) {
    const checks = runChecks();
    passed += checks.passed.length;
    failed += checks.failed.length;
  }
  runTests(quick ? ['unit', 'canister'] : ['unit', 'canister', 'local_ic'], env);
  if (!quick) {
    const chromium = ensureChromium();
    runTests(['slow'], { ...env, CHROMIUM_BIN: chromium });
    step('benchmark', run('npx', ['tsx', 'scripts/bench.ts']) === 0);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
