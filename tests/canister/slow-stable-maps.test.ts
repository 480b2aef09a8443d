/** What `stable_maps.test.ts` shows with a few thousand steps, for as many as take a while. */
import { PocketIc, type PocketIcServer } from '@dfinity/pic';
import { afterAll, beforeAll, it } from 'vitest';
import { startServer } from '../support/pocket_ic.ts';
import { expectMapsToAgree, stableMapWasm } from '../support/stable_map_model.ts';

let server: PocketIcServer;
let pic: PocketIc;
let wasm: Uint8Array;
beforeAll(async () => {
  wasm = await stableMapWasm();
  server = await startServer();
  pic = await PocketIc.create(server.getUrl());
});
afterAll(async () => {
  await pic.tearDown();
  await server.stop();
});

it('should hold what was put into them after 100,000 random steps', async () => {
  await expectMapsToAgree(pic, wasm, 100_000);
}, 600_000);
