import { Canister, type LowMemoryHook, type RunStatus } from '../canister.ts';
import { bytesKey } from '../principal.ts';
import type { BinaryReader } from './binary_reader.ts';
import type { BinaryWriter } from './binary_writer.ts';
import { readCallContexts, writeCallContexts } from './call_context_codec.ts';
import { readHistory, readLog, writeHistory, writeLog } from './history_codec.ts';
import { readOrigin, writeOrigin } from './message_codec.ts';
import { readSettings, writeSettings } from './settings_codec.ts';

/** What a canister's record says; the module and the chunks are in files of their own. */
export interface CanisterRecord {
  readonly canister: Canister;
  readonly moduleHash: Uint8Array | undefined;
  readonly chunkHashes: readonly Uint8Array[];
}

/** Writes all of a canister but its memory, module and chunks. */
export function writeCanister(out: BinaryWriter, canister: Canister): void {
  out.blob(canister.id);
  writeSettings(out, canister.settings);
  writeRunStatus(out, canister.status);
  out.u128(canister.cycles);
  out.u64(canister.version);
  out.optional(canister.moduleHash, (hash) => out.blob(hash));
  out.blob(canister.certifiedData);
  out.u64(canister.globalTimer);
  out.u8(HOOK_STATES.indexOf(canister.lowMemoryHook));
  writeCallContexts(out, canister.contexts);
  writeHistory(out, canister.history);
  writeLog(out, canister.log);
  out.list(canister.chunks.keys(), (key) => out.blob(Buffer.from(key, 'latin1')));
  const { calls, instructions, requestBytes, responseBytes } = canister.queryStats;
  for (const total of [calls, instructions, requestBytes, responseBytes]) out.u64(total);
}

export function readCanister(from: BinaryReader): CanisterRecord {
  const canister = new Canister(from.blob(), []);
  canister.settings = readSettings(from);
  canister.status = readRunStatus(from);
  canister.cycles = from.u128();
  canister.version = from.u64();
  const moduleHash = from.optional(() => from.blob());
  canister.certifiedData = from.blob();
  canister.globalTimer = from.u64();
  canister.lowMemoryHook = HOOK_STATES[from.u8()] ?? 'not_satisfied';
  canister.contexts = readCallContexts(from);
  canister.history = readHistory(from);
  canister.log = readLog(from);
  const chunkHashes = from.list(() => from.blob());
  const [calls, instructions, requestBytes, responseBytes] = [from.u64(), from.u64(), from.u64(), from.u64()];
  Object.assign(canister.queryStats, { calls, instructions, requestBytes, responseBytes });
  return { canister, moduleHash, chunkHashes };
}

/** Puts the chunks back into the store of a canister that was read. */
export function restoreChunks(record: CanisterRecord, blob: (hash: Uint8Array) => Uint8Array): void {
  for (const hash of record.chunkHashes) record.canister.chunks.set(bytesKey(hash), blob(hash));
}

/** In the order of the numbers that records have for them. */
export const HOOK_STATES: readonly LowMemoryHook[] = ['not_satisfied', 'ready', 'executed'];
const STATUS_KINDS = ['running', 'stopping', 'stopped'] as const;

function writeRunStatus(out: BinaryWriter, status: RunStatus): void {
  out.u8(STATUS_KINDS.indexOf(status.kind));
  if (status.kind !== 'stopping') return;
  out.list(status.waiters, ({ origin, cycles, giveUpAt }) => {
    writeOrigin(out, origin);
    out.u128(cycles);
    out.u64(giveUpAt);
  });
}

function readRunStatus(from: BinaryReader): RunStatus {
  const kind = STATUS_KINDS[from.u8()];
  if (kind !== 'stopping') return { kind: kind ?? 'stopped' };
  const waiters = from.list(() => ({
    origin: readOrigin(from),
    cycles: from.u128(),
    giveUpAt: from.u64(),
  }));
  return { kind, waiters };
}
