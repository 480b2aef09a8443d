import type { PocketIcServer } from '@dfinity/pic';
import { afterAll, beforeAll, it } from 'vitest';
import { DeployedArchive, withArchive } from '../../support/archive.ts';
import { changeAmidFailures } from '../../support/archive_failures.ts';
import { InternetIdentity, wasm } from '../../support/internet_identity.ts';
import { startServer } from '../../support/pocket_ic.ts';

let server: PocketIcServer;
let ii: InternetIdentity;
beforeAll(async () => {
  server = await startServer();
  ii = await InternetIdentity.create(withArchive({ entries_fetch_limit: 3 }), wasm(), server.getUrl());
});
afterAll(async () => {
  await ii.tearDown();
  await server.stop();
});

it('nothing is lost or doubled between Internet Identity and its archive over sixty failures', async () => {
  await changeAmidFailures(ii, await DeployedArchive.deploy(ii), 60);
});
