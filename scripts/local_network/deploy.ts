/** Creates, installs and upgrades canisters with the calls that dfx makes for a custom canister. */
import { createHash } from 'node:crypto';
import { Certificate, HttpAgent, LookupPathStatus, type Identity } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { managementCanister, type InstallMode } from './management.ts';

/** Cycles of a new canister: enough for a local network's lifetime. */
const CYCLES = 1_000_000_000_000_000_000n;
/** Above this a module goes through the chunk store: an ingress message ends at 2 MiB. */
const ONE_MESSAGE_BYTES = 1_850_000;
const CHUNK_BYTES = 1_000_000;

/** An agent of the network behind the gateway at `url`, trusting that network's own root key. */
export async function networkAgent(url: string, identity: Identity): Promise<HttpAgent> {
  return HttpAgent.create({ host: url, identity, shouldFetchRootKey: true, retryTimes: 0 });
}

/**
 * Creates a canister.
 * @param specifiedId - id that it must get; without it the network chooses one on the subnet of `effectiveId`
 */
export async function createCanister(
  agent: HttpAgent,
  effectiveId: Principal,
  specifiedId: Principal | undefined,
): Promise<Principal> {
  const { canister_id } = await managementCanister(
    agent,
    effectiveId,
  ).provisional_create_canister_with_cycles({
    amount: [CYCLES],
    settings: [],
    specified_id: specifiedId ? [specifiedId] : [],
    sender_canister_version: [],
  });
  return Principal.fromUint8Array(canister_id.toUint8Array());
}

/** What the certified state says of a canister under `name`; undefined when it says nothing. */
async function canisterState(
  agent: HttpAgent,
  canisterId: Principal,
  name: 'module_hash' | 'controllers',
): Promise<Uint8Array | undefined> {
  const text = new TextEncoder();
  const path = [text.encode('canister'), canisterId.toUint8Array(), text.encode(name)];
  const { certificate } = await agent.readState(canisterId, { paths: [path] });
  const verified = await Certificate.create({
    certificate,
    rootKey: agent.rootKey!,
    canisterId,
    agent,
  });
  const found = verified.lookup_path(path);
  return found.status === LookupPathStatus.Found ? found.value : undefined;
}

/** SHA-256 of the installed module; undefined for an empty canister, and for one that does not exist. */
export function moduleHash(agent: HttpAgent, canisterId: Principal): Promise<Uint8Array | undefined> {
  return canisterState(agent, canisterId, 'module_hash');
}

/** Whether the canister exists: every existing one has controllers. */
export async function canisterExists(agent: HttpAgent, canisterId: Principal): Promise<boolean> {
  return (await canisterState(agent, canisterId, 'controllers')) !== undefined;
}

/** Installs a module in one message, or through the chunk store when it is too large for one. */
export async function installCode(
  agent: HttpAgent,
  canisterId: Principal,
  wasm: Uint8Array,
  arg: Uint8Array,
  mode: InstallMode,
): Promise<void> {
  const management = managementCanister(agent, canisterId);
  if (wasm.length + arg.length <= ONE_MESSAGE_BYTES) {
    await management.install_code({
      mode,
      canister_id: canisterId,
      wasm_module: wasm,
      arg,
      sender_canister_version: [],
    });
    return;
  }
  await management.clear_chunk_store({ canister_id: canisterId });
  const hashes = [];
  for (let start = 0; start < wasm.length; start += CHUNK_BYTES) {
    const chunk = wasm.subarray(start, start + CHUNK_BYTES);
    hashes.push(await management.upload_chunk({ canister_id: canisterId, chunk }));
  }
  await management.install_chunked_code({
    mode,
    target_canister: canisterId,
    store_canister: [],
    chunk_hashes_list: hashes,
    wasm_module_hash: createHash('sha256').update(wasm).digest(),
    arg,
    sender_canister_version: [],
  });
  await management.clear_chunk_store({ canister_id: canisterId });
}

/** What a deployment did. */
export type Deployment = 'created' | 'upgraded' | 'unchanged';

/**
 * Brings a canister to the given module: installs it when empty, upgrades it when another one is installed.
 * @param upgradeAlways - upgrade also when the module is the same, to hand over a changed argument
 */
export async function deploy(
  agent: HttpAgent,
  canisterId: Principal,
  wasm: Uint8Array,
  arg: Uint8Array,
  upgradeAlways: boolean,
): Promise<Deployment> {
  const installed = await moduleHash(agent, canisterId);
  if (installed === undefined) {
    await installCode(agent, canisterId, wasm, arg, { install: null });
    return 'created';
  }
  const wanted = createHash('sha256').update(wasm).digest();
  if (wanted.equals(installed) && !upgradeAlways) return 'unchanged';
  await installCode(agent, canisterId, wasm, arg, { upgrade: [] });
  return 'upgraded';
}
