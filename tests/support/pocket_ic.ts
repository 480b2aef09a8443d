/**
 * One PocketIC server for all canister tests, started before the first and stopped after the last: the
 * client names its port file after the parent process, so servers started by parallel workers would collide, and so
 * would those of two projects that run together.
 */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PocketIcServer } from '@dfinity/pic';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the PocketIC server's REST interface. */
    pocketIcUrl: string;
  }
}

const OWN_SERVER = fileURLToPath(new URL('../../tools/local-ic/bin/pocket-ic', import.meta.url));

/** Starts a server, for tests that run alone. */
export function startServer(): Promise<PocketIcServer> {
  // A run that was killed leaves the file, and the client would take the port in it for the new server's.
  rmSync(join(tmpdir(), `pocket_ic_${process.ppid}.port`), { force: true });
  return PocketIcServer.start({
    binPath: process.env['POCKET_IC_BIN'] || OWN_SERVER,
    ttl: 600,
    showCanisterLogs: process.env['SHOW_CANISTER_LOGS'] === '1',
  });
}

interface Shared {
  readonly server: Promise<PocketIcServer>;
  projects: number;
}

/** Of this process: each project loads this module for itself. */
const testRun = globalThis as { pocketIcOfTests?: Shared };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (testRun.pocketIcOfTests ??= { server: startServer(), projects: 0 });
  shared.projects += 1;
  const server = await shared.server;
  project.provide('pocketIcUrl', server.getUrl());
  return async () => {
    shared.projects -= 1;
    if (shared.projects > 0) return;
    delete testRun.pocketIcOfTests;
    await server.stop();
  };
}
