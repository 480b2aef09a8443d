import { sha256 } from '@noble/hashes/sha2';
import { bytesKey, compareBytes } from './principal.ts';
import type { PrincipalBytes } from './types.ts';

/** Who may read status, logs or snapshots besides the controllers. */
export type Visibility =
  | { readonly kind: 'controllers' }
  | { readonly kind: 'public' }
  | { readonly kind: 'allowed_viewers'; readonly viewers: readonly PrincipalBytes[] };

export interface CanisterSettings {
  /** Sorted, without duplicates, at most {@link MAX_CONTROLLERS}. */
  readonly controllers: readonly PrincipalBytes[];
  /** Percent of a core. */
  readonly computeAllocation: bigint;
  /** Bytes; 0 for best effort. */
  readonly memoryAllocation: bigint;
  /** Seconds of idle cost that stay reserved. */
  readonly freezingThreshold: bigint;
  readonly reservedCyclesLimit: bigint;
  /** Bytes of heap above which updates trap; 0 for none. */
  readonly wasmMemoryLimit: bigint;
  /** Remaining bytes below which the low-memory hook runs; 0 for never. */
  readonly wasmMemoryThreshold: bigint;
  readonly logVisibility: Visibility;
  readonly snapshotVisibility: Visibility;
  readonly statusVisibility: Visibility;
  /** Bytes of log that are kept. */
  readonly logMemoryLimit: bigint;
  readonly environment: ReadonlyMap<string, string>;
  /** Cycles that a call of another canister must bring along. */
  readonly minimumCallCycles: bigint;
}

export type SettingsChange = { readonly [K in keyof CanisterSettings]?: CanisterSettings[K] | undefined };

export const MAX_CONTROLLERS = 10;
const MAX_VIEWERS = 10;
const MAX_ENVIRONMENT_VARIABLES = 20;
const MAX_ENVIRONMENT_BYTES = 128;
const GIB = 1024n ** 3n;
const MAX_U64 = 2n ** 64n - 1n;
const MAX_U128 = 2n ** 128n - 1n;

export function defaultSettings(controllers: readonly PrincipalBytes[]): CanisterSettings {
  return {
    controllers: sortedUnique(controllers),
    computeAllocation: 0n,
    memoryAllocation: 0n,
    freezingThreshold: 2_592_000n,
    reservedCyclesLimit: 5_000_000_000_000n,
    wasmMemoryLimit: 3n * GIB,
    wasmMemoryThreshold: 0n,
    logVisibility: { kind: 'controllers' },
    snapshotVisibility: { kind: 'controllers' },
    statusVisibility: { kind: 'controllers' },
    logMemoryLimit: 4096n,
    environment: new Map(),
    minimumCallCycles: 0n,
  };
}

/** The settings after a change; fields that the change leaves out stay. Check the change first. */
export function applyChange(settings: CanisterSettings, change: SettingsChange): CanisterSettings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const next = { ...settings, ...given };
  return { ...next, controllers: sortedUnique(next.controllers) };
}

/** What is wrong with a change, in one sentence, or nothing. */
export function findInvalidSetting(change: SettingsChange): string | undefined {
  const bounds: [string, bigint | undefined, bigint][] = [
    ['compute_allocation', change.computeAllocation, 100n],
    ['memory_allocation', change.memoryAllocation, 2n ** 48n],
    ['freezing_threshold', change.freezingThreshold, MAX_U64],
    ['reserved_cycles_limit', change.reservedCyclesLimit, MAX_U128],
    ['wasm_memory_limit', change.wasmMemoryLimit, 2n ** 48n],
    ['wasm_memory_threshold', change.wasmMemoryThreshold, MAX_U64],
    ['minimum_incoming_canister_call_cycles', change.minimumCallCycles, MAX_U128],
    ['log_memory_limit', change.logMemoryLimit, 2n * 1024n * 1024n],
  ];
  for (const [name, value, max] of bounds) {
    if (value !== undefined && value > max)
      return `${name} expected to be in the range [0..${max}], got ${value}`;
  }
  if (change.controllers !== undefined && sortedUnique(change.controllers).length > MAX_CONTROLLERS) {
    return `controllers exceed the maximum of ${MAX_CONTROLLERS}`;
  }
  for (const visibility of [change.logVisibility, change.snapshotVisibility, change.statusVisibility]) {
    if (visibility?.kind === 'allowed_viewers' && visibility.viewers.length > MAX_VIEWERS) {
      return `allowed viewers exceed the maximum of ${MAX_VIEWERS}`;
    }
  }
  return findInvalidEnvironment(change.environment);
}

/** 32 bytes: SHA-256 of the sorted pairs of the variables' hashes, those of name and value joined. */
export function environmentHash(environment: ReadonlyMap<string, string>): Uint8Array {
  const pairs = [...environment].map((pair) => Buffer.concat(pair.map((text) => sha256(Buffer.from(text)))));
  return sha256(Buffer.concat(pairs.sort(Buffer.compare)));
}

function findInvalidEnvironment(environment: ReadonlyMap<string, string> | undefined): string | undefined {
  if (environment === undefined) return undefined;
  if (environment.size > MAX_ENVIRONMENT_VARIABLES) {
    return `Too many environment variables: ${environment.size} (max: ${MAX_ENVIRONMENT_VARIABLES})`;
  }
  for (const [name, value] of environment) {
    if (Buffer.byteLength(name) > MAX_ENVIRONMENT_BYTES) {
      return `an environment variable's name exceeds ${MAX_ENVIRONMENT_BYTES} bytes`;
    }
    if (Buffer.byteLength(value) > MAX_ENVIRONMENT_BYTES) {
      return `the value of environment variable ${name} exceeds ${MAX_ENVIRONMENT_BYTES} bytes`;
    }
  }
  return undefined;
}

function sortedUnique(principals: readonly PrincipalBytes[]): PrincipalBytes[] {
  return [...new Map(principals.map((id) => [bytesKey(id), id])).values()].sort(compareBytes);
}
