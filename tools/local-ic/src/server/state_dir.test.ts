import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdsState, lockStateDir } from './state_dir.ts';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-dir-'));
  lock = join(folder, 'server.pid');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of a state folder', () => {
  it('should keep a second one out until it is released', () => {
    const unlock = lockStateDir(folder);
    expect(() => lockStateDir(folder)).toThrow(`in use by process ${process.pid}`);
    unlock();
    lockStateDir(folder)();
  });

  it.each([
    ['a process that has ended', '999999999 5'],
    ['an earlier process with the number of this one', `${process.pid} 1`],
    ['nothing that can be read', ''],
  ])('should be taken over from %s', (_, left) => {
    writeFileSync(lock, left);
    const unlock = lockStateDir(folder);
    expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} \\d*\\n$`));
    unlock();
  });

  it('should make the folder', () => {
    const inner = join(folder, 'a', 'b');
    lockStateDir(inner)();
    expect(holdsState(inner)).toBe(false);
  });
});

describe('a state folder', () => {
  it('should be known by its journal', () => {
    expect(holdsState(join(folder, 'missing'))).toBe(false);
    expect(holdsState(folder)).toBe(false);
    writeFileSync(join(folder, 'state-00000001.log'), '');
    expect(holdsState(folder)).toBe(true);
  });
});
