import type { PocketIcServer } from '@dfinity/pic';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
  const archive = await DeployedArchive.deploy(ii);
  await changeAmidFailures(ii, archive, 60);
  expect((await archive.as().status()).call_info.call_errors.length).toBeGreaterThan(0);
});
