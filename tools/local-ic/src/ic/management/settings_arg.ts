import { Principal } from '@dfinity/principal';
import type { CanisterSettings, SettingsChange, Visibility } from '../settings.ts';
import type { EncodedVisibility, SettingsArg } from './candid.ts';

/** The change of settings that a decoded argument asks for. */
export function settingsChange(arg: SettingsArg): SettingsChange {
  return {
    controllers: arg.controllers[0]?.map((id) => id.toUint8Array()),
    computeAllocation: arg.compute_allocation[0],
    memoryAllocation: arg.memory_allocation[0],
    freezingThreshold: arg.freezing_threshold[0],
    reservedCyclesLimit: arg.reserved_cycles_limit[0],
    wasmMemoryLimit: arg.wasm_memory_limit[0],
    wasmMemoryThreshold: arg.wasm_memory_threshold[0],
    logVisibility: visibility(arg.log_visibility[0]),
    snapshotVisibility: visibility(arg.snapshot_visibility[0]),
    statusVisibility: visibility(arg.status_visibility[0]),
    minimumCallCycles: arg.minimum_incoming_canister_call_cycles[0],
    logMemoryLimit: arg.log_memory_limit[0],
    environment:
      arg.environment_variables[0] &&
      new Map(arg.environment_variables[0].map(({ name, value }) => [name, value])),
  };
}

/** The settings as `canister_status` shows them. */
export function settingsResult(settings: CanisterSettings): Record<string, unknown> {
  return {
    controllers: settings.controllers.map((id) => Principal.fromUint8Array(id)),
    compute_allocation: settings.computeAllocation,
    memory_allocation: settings.memoryAllocation,
    freezing_threshold: settings.freezingThreshold,
    reserved_cycles_limit: settings.reservedCyclesLimit,
    log_visibility: encodeVisibility(settings.logVisibility),
    snapshot_visibility: encodeVisibility(settings.snapshotVisibility),
    status_visibility: encodeVisibility(settings.statusVisibility),
    minimum_incoming_canister_call_cycles: settings.minimumCallCycles,
    log_memory_limit: settings.logMemoryLimit,
    wasm_memory_limit: settings.wasmMemoryLimit,
    wasm_memory_threshold: settings.wasmMemoryThreshold,
    environment_variables: [...settings.environment].map(([name, value]) => ({ name, value })),
  };
}

function visibility(arg: EncodedVisibility | undefined): Visibility | undefined {
  if (arg === undefined) return undefined;
  if (arg.allowed_viewers !== undefined) {
    return { kind: 'allowed_viewers', viewers: arg.allowed_viewers.map((id) => id.toUint8Array()) };
  }
  return 'public' in arg ? { kind: 'public' } : { kind: 'controllers' };
}

function encodeVisibility(value: Visibility): EncodedVisibility {
  if (value.kind === 'allowed_viewers') {
    return { allowed_viewers: value.viewers.map((id) => Principal.fromUint8Array(id)) };
  }
  return value.kind === 'public' ? { public: null } : { controllers: null };
}
