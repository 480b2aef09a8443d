import type { CanisterSettings, Visibility } from '../settings.ts';
import type { BinaryReader } from './binary_reader.ts';
import type { BinaryWriter } from './binary_writer.ts';

export function writeSettings(out: BinaryWriter, settings: CanisterSettings): void {
  out.list(settings.controllers, (id) => out.blob(id));
  out.u64(settings.computeAllocation);
  out.u64(settings.memoryAllocation);
  out.u64(settings.freezingThreshold);
  out.u128(settings.reservedCyclesLimit);
  out.u64(settings.wasmMemoryLimit);
  out.u64(settings.wasmMemoryThreshold);
  writeVisibility(out, settings.logVisibility);
  writeVisibility(out, settings.snapshotVisibility);
  writeVisibility(out, settings.statusVisibility);
  out.u128(settings.minimumCallCycles);
  out.u64(settings.logMemoryLimit);
  out.list(settings.environment, ([name, value]) => {
    out.text(name);
    out.text(value);
  });
}

export function readSettings(from: BinaryReader): CanisterSettings {
  return {
    controllers: from.list(() => from.blob()),
    computeAllocation: from.u64(),
    memoryAllocation: from.u64(),
    freezingThreshold: from.u64(),
    reservedCyclesLimit: from.u128(),
    wasmMemoryLimit: from.u64(),
    wasmMemoryThreshold: from.u64(),
    logVisibility: readVisibility(from),
    snapshotVisibility: readVisibility(from),
    statusVisibility: readVisibility(from),
    minimumCallCycles: from.u128(),
    logMemoryLimit: from.u64(),
    environment: new Map(from.list(() => [from.text(), from.text()] as const)),
  };
}

const VISIBILITY_KINDS = ['controllers', 'public', 'allowed_viewers'] as const;

function writeVisibility(out: BinaryWriter, visibility: Visibility): void {
  out.u8(VISIBILITY_KINDS.indexOf(visibility.kind));
  if (visibility.kind === 'allowed_viewers') out.list(visibility.viewers, (id) => out.blob(id));
}

function readVisibility(from: BinaryReader): Visibility {
  const kind = VISIBILITY_KINDS[from.u8()];
  if (kind === 'allowed_viewers') return { kind, viewers: from.list(() => from.blob()) };
  return { kind: kind ?? 'controllers' };
}
