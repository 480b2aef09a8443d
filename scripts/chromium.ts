/** Finds the Chromium that the browser tests drive, and installs Debian's where that is possible. */
import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { existsSync } from 'node:fs';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of the browser: `CHROMIUM_BIN`, or a usual place. */
export function chromiumPath(): string | undefined {
  const chosen = process.env['CHROMIUM_BIN'];
  return [...(chosen ? [chosen] : []), ...CANDIDATES].find((path) => existsSync(path));
}

/**
 * The browser's path, after installing Debian's package when it is missing and this user may.
 * @throws Error that names the command to run
 */
export function ensureChromium(): string {
  const found = chromiumPath();
  if (found !== undefined) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    console.log('Installing Chromium ...');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options: SpawnSyncOptions = { env, stdio: ['ignore', 'ignore', 'inherit'] };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
    const installed = chromiumPath();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'the browser tests need Chromium: `apt-get install chromium`, or set CHROMIUM_BIN to its path',
  );
}
