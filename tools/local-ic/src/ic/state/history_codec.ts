import { type Change, type ChangeDetails, type ChangeOrigin, CanisterHistory } from '../canister_history.ts';
import { CanisterLog } from '../canister_log.ts';
import type { BinaryReader } from './binary_reader.ts';
import type { BinaryWriter } from './binary_writer.ts';

export function writeHistory(out: BinaryWriter, history: CanisterHistory): void {
  out.u64(history.total);
  out.list(history.recent, (change) => {
    out.u64(change.time);
    out.u64(change.canisterVersion);
    writeOrigin(out, change.origin);
    writeDetails(out, change.details);
  });
}

export function readHistory(from: BinaryReader): CanisterHistory {
  const total = from.u64();
  const recent = from.list((): Change => ({
    time: from.u64(),
    canisterVersion: from.u64(),
    origin: readOrigin(from),
    details: readDetails(from),
  }));
  return new CanisterHistory(total, recent);
}

export function writeLog(out: BinaryWriter, log: CanisterLog): void {
  out.u64(log.nextIndex);
  out.list(log.records, ({ index, time, content }) => {
    out.u64(index);
    out.u64(time);
    out.blob(content);
  });
}

export function readLog(from: BinaryReader): CanisterLog {
  const nextIndex = from.u64();
  const records = from.list(() => ({ index: from.u64(), time: from.u64(), content: from.blob() }));
  return new CanisterLog(nextIndex, records);
}

function writeOrigin(out: BinaryWriter, origin: ChangeOrigin): void {
  out.flag(origin.kind === 'canister');
  out.blob(origin.id);
  if (origin.kind === 'canister') out.optional(origin.version, (version) => out.u64(version));
}

function readOrigin(from: BinaryReader): ChangeOrigin {
  const isCanister = from.flag();
  const id = from.blob();
  return isCanister
    ? { kind: 'canister', id, version: from.optional(() => from.u64()) }
    : { kind: 'user', id };
}

const DETAIL_KINDS = [
  'creation',
  'code_uninstall',
  'code_deployment',
  'controllers_change',
  'load_snapshot',
  'settings_change',
] as const;
const MODES = ['install', 'reinstall', 'upgrade'] as const;

function writeDetails(out: BinaryWriter, details: ChangeDetails): void {
  out.u8(DETAIL_KINDS.indexOf(details.kind));
  switch (details.kind) {
    case 'creation':
      out.list(details.controllers, (id) => out.blob(id));
      out.optional(details.environmentHash, (hash) => out.blob(hash));
      break;
    case 'controllers_change':
      out.list(details.controllers, (id) => out.blob(id));
      break;
    case 'settings_change':
      out.optional(details.controllers, (ids) => out.list(ids, (id) => out.blob(id)));
      out.blob(details.environmentHash);
      break;
    case 'code_deployment':
      out.u8(MODES.indexOf(details.mode));
      out.blob(details.moduleHash);
      break;
    case 'load_snapshot':
      out.u64(details.canisterVersion);
      out.blob(details.snapshotId);
      out.u64(details.takenAt);
      out.flag(details.source === 'metadata_upload');
      break;
    case 'code_uninstall':
      break;
  }
}

function readDetails(from: BinaryReader): ChangeDetails {
  const kind = DETAIL_KINDS[from.u8()];
  switch (kind) {
    case 'creation':
      return {
        kind,
        controllers: from.list(() => from.blob()),
        environmentHash: from.optional(() => from.blob()),
      };
    case 'controllers_change':
      return { kind, controllers: from.list(() => from.blob()) };
    case 'settings_change':
      return {
        kind,
        controllers: from.optional(() => from.list(() => from.blob())),
        environmentHash: from.blob(),
      };
    case 'code_deployment':
      return { kind, mode: MODES[from.u8()] ?? 'install', moduleHash: from.blob() };
    case 'load_snapshot':
      return {
        kind,
        canisterVersion: from.u64(),
        snapshotId: from.blob(),
        takenAt: from.u64(),
        source: from.flag() ? 'metadata_upload' : 'taken_from_canister',
      };
    case 'code_uninstall':
      return { kind };
    default:
      throw new RangeError('unknown kind of change');
  }
}
