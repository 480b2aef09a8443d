/**
 * @dfinity/pic 0.17.2 with this server in the place where it looks for one: in its own folder. It gets a copy of the
 * package, so that what is installed stays as it is.
 */
import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Pic from '@dfinity/pic-0-17';
import { POCKET_IC, temporaryFolder } from './server.ts';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

export interface OldPic {
  readonly module: typeof Pic;
  remove(): void;
}

export function oldPic(): OldPic {
  const folder = temporaryFolder();
  const modules = join(folder.path, 'node_modules');
  const own = join(modules, '@dfinity', 'pic');
  mkdirSync(join(modules, '@dfinity'), { recursive: true });
  cpSync(join(MODULES, '@dfinity', 'pic-0-17'), own, { recursive: true });
  for (const needed of ['@icp-sdk', 'bip39']) symlinkSync(join(MODULES, needed), join(modules, needed));
  // A script of its own: the client sets the mode of the file that it starts.
  const server = join(own, 'pocket-ic');
  writeFileSync(server, `#!/bin/sh\nexec '${POCKET_IC}' "$@"\n`);
  chmodSync(server, 0o700);
  // It names the port file by the parent process, so one that a killed server left would be taken for its own.
  rmSync(join(tmpdir(), `pocket_ic_${process.ppid}.port`), { force: true });
  const module = createRequire(join(own, 'package.json'))('./dist/index.js') as typeof Pic;
  return { module, remove: () => folder.remove() };
}
