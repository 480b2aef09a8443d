import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runStep, type Step } from './cached_step.ts';

describe('cached build step', () => {
  let root: string;
  let runs: number;
  let step: Step;

  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    root = mkdtempSync(join(tmpdir(), 'step-'));
    mkdirSync(join(root, 'src/inner'), { recursive: true });
    writeFileSync(join(root, 'src/a.ts'), 'a');
    writeFileSync(join(root, 'src/inner/b.ts'), 'b');
    runs = 0;
    step = {
      name: 'a step',
      inputs: ['src', 'missing.json'],
      settings: '{}',
      outputs: ['out.txt'],
      run: () => {
        writeFileSync(join(root, 'out.txt'), `run ${++runs}`);
        return Promise.resolve();
      },
    };
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
    vi.restoreAllMocks();
  });

  const runAgain = async (changed: Partial<Step> = {}): Promise<number> => {
    const before = runs;
    await runStep(root, { ...step, ...changed });
    return runs - before;
  };

  it('runs once while nothing changes', async () => {
    expect(await runAgain()).toBe(1);
    expect(await runAgain()).toBe(0);
    expect(readFileSync(join(root, 'out.txt'), 'utf8')).toBe('run 1');
  });

  it('runs when a file changes, appears, disappears or moves, or a setting changes', async () => {
    await runAgain();
    writeFileSync(join(root, 'src/inner/b.ts'), 'c');
    expect(await runAgain()).toBe(1);
    writeFileSync(join(root, 'src/c.ts'), 'c');
    expect(await runAgain()).toBe(1);
    rmSync(join(root, 'src/c.ts'));
    expect(await runAgain()).toBe(1);
    rmSync(join(root, 'src/inner/b.ts'));
    writeFileSync(join(root, 'src/b.ts'), 'c');
    expect(await runAgain()).toBe(1);
    writeFileSync(join(root, 'missing.json'), '');
    expect(await runAgain()).toBe(1);
    expect(await runAgain({ settings: '{"native":false}' })).toBe(1);
  });

  it('runs when what it wrote was changed or removed', async () => {
    await runAgain();
    writeFileSync(join(root, 'out.txt'), 'edited');
    expect(await runAgain()).toBe(1);
    rmSync(join(root, 'out.txt'));
    expect(await runAgain()).toBe(1);
  });

  it('does not run for a test', async () => {
    await runAgain();
    writeFileSync(join(root, 'src/a.test.ts'), 'test');
    expect(await runAgain()).toBe(0);
  });

  it('runs again where its record was cut off', async () => {
    await runAgain();
    for (const rest of ['', '{"inputs":"']) {
      writeFileSync(join(root, '.cache/build/a_step.json'), rest);
      expect(await runAgain()).toBe(1);
    }
    expect(await runAgain()).toBe(0);
  });

  it('runs again after it failed', async () => {
    await expect(runAgain({ run: () => Promise.reject(new Error('broken')) })).rejects.toThrow('broken');
    expect(await runAgain()).toBe(1);
  });
});
