/** Canisters that go too far, in a server process as clients start it. */
import { PocketIc, SubnetStateType } from '@dfinity/pic';
import { Principal } from '@icp-sdk/core/principal';
import loadWabt from 'wabt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Server, startServer } from './support/server.ts';

/** `deep` goes as many calls deep as its argument has bytes; `endless` recurses, `hungry` grows, `loop` loops. */
const WAT = `(module
  (import "ic0" "msg_arg_data_size" (func $size (result i32)))
  (import "ic0" "msg_reply" (func $reply))
  (memory 1)
  (func $down (param i32 i64) (result i64)
    (if (result i64) (local.get 0)
      (then (i64.add (local.get 1) (call $down (i32.sub (local.get 0) (i32.const 1)) (local.get 1))))
      (else (local.get 1))))
  (func (export "canister_update deep") (drop (call $down (call $size) (i64.const 1))) (call $reply))
  (func (export "canister_update endless") (drop (call $down (i32.const -1) (i64.const 1))) (call $reply))
  (func (export "canister_update hungry")
    (loop $more (br_if $more (i32.ge_s (memory.grow (i32.const 100)) (i32.const 0))))
    unreachable)
  (func (export "canister_query loop") (loop $again (br $again))))`;

let server: Server;
let pic: PocketIc;
let canisterId: Principal;

beforeAll(async () => {
  server = await startServer();
  pic = await PocketIc.create(server.url, { application: [{ state: { type: SubnetStateType.New } }] });
  const module = (await loadWabt()).parseWat('canister.wat', WAT);
  const wasm = module.toBinary({}).buffer;
  canisterId = await pic.createCanister();
  await pic.installCode({ canisterId, wasm });
});
afterAll(async () => {
  await pic.tearDown();
  await server.stop();
});

const update = (method: string, arg = new Uint8Array(0)): Promise<unknown> =>
  pic.updateCall({ canisterId, method, arg, sender: Principal.anonymous() });

it('should let canisters recurse as deep as networks do, and no deeper', async () => {
  await update('deep', new Uint8Array(40_000));
  await expect(update('endless')).rejects.toThrow(/stack overflow/);
  await update('deep', new Uint8Array(40_000));
});

it('should end canisters that loop or grow without end, and go on', async () => {
  await expect(update('hungry')).rejects.toThrow(/unreachable|memory/);
  const query = pic.queryCall({ canisterId, method: 'loop', sender: Principal.anonymous() });
  await expect(query).rejects.toThrow(/5000000000 instructions/);
  await update('deep');
}, 300_000);
