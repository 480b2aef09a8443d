import { createHash } from 'node:crypto';
import type { CanisterSnapshot } from '../canister_snapshot.ts';
import { bytesKey } from '../principal.ts';
import { HOOK_STATES } from './canister_codec.ts';
import { BinaryReader } from './binary_reader.ts';
import { BinaryWriter } from './binary_writer.ts';
import type { BlobStore } from './blob_store.ts';
import { MemoryImage, pageGroups, readMemory, readPages, writeMemory, writePages } from './memory_codec.ts';

/** A snapshot's record; module, memory and chunks are blobs, named by their hashes. */
export interface SnapshotRecord extends Omit<CanisterSnapshot, 'module' | 'memory' | 'chunks'> {
  readonly moduleHash: Uint8Array;
  readonly memoryHash: Uint8Array;
  readonly chunkHashes: readonly Uint8Array[];
}

/** Stores the blobs of snapshots, each once, and knows their names. */
export class SnapshotBlobs {
  readonly #blobs: BlobStore;
  readonly #memoryHashes = new WeakMap<CanisterSnapshot, Uint8Array>();

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  /** The record of a snapshot whose blobs are stored. */
  store(snapshot: CanisterSnapshot): SnapshotRecord {
    const { module, memory, chunks, ...rest } = snapshot;
    const chunkHashes = [...chunks].map(([key, chunk]) => {
      const hash = Buffer.from(key, 'latin1');
      this.#blobs.put(hash, chunk);
      return hash;
    });
    this.#blobs.put(module.hash, module.bytes);
    let memoryHash = this.#memoryHashes.get(snapshot);
    if (memoryHash === undefined) {
      const bytes = encodeMemory(memory);
      memoryHash = new Uint8Array(createHash('sha256').update(bytes).digest());
      this.#blobs.put(memoryHash, bytes);
      this.#memoryHashes.set(snapshot, memoryHash);
    }
    return { ...rest, moduleHash: module.hash, memoryHash, chunkHashes };
  }

  /** The snapshot of a record, from the blobs. */
  load(record: SnapshotRecord): CanisterSnapshot {
    const { moduleHash, memoryHash, chunkHashes, ...rest } = record;
    const module = { bytes: this.#blobs.get(moduleHash), hash: moduleHash };
    const memory = decodeMemory(this.#blobs.get(memoryHash));
    const chunks = new Map(chunkHashes.map((hash) => [bytesKey(hash), this.#blobs.get(hash)]));
    const snapshot: CanisterSnapshot = { ...rest, module, memory, chunks };
    this.#memoryHashes.set(snapshot, memoryHash);
    return snapshot;
  }

  /** The blobs that a stored snapshot needs. */
  *needed(snapshot: CanisterSnapshot): Iterable<Uint8Array> {
    const { moduleHash, memoryHash, chunkHashes } = this.store(snapshot);
    yield* [moduleHash, memoryHash, ...chunkHashes];
  }
}

export function writeSnapshot(out: BinaryWriter, canisterId: Uint8Array, record: SnapshotRecord): void {
  out.blob(canisterId);
  out.blob(record.id);
  out.u64(record.takenAt);
  out.u64(record.canisterVersion);
  out.blob(record.certifiedData);
  out.u64(record.globalTimer);
  out.blob(record.moduleHash);
  out.blob(record.memoryHash);
  out.list(record.chunkHashes, (hash) => out.blob(hash));
  out.u8(HOOK_STATES.indexOf(record.lowMemoryHook));
  out.flag(record.source === 'metadata_upload');
}

export function readSnapshot(from: BinaryReader): { canisterId: Uint8Array; record: SnapshotRecord } {
  return {
    canisterId: from.blob(),
    record: {
      id: from.blob(),
      takenAt: from.u64(),
      canisterVersion: from.u64(),
      certifiedData: from.blob(),
      globalTimer: from.u64(),
      moduleHash: from.blob(),
      memoryHash: from.blob(),
      chunkHashes: from.list(() => from.blob()),
      lowMemoryHook: HOOK_STATES[from.u8()] ?? 'not_satisfied',
      source: from.flag() ? 'metadata_upload' : 'taken_from_canister',
    },
  };
}

function encodeMemory(memory: CanisterSnapshot['memory']): Uint8Array {
  const out = new BinaryWriter(1024 * 1024);
  writeMemory(out, memory);
  for (const kind of ['heap', 'stable'] as const) {
    for (const group of pageGroups(memory[kind])) writePages(out, kind, group);
  }
  return out.bytes();
}

function decodeMemory(bytes: Uint8Array): MemoryImage {
  const from = new BinaryReader(bytes);
  const image = new MemoryImage();
  readMemory(from, image);
  while (!from.atEnd) readPages(from, image);
  return image;
}
