/** Stable maps of a canister whose insertions begin where it looked last (`scripts/build/wasm/stable_map_looks.ts`). */
import { PocketIc } from '@dfinity/pic';
import { afterAll, beforeAll, inject, it } from 'vitest';
import { expectMapsToAgree, stableMapWasm } from '../support/stable_map_model.ts';

let pic: PocketIc;
let wasm: Uint8Array;
beforeAll(async () => {
  wasm = await stableMapWasm();
  pic = await PocketIc.create(inject('pocketIcUrl'));
});
afterAll(() => pic.tearDown());

it('should hold what was put into them, whatever was looked up before', async () => {
  await expectMapsToAgree(pic, wasm, 2000);
});
