/** What `upgrade.test.ts` shows with a few calls, for as many as take a while. */
import type { PocketIcServer } from '@dfinity/pic';
import { afterAll, beforeAll, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { InternetIdentity, wasm } from '../support/internet_identity.ts';
import { startServer } from '../support/pocket_ic.ts';
import { upgradeAfterEachCall } from '../support/upgrades.ts';

let server: PocketIcServer;
let ii: InternetIdentity;
beforeAll(async () => {
  server = await startServer();
  ii = await InternetIdentity.create(LOCAL_INIT, wasm(), server.getUrl());
});
afterAll(async () => {
  await ii.tearDown();
  await server.stop();
});

it(
  'should lose nothing by an upgrade after any of 200 random calls',
  () => upgradeAfterEachCall(ii, 200),
  1_800_000,
);
