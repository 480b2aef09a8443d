import type { SandboxModule } from '../../wasm/types.ts';
import type { Canister } from '../canister.ts';
import type { IngressEntry } from '../ingress_history.ts';
import type { Message } from '../message.ts';
import { Network } from '../network.ts';
import { bytesKey } from '../principal.ts';
import type { InstancePorts, SubnetInfo } from '../types.ts';
import { BinaryReader } from './binary_reader.ts';
import type { BlobStore } from './blob_store.ts';
import { type CanisterRecord, readCanister, restoreChunks } from './canister_codec.ts';
import { type HttpOutcallsRecord, readHttpOutcalls } from './http_outcall_codec.ts';
import { MemoryImage, readMemory, readPages } from './memory_codec.ts';
import { readMessage, readStatus } from './message_codec.ts';
import { RECORD } from './record_type.ts';
import { readSnapshot, type SnapshotBlobs, type SnapshotRecord } from './snapshot_codec.ts';
import { StateError } from './state_error.ts';
import { readTopology } from './topology_codec.ts';

interface SubnetRecord {
  readonly nextCanisterNumber: bigint;
  readonly randomCounter: bigint;
  readonly queue: readonly Message[];
}

/** Gathers the records of a journal, later ones in place of earlier ones, and builds the network from them. */
export class Restorer {
  #topology: SubnetInfo[] | undefined;
  #time = 0n;
  readonly #subnets = new Map<number, SubnetRecord>();
  readonly #outcalls = new Map<number, HttpOutcallsRecord>();
  readonly #canisters = new Map<string, CanisterRecord & { subnet: number }>();
  readonly #memories = new Map<string, MemoryImage>();
  /** By the key of the canister, then of the snapshot. */
  readonly #snapshots = new Map<string, Map<string, SnapshotRecord>>();
  readonly #ingress = new Map<string, IngressEntry & { subnet: number }>();

  apply(type: number, payload: Uint8Array): void {
    const from = new BinaryReader(payload);
    switch (type) {
      case RECORD.topology:
        this.#topology = readTopology(from);
        break;
      case RECORD.clock:
        this.#time = from.u64();
        break;
      case RECORD.subnet:
        this.#subnets.set(from.u32(), {
          nextCanisterNumber: from.u64(),
          randomCounter: from.u64(),
          queue: from.list(() => readMessage(from)),
        });
        break;
      case RECORD.httpOutcalls:
        this.#outcalls.set(from.u32(), readHttpOutcalls(from));
        break;
      case RECORD.canister: {
        const subnet = from.u32();
        const record = readCanister(from);
        this.#canisters.set(record.canister.key, { ...record, subnet });
        break;
      }
      case RECORD.canisterDeleted: {
        const key = bytesKey(from.blob());
        this.#canisters.delete(key);
        this.#memories.delete(key);
        this.#snapshots.delete(key);
        break;
      }
      case RECORD.memoryReset:
        this.#memories.set(bytesKey(from.blob()), new MemoryImage());
        break;
      case RECORD.memory:
        readMemory(from, this.#memory(from));
        break;
      case RECORD.pages:
        readPages(from, this.#memory(from));
        break;
      case RECORD.ingress: {
        const subnet = from.u32();
        const [id, forgetAt, status] = [from.blob(), from.u64(), readStatus(from)];
        const author = { sender: from.blob(), receiver: from.blob() };
        this.#ingress.set(bytesKey(id), { id, forgetAt, status, author, subnet });
        break;
      }
      case RECORD.ingressForgotten:
        this.#ingress.delete(bytesKey(from.blob()));
        break;
      case RECORD.snapshot: {
        const { canisterId, record } = readSnapshot(from);
        this.#snapshotsOf(canisterId).set(bytesKey(record.id), record);
        break;
      }
      case RECORD.snapshotDeleted:
        this.#snapshotsOf(from.blob()).delete(bytesKey(from.blob()));
        break;
      default:
        throw new StateError(`the state folder has a record of unknown type ${type}`);
    }
  }

  /** The network as the records describe it, with every canister's memory in a sandbox. */
  build(ports: InstancePorts, wasm: SandboxModule, blobs: BlobStore, snapshots: SnapshotBlobs): Network {
    if (this.#topology === undefined) throw new StateError('the state folder names no subnets');
    const net = new Network({ subnets: this.#topology, time: this.#time }, ports, wasm);
    net.subnets.forEach((subnet, index) => {
      const record = this.#subnets.get(index);
      if (record === undefined) return;
      subnet.nextCanisterNumber = record.nextCanisterNumber;
      subnet.randomCounter = record.randomCounter;
      for (const message of record.queue) subnet.queue.push(message);
    });
    for (const [index, { nextId, waiting }] of this.#outcalls) {
      const outcalls = net.subnets[index]?.httpOutcalls;
      if (outcalls === undefined) continue;
      outcalls.nextId = nextId;
      for (const outcall of waiting) outcalls.waiting.set(outcall.id, outcall);
    }
    for (const record of this.#canisters.values()) {
      const { canister, moduleHash } = record;
      restoreChunks(record, (hash) => blobs.get(hash));
      if (moduleHash !== undefined) this.#startSandbox(canister, blobs.get(moduleHash), wasm);
      for (const [key, snapshot] of this.#snapshots.get(canister.key) ?? []) {
        canister.snapshots.set(key, snapshots.load(snapshot));
      }
      net.subnets[record.subnet]?.canistersByKey.set(canister.key, canister);
      for (const { deadline } of canister.contexts.callbacks.values()) {
        if (deadline > 0n) net.bestEffortCallbacks += 1;
      }
    }
    for (const { subnet, ...entry } of this.#ingress.values()) net.subnets[subnet]?.history.restore(entry);
    return net;
  }

  #startSandbox(canister: Canister, bytes: Uint8Array, wasm: SandboxModule): void {
    const module = wasm.parseModule(bytes);
    if ('errorCode' in module) throw new StateError(`a module of the state folder: ${module.message}`);
    const image = this.#memories.get(canister.key) ?? new MemoryImage();
    canister.sandbox = wasm.createSandbox(module, image);
  }

  #snapshotsOf(canisterId: Uint8Array): Map<string, SnapshotRecord> {
    const key = bytesKey(canisterId);
    const found = this.#snapshots.get(key) ?? new Map<string, SnapshotRecord>();
    this.#snapshots.set(key, found);
    return found;
  }

  #memory(from: BinaryReader): MemoryImage {
    const image = this.#memories.get(bytesKey(from.blob()));
    if (image === undefined) throw new StateError('the state folder has memory that belongs to no canister');
    return image;
  }
}
