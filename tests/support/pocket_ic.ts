/**
 * One PocketIC server for all canister tests, started before the first and stopped after the last: the
 * client names its port file after the parent process, so servers started by parallel workers would collide.
 */
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
  return PocketIcServer.start({
    binPath: process.env['POCKET_IC_BIN'] || OWN_SERVER,
    ttl: 600,
    showCanisterLogs: process.env['SHOW_CANISTER_LOGS'] === '1',
  });
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  project.provide('pocketIcUrl', server.getUrl());
  return () => server.stop();
}
