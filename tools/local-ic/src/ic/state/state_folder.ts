import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox, SandboxModule, SandboxState } from '../../wasm/types.ts';
import type { Canister } from '../canister.ts';
import type { CanisterSnapshot } from '../canister_snapshot.ts';
import type { IngressEntry } from '../ingress_history.ts';
import type { Network } from '../network.ts';
import type { Subnet } from '../subnet.ts';
import type { InstancePorts } from '../types.ts';
import { BlobStore } from './blob_store.ts';
import { writeCanister } from './canister_codec.ts';
import { writeHttpOutcalls } from './http_outcall_codec.ts';
import { Journal, type Transaction } from './journal.ts';
import { type MemoryKind, pageGroups, writeMemory, writePages } from './memory_codec.ts';
import { writeMessage, writeStatus } from './message_codec.ts';
import { RECORD } from './record_type.ts';
import { Restorer } from './restore.ts';
import { SnapshotBlobs, type SnapshotRecord, writeSnapshot } from './snapshot_codec.ts';
import { StateError } from './state_error.ts';
import { writeTopology } from './topology_codec.ts';

/** A file is written anew when it has grown to this many bytes and to so many times its first size. */
const COMPACT_BYTES = 128 * 1024 * 1024;
const COMPACT_FACTOR = 4;

const FILE_NAME = /^state-([0-9a-f]{8})\.log$/;

/**
 * Keeps a network in a folder: `state-<generation>.log`, a journal that begins with the whole state, and `blobs/`
 * with modules and chunks. A flush appends one transaction; a killed process loses none that returned.
 * When the journal has grown long, the next generation is written beside it and takes over once it is complete.
 */
export class StateFolder {
  readonly #directory: string;
  readonly #blobs: BlobStore;
  readonly #snapshotBlobs: SnapshotBlobs;
  /** Sandbox whose memory the journal describes, by canister. */
  readonly #written = new Map<Canister, Sandbox>();
  /** The snapshots that the journal describes, by canister and key. */
  readonly #writtenSnapshots = new Map<Canister, ReadonlyMap<string, CanisterSnapshot>>();
  #journal: Journal;
  #generation: number;
  #baseSize: number;
  #writtenTime: bigint;
  /** Why nothing is written any more. */
  #failure: StateError | undefined;

  private constructor(
    directory: string,
    blobs: BlobStore,
    snapshotBlobs: SnapshotBlobs,
    journal: Journal,
    generation: number,
    time: bigint,
  ) {
    this.#directory = directory;
    this.#blobs = blobs;
    this.#snapshotBlobs = snapshotBlobs;
    this.#journal = journal;
    this.#generation = generation;
    this.#baseSize = journal.size;
    this.#writtenTime = time;
  }

  /** Begins a folder; @throws StateError when there is a state in it. */
  static create(directory: string, net: Network): StateFolder {
    mkdirSync(directory, { recursive: true });
    if (generations(directory).length > 0) throw new StateError(`${directory} holds a state already`);
    const blobs = new BlobStore(join(directory, 'blobs'));
    const snapshots = new SnapshotBlobs(blobs);
    const journal = Journal.create(fileOf(directory, 1), (first) => addWholeState(first, net, snapshots));
    return new StateFolder(directory, blobs, snapshots, journal, 1, net.time);
  }

  /** Opens a folder at its last committed transaction. */
  static open(
    directory: string,
    ports: InstancePorts,
    wasm: SandboxModule,
  ): { net: Network; folder: StateFolder } {
    const found = generations(directory);
    const generation = found.at(-1);
    if (generation === undefined) throw new StateError(`${directory} holds no state`);
    const restorer = new Restorer();
    const journal = Journal.open(fileOf(directory, generation), (type, payload) =>
      restorer.apply(type, payload),
    );
    const blobs = new BlobStore(join(directory, 'blobs'));
    const snapshots = new SnapshotBlobs(blobs);
    const net = restorer.build(ports, wasm, blobs, snapshots);
    for (const older of found.slice(0, -1)) rmSync(fileOf(directory, older));
    const folder = new StateFolder(directory, blobs, snapshots, journal, generation, net.time);
    for (const { canistersByKey } of net.subnets) {
      for (const canister of canistersByKey.values()) {
        folder.#writtenSnapshots.set(canister, new Map(canister.snapshots));
        if (canister.sandbox === undefined) continue;
        // The journal has these pages: what is dirty from now on is what changes.
        canister.sandbox.takeDirty();
        folder.#written.set(canister, canister.sandbox);
      }
    }
    return { net, folder };
  }

  /**
   * Appends what changed since the last flush.
   * @throws StateError when that fails, and ever after: what was lost would be missing in what is written later
   */
  flush(net: Network): void {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      this.#append(net);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#failure = new StateError(`${this.#directory} cannot be written any more: ${reason}`);
      throw this.#failure;
    }
  }

  #append(net: Network): void {
    const transaction = this.#journal.begin();
    for (const canister of net.changed) this.#addCanister(transaction, net, canister);
    net.changed.clear();
    net.subnets.forEach((subnet, index) => {
      if (net.changedSubnets.has(subnet)) addSubnet(transaction, index, subnet);
      if (subnet.httpOutcalls.changed) addHttpOutcalls(transaction, index, subnet);
      subnet.httpOutcalls.changed = false;
      for (const [key, entry] of subnet.history.takeChanged()) addIngress(transaction, index, key, entry);
    });
    net.changedSubnets.clear();
    if (net.time !== this.#writtenTime) {
      transaction.record(RECORD.clock, (out) => out.u64(net.time));
      this.#writtenTime = net.time;
    }
    transaction.commit();
    if (this.#journal.size > Math.max(COMPACT_BYTES, this.#baseSize * COMPACT_FACTOR)) this.compact(net);
  }

  /** Writes the whole state as a new generation and removes the old one. Everything must be flushed. */
  compact(net: Network): void {
    const generation = this.#generation + 1;
    const journal = Journal.create(fileOf(this.#directory, generation), (first) =>
      addWholeState(first, net, this.#snapshotBlobs),
    );
    const old = this.#journal;
    this.#journal = journal;
    this.#baseSize = journal.size;
    old.close();
    rmSync(fileOf(this.#directory, this.#generation));
    this.#generation = generation;
    this.#blobs.keepOnly(referencedBlobs(net, this.#snapshotBlobs));
  }

  /** Flushes, waits for the disk and closes the files. */
  close(net: Network): void {
    try {
      this.flush(net);
    } finally {
      this.#journal.close();
    }
  }

  #addCanister(transaction: Transaction, net: Network, canister: Canister): void {
    const index = net.subnets.findIndex(
      ({ canistersByKey }) => canistersByKey.get(canister.key) === canister,
    );
    if (index < 0) {
      // A canister made anew under the same id was noted later, so its records follow this one.
      transaction.record(RECORD.canisterDeleted, (out) => out.blob(canister.id));
      this.#written.delete(canister);
      this.#writtenSnapshots.delete(canister);
      return;
    }
    const { sandbox } = canister;
    if (sandbox !== undefined) this.#blobs.put(sandbox.module.hash, sandbox.module.bytes);
    for (const [key, chunk] of canister.chunks) this.#blobs.put(Buffer.from(key, 'latin1'), chunk);
    addCanisterRecord(transaction, index, canister);
    const written = this.#written.get(canister);
    if (sandbox === written) {
      if (sandbox !== undefined) addMemory(transaction, canister, sandbox.takeDirty());
    } else {
      transaction.record(RECORD.memoryReset, (out) => out.blob(canister.id));
      if (sandbox === undefined) this.#written.delete(canister);
      else {
        this.#written.set(canister, sandbox);
        addMemory(transaction, canister, sandbox.takeDirty());
      }
    }
    this.#addSnapshots(transaction, canister);
  }

  #addSnapshots(transaction: Transaction, canister: Canister): void {
    const written = this.#writtenSnapshots.get(canister) ?? new Map<string, CanisterSnapshot>();
    for (const key of written.keys()) {
      if (canister.snapshots.has(key)) continue;
      transaction.record(RECORD.snapshotDeleted, (out) => {
        out.blob(canister.id);
        out.blob(Buffer.from(key, 'latin1'));
      });
    }
    for (const [key, snapshot] of canister.snapshots) {
      if (written.get(key) !== snapshot)
        addSnapshot(transaction, canister, this.#snapshotBlobs.store(snapshot));
    }
    this.#writtenSnapshots.set(canister, new Map(canister.snapshots));
  }
}

/** Generations in the folder, oldest first; files that were never finished are removed. */
function generations(directory: string): number[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return [];
  }
  for (const name of names) if (name.endsWith('.tmp')) rmSync(join(directory, name));
  return names
    .map((name) => FILE_NAME.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map((digits) => Number.parseInt(digits, 16))
    .sort((a, b) => a - b);
}

function fileOf(directory: string, generation: number): string {
  return join(directory, `state-${generation.toString(16).padStart(8, '0')}.log`);
}

function addWholeState(transaction: Transaction, net: Network, snapshots: SnapshotBlobs): void {
  transaction.record(RECORD.topology, (out) =>
    writeTopology(
      out,
      net.subnets.map(({ info }) => info),
    ),
  );
  transaction.record(RECORD.clock, (out) => out.u64(net.time));
  net.subnets.forEach((subnet, index) => {
    addSubnet(transaction, index, subnet);
    if (subnet.httpOutcalls.nextId > 0n) addHttpOutcalls(transaction, index, subnet);
    for (const canister of subnet.canistersByKey.values()) {
      addCanisterRecord(transaction, index, canister);
      transaction.record(RECORD.memoryReset, (out) => out.blob(canister.id));
      if (canister.sandbox !== undefined) addMemory(transaction, canister, canister.sandbox.state());
      for (const snapshot of canister.snapshots.values()) {
        addSnapshot(transaction, canister, snapshots.store(snapshot));
      }
    }
    for (const entry of subnet.history.entries()) addIngress(transaction, index, '', entry);
  });
}

function addSubnet(transaction: Transaction, index: number, subnet: Subnet): void {
  transaction.record(RECORD.subnet, (out) => {
    out.u32(index);
    out.u64(subnet.nextCanisterNumber);
    out.u64(subnet.randomCounter);
    out.list(subnet.queue.list(), (message) => writeMessage(out, message));
  });
}

function addHttpOutcalls(transaction: Transaction, index: number, { httpOutcalls }: Subnet): void {
  transaction.record(RECORD.httpOutcalls, (out) => {
    out.u32(index);
    writeHttpOutcalls(out, httpOutcalls);
  });
}

function addCanisterRecord(transaction: Transaction, index: number, canister: Canister): void {
  transaction.record(RECORD.canister, (out) => {
    out.u32(index);
    writeCanister(out, canister);
  });
}

function addMemory(transaction: Transaction, { id }: Canister, state: SandboxState): void {
  transaction.record(RECORD.memory, (out) => {
    out.blob(id);
    writeMemory(out, state);
  });
  for (const kind of ['heap', 'stable'] satisfies MemoryKind[]) {
    for (const group of pageGroups(state[kind])) {
      transaction.record(RECORD.pages, (out) => {
        out.blob(id);
        writePages(out, kind, group);
      });
    }
  }
}

function addSnapshot(transaction: Transaction, { id }: Canister, record: SnapshotRecord): void {
  transaction.record(RECORD.snapshot, (out) => writeSnapshot(out, id, record));
}

function addIngress(
  transaction: Transaction,
  index: number,
  key: string,
  entry: IngressEntry | undefined,
): void {
  if (entry === undefined) {
    transaction.record(RECORD.ingressForgotten, (out) => out.blob(Buffer.from(key, 'latin1')));
    return;
  }
  transaction.record(RECORD.ingress, (out) => {
    out.u32(index);
    out.blob(entry.id);
    out.u64(entry.forgetAt);
    writeStatus(out, entry.status);
    out.blob(entry.author.sender);
    out.blob(entry.author.receiver);
  });
}

function* referencedBlobs(net: Network, snapshotBlobs: SnapshotBlobs): Iterable<Uint8Array> {
  for (const { canistersByKey } of net.subnets) {
    for (const { sandbox, chunks, snapshots } of canistersByKey.values()) {
      if (sandbox !== undefined) yield sandbox.module.hash;
      for (const key of chunks.keys()) yield Buffer.from(key, 'latin1');
      for (const snapshot of snapshots.values()) yield* snapshotBlobs.needed(snapshot);
    }
  }
}
