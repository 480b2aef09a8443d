import { sha256 } from '@noble/hashes/sha2';
import type { Canister } from '../canister.ts';
import { installCode as install } from '../install.ts';
import { bytesKey, equalBytes, principalText } from '../principal.ts';
import { canisterNotFound, ERROR, makeReject } from '../reject.ts';
import type { Reject } from '../types.ts';
import { EMPTY_REPLY, InstallChunkedCodeArg } from './candid.ts';
import { installMode } from './install_code.ts';
import { canisterMethod, changeOrigin, finished, type ManagementCall, refused } from './method.ts';
import { chunkStoreError } from './upload_chunk.ts';

/** Installs a module put together from chunks of the target's or of another canister's store. */
export const installChunkedCode = canisterMethod<InstallChunkedCodeArg>({
  name: 'install_chunked_code',
  argType: InstallChunkedCodeArg,
  callers: 'controllers',
  target: (arg) => arg.target_canister.toUint8Array(),
  execute(call, canister, arg) {
    const store = findStore(call, canister, arg);
    if ('errorCode' in store) return refused(call, store);
    const wasm = assemble(store, arg);
    if ('errorCode' in wasm) return refused(call, wasm);
    const failure = install(call.net, call.subnet, canister, {
      ...installMode(arg.mode),
      wasm,
      arg: arg.arg,
      sender: call.sender,
      origin: changeOrigin(call, arg.sender_canister_version),
    });
    return failure === undefined ? finished(call, EMPTY_REPLY) : refused(call, failure);
  },
});

/** The canister whose chunks are used: on the same subnet, controlled by the caller or the caller itself. */
function findStore(call: ManagementCall, target: Canister, arg: InstallChunkedCodeArg): Canister | Reject {
  const id = arg.store_canister[0]?.toUint8Array();
  if (id === undefined) return target;
  const store = call.subnet.canister(id);
  if (store === undefined) return canisterNotFound(id);
  if (store.isController(call.sender) || equalBytes(store.id, call.sender)) return store;
  const text = `Only controllers of canister ${principalText(id)} can use its chunk store`;
  return makeReject(ERROR.invalidController, text);
}

function assemble(store: Canister, arg: InstallChunkedCodeArg): Uint8Array | Reject {
  const chunks: Uint8Array[] = [];
  for (const { hash } of arg.chunk_hashes_list) {
    const chunk = store.chunks.get(bytesKey(hash));
    if (chunk === undefined) {
      return chunkStoreError(`Chunk hash ${Buffer.from(hash).toString('hex')} was not found`);
    }
    chunks.push(chunk);
  }
  const wasm = new Uint8Array(Buffer.concat(chunks));
  const hash = sha256(wasm);
  if (!equalBytes(hash, arg.wasm_module_hash)) {
    const [found, given] = [hash, arg.wasm_module_hash].map((bytes) => Buffer.from(bytes).toString('hex'));
    return chunkStoreError(`Wasm module hash ${found} does not match given hash ${given}`);
  }
  return wasm;
}
