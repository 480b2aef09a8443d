import { idleCyclesPerDay } from '../idle_cost.ts';
import { CanisterIdArg, CanisterStatusResult, replyWith } from './candid.ts';
import { canisterMethod, finished } from './method.ts';
import { settingsResult } from './settings_arg.ts';

/** Status, settings and sizes of a canister. Idle costs are shown, but not charged. */
export const canisterStatus = canisterMethod<CanisterIdArg>({
  name: 'canister_status',
  argType: CanisterIdArg,
  callers: 'status_viewers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister) {
    const { queryStats } = canister;
    const { heap, stable, module, chunks, snapshots } = canister.memoryMetrics;
    return finished(
      call,
      replyWith(CanisterStatusResult, {
        status: { [canister.status.kind]: null },
        ready_for_migration: canister.status.kind === 'stopped',
        version: canister.version,
        settings: settingsResult(canister.settings),
        module_hash: canister.moduleHash === undefined ? [] : [canister.moduleHash],
        memory_size: BigInt(canister.memorySize),
        memory_metrics: {
          wasm_memory_size: BigInt(heap),
          stable_memory_size: BigInt(stable),
          global_memory_size: 0n,
          wasm_binary_size: BigInt(module),
          custom_sections_size: customSectionBytes(canister.metadata),
          canister_history_size: 0n,
          wasm_chunk_store_size: BigInt(chunks),
          snapshots_size: BigInt(snapshots),
          log_memory_store_size: canister.settings.logMemoryLimit,
        },
        cycles: canister.cycles,
        reserved_cycles: 0n,
        idle_cycles_burned_per_day: idleCyclesPerDay(call.subnet, canister),
        query_stats: {
          num_calls_total: queryStats.calls,
          num_instructions_total: queryStats.instructions,
          request_payload_bytes_total: queryStats.requestBytes,
          response_payload_bytes_total: queryStats.responseBytes,
        },
      }),
    );
  },
});

function customSectionBytes(metadata: ReadonlyMap<string, { readonly content: Uint8Array }>): bigint {
  let bytes = 0;
  for (const { content } of metadata.values()) bytes += content.length;
  return BigInt(bytes);
}
