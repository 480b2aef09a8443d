import type { RequestMessage } from '../message.ts';
import type { Network } from '../network.ts';
import { ERROR, makeReject, rejected } from '../reject.ts';
import type { Subnet } from '../subnet.ts';
import type { Call, Reject } from '../types.ts';
import { canisterInfo } from './canister_info.ts';
import { canisterMetadata } from './canister_metadata.ts';
import { canisterStatus } from './canister_status.ts';
import { clearChunkStore } from './clear_chunk_store.ts';
import { createCanister } from './create_canister.ts';
import { deleteCanister } from './delete_canister.ts';
import { deleteCanisterSnapshot } from './delete_canister_snapshot.ts';
import { depositCycles } from './deposit_cycles.ts';
import { ecdsaPublicKey } from './ecdsa_public_key.ts';
import { fetchCanisterLogs } from './fetch_canister_logs.ts';
import { httpRequest } from './http_request.ts';
import { installChunkedCode } from './install_chunked_code.ts';
import { installCode } from './install_code.ts';
import { listCanisterSnapshots } from './list_canister_snapshots.ts';
import { loadCanisterSnapshot } from './load_canister_snapshot.ts';
import type { ManagementCall, ManagementMethod } from './method.ts';
import { nodeMetricsHistory } from './node_metrics_history.ts';
import { NOT_SERVED } from './not_served.ts';
import { provisionalCreateCanister } from './provisional_create_canister_with_cycles.ts';
import { provisionalTopUpCanister } from './provisional_top_up_canister.ts';
import { rawRand } from './raw_rand.ts';
import { readCanisterSnapshotData } from './read_canister_snapshot_data.ts';
import { readCanisterSnapshotMetadata } from './read_canister_snapshot_metadata.ts';
import { schnorrPublicKey } from './schnorr_public_key.ts';
import { signWithEcdsa } from './sign_with_ecdsa.ts';
import { signWithSchnorr } from './sign_with_schnorr.ts';
import { startCanister } from './start_canister.ts';
import { stopCanister } from './stop_canister.ts';
import { storedChunks } from './stored_chunks.ts';
import { subnetInfo } from './subnet_info.ts';
import { takeCanisterSnapshot } from './take_canister_snapshot.ts';
import { uninstallCode } from './uninstall_code.ts';
import { updateSettings } from './update_settings.ts';
import { uploadCanisterSnapshotData } from './upload_canister_snapshot_data.ts';
import { uploadCanisterSnapshotMetadata } from './upload_canister_snapshot_metadata.ts';
import { uploadChunk } from './upload_chunk.ts';

/** All methods that are served, by their names. */
export const METHODS: ReadonlyMap<string, ManagementMethod> = new Map(
  [
    canisterInfo,
    canisterMetadata,
    canisterStatus,
    clearChunkStore,
    createCanister,
    deleteCanister,
    deleteCanisterSnapshot,
    depositCycles,
    ecdsaPublicKey,
    fetchCanisterLogs,
    httpRequest,
    installChunkedCode,
    installCode,
    listCanisterSnapshots,
    loadCanisterSnapshot,
    nodeMetricsHistory,
    provisionalCreateCanister,
    provisionalTopUpCanister,
    rawRand,
    readCanisterSnapshotData,
    readCanisterSnapshotMetadata,
    schnorrPublicKey,
    signWithEcdsa,
    signWithSchnorr,
    startCanister,
    stopCanister,
    storedChunks,
    subnetInfo,
    takeCanisterSnapshot,
    uninstallCode,
    updateSettings,
    uploadCanisterSnapshotData,
    uploadCanisterSnapshotMetadata,
    uploadChunk,
  ].map((method) => [method.name, method]),
);

/** Methods that may be called as queries. */
export const MANAGEMENT_QUERIES: ReadonlySet<string> = new Set(['fetch_canister_logs', 'canister_status']);

/** Executes a call to the management canister of a subnet and answers it, now or (stopping) later. */
export function executeManagement(net: Network, subnet: Subnet, request: RequestMessage): void {
  const { sender, origin, cycles } = request;
  const call: ManagementCall = { net, subnet, sender, origin, cycles };
  const prepared = prepareManagement(call, request.method, request.arg);
  if (typeof prepared !== 'function') {
    net.answer(subnet, origin, rejected(prepared), cycles);
    return;
  }
  const outcome = prepared();
  if (!('pending' in outcome)) net.answer(subnet, origin, outcome.result, outcome.refund);
  // It may have been answered meanwhile: a canister that rests already stops at once.
  else if (origin.kind === 'ingress' && subnet.history.get(origin.messageId)?.kind === 'received') {
    subnet.history.advance(origin.messageId, { kind: 'processing' }, net.time);
  }
}

/** Why a user's call to the management canister is refused before it is even queued, or nothing. */
export function inspectManagement(net: Network, subnet: Subnet, call: Call): Reject | undefined {
  const origin = { kind: 'ingress', messageId: new Uint8Array(0) } as const;
  const prepared = prepareManagement(
    { net, subnet, sender: call.sender, origin, cycles: 0n },
    call.method,
    call.arg,
  );
  return typeof prepared === 'function' ? undefined : prepared;
}

/** Looks up the method, decodes its argument and checks its caller. */
export function prepareManagement(
  call: ManagementCall,
  name: string,
  arg: Uint8Array,
): ReturnType<ManagementMethod['prepare']> {
  const method = METHODS.get(name);
  if (method === undefined) {
    const reason = NOT_SERVED.get(name);
    const text = `Management canister has no method '${name}'`;
    return makeReject(ERROR.methodNotFound, reason === undefined ? text : `${text}: ${reason}`);
  }
  if (call.origin.kind === 'ingress' && !method.fromUsers) {
    return makeReject(ERROR.contractViolation, `${name} cannot be called by a user.`);
  }
  return method.prepare(call, arg);
}
