import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A part of the build that is skipped while nothing it reads has changed and what it wrote is still there. */
export interface Step {
  /** Name in the progress lines and of the record in `.cache/build/`. */
  readonly name: string;
  /** Files and folders that it reads, relative to the root. */
  readonly inputs: readonly string[];
  /** What else decides about the result, such as options. */
  readonly settings: string;
  /** Files and folders that it writes, relative to the root. */
  readonly outputs: readonly string[];
  readonly run: () => Promise<void>;
}

interface StepRecord {
  readonly inputs: string;
  readonly outputs: string;
}

/** Runs a step unless its record says that it has been done, and says so in one line. */
export async function runStep(root: string, step: Step): Promise<void> {
  const record = join(root, '.cache/build', `${step.name.replaceAll(' ', '_')}.json`);
  const inputs = fingerprint(root, step.inputs, step.settings);
  const done = readRecord(record);
  if (done?.inputs === inputs && done.outputs === fingerprint(root, step.outputs, '')) {
    console.log(`build: ${step.name}: unchanged`);
    return;
  }
  console.log(`build: ${step.name} ...`);
  const start = performance.now();
  await step.run();
  console.log(`build: ${step.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const result: StepRecord = { inputs, outputs: fingerprint(root, step.outputs, '') };
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify(result));
}

/** The record of a step that was done; undefined when there is none, or none that was written to its end. */
function readRecord(path: string): StepRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StepRecord;
  } catch {
    return undefined;
  }
}

/** SHA-256 over the names and contents of all files at and below the paths. Tests and caches do not count. */
function fingerprint(root: string, paths: readonly string[], settings: string): string {
  const hash = createHash('sha256').update(settings);
  for (const path of [...paths].sort()) addToHash(hash, root, path);
  return hash.digest('hex');
}

function addToHash(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const absolute = join(root, path);
  const stat = statSync(absolute, { throwIfNoEntry: false });
  if (stat === undefined) {
    hash.update(`\0missing ${path}`);
  } else if (stat.isDirectory()) {
    for (const name of readdirSync(absolute).sort()) {
      if (name !== 'node_modules' && name !== 'generated' && !name.endsWith('.test.ts')) {
        addToHash(hash, root, `${path}/${name}`);
      }
    }
  } else {
    hash.update(`\0${path}\0${stat.size}\0`).update(readFileSync(absolute));
  }
}
