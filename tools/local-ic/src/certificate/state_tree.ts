/**
 * The state tree of one subnet (IC interface specification, section "The system state tree"):
 *   /time
 *   /canister/<id>/{controllers, module_hash, certified_data, metadata/<name>}
 *   /request_status/<id>/{status, reply, reject_code, reject_message, error_code}
 *   /subnet/<id>/{public_key, canister_ranges, type} of every subnet, metrics and node/<id>/public_key of this one
 *   /canister_ranges/<subnet>/<first id>
 * It follows the subnet's state step by step and hashes again only what changed.
 */
import type { CanisterView, IngressStatus, SubnetInfo, SubnetKind, SubnetView } from '../ic/types.ts';
import { bytesKey, utf8 } from '../encoding/bytes.ts';
import { encodeCbor } from '../encoding/cbor.ts';
import { encodeLeb128 } from '../encoding/leb128.ts';
import { encodeRanges, sortRanges } from './canister_ranges.ts';
import { EMPTY, type HashTree, leaf } from './hash_tree.ts';
import { type LabelMap, labelMap, withLabel, withoutLabel } from './label_map.ts';
import type { NodeKey } from './subnet_keys.ts';

/** What the tree says of a subnet besides its state. */
export interface SubnetDescription {
  readonly info: SubnetInfo;
  readonly derPublicKey: Uint8Array;
}

/** A tree at one moment. */
export interface StateSnapshot {
  /** Everything but the time. */
  readonly content: LabelMap;
  /** The whole tree. */
  readonly root: LabelMap;
  /** Nanoseconds since the epoch. */
  readonly time: bigint;
}

export const LABELS = {
  canister: utf8('canister'),
  canisterRanges: utf8('canister_ranges'),
  certifiedData: utf8('certified_data'),
  controllers: utf8('controllers'),
  errorCode: utf8('error_code'),
  metadata: utf8('metadata'),
  metrics: utf8('metrics'),
  moduleHash: utf8('module_hash'),
  node: utf8('node'),
  publicKey: utf8('public_key'),
  rejectCode: utf8('reject_code'),
  rejectMessage: utf8('reject_message'),
  reply: utf8('reply'),
  requestStatus: utf8('request_status'),
  status: utf8('status'),
  subnet: utf8('subnet'),
  time: utf8('time'),
  type: utf8('type'),
} as const;

export class StateTree {
  readonly #view: SubnetView;
  readonly #node: NodeKey;
  readonly #canisters = new Map<string, CanisterView>();
  readonly #requests = new Map<string, IngressStatus>();
  #canisterMap: LabelMap = EMPTY;
  #requestMap: LabelMap = EMPTY;
  #subnets: readonly SubnetDescription[] = [];
  #subnetMap: LabelMap = EMPTY;
  #ownDescription: LabelMap = EMPTY;
  #rangesMap: LabelMap = EMPTY;
  #snapshot: StateSnapshot | undefined;
  #version = -1;

  constructor(view: SubnetView, node: NodeKey) {
    this.#view = view;
    this.#node = node;
  }

  /**
   * The tree of the subnet's present state.
   * @param subnets - all subnets; a new array whenever one of them changed
   */
  snapshot(subnets: readonly SubnetDescription[]): StateSnapshot {
    if (this.#snapshot !== undefined && this.#version === this.#view.version && this.#subnets === subnets) {
      return this.#snapshot;
    }
    this.#updateCanisters();
    this.#updateRequests();
    if (this.#subnets !== subnets) this.#describeSubnets(subnets);
    const { id } = this.#view.info;
    const content = labelMap([
      [LABELS.canister, this.#canisterMap],
      [LABELS.canisterRanges, this.#rangesMap],
      [LABELS.requestStatus, this.#requestMap],
      [LABELS.subnet, withLabel(this.#subnetMap, id, this.#ownEntry())],
    ]);
    const time = this.#view.time;
    const root = withLabel(content, LABELS.time, leaf(encodeLeb128(time)));
    this.#snapshot = { content, root, time };
    this.#version = this.#view.version;
    return this.#snapshot;
  }

  /** What the tree says of this subnet: besides what it says of all, its metrics. */
  #ownEntry(): HashTree {
    const { canisters, stateBytes, updates } = this.#view.metrics();
    const metrics = encodeCbor({
      num_canisters: canisters,
      canister_state_bytes: stateBytes,
      // 128 bits in two parts, keyed by numbers.
      consumed_cycles_total: new Map<number, number | null>([
        [0, 0],
        [1, null],
      ]),
      update_transactions_total: updates,
    });
    return withLabel(this.#ownDescription, LABELS.metrics, leaf(metrics));
  }

  #updateCanisters(): void {
    const gone = new Set(this.#canisters.keys());
    for (const canister of this.#view.canisters()) {
      const key = bytesKey(canister.id);
      gone.delete(key);
      const known = this.#canisters.get(key);
      if (known !== undefined && sameCanister(known, canister)) continue;
      this.#canisters.set(key, copyCanister(canister));
      this.#canisterMap = withLabel(this.#canisterMap, canister.id, canisterTree(canister));
    }
    for (const key of gone) {
      this.#canisters.delete(key);
      this.#canisterMap = withoutLabel(this.#canisterMap, Buffer.from(key, 'latin1'));
    }
  }

  #updateRequests(): void {
    const gone = this.#requests.size === 0 ? undefined : new Set(this.#requests.keys());
    for (const [id, status] of this.#view.ingress()) {
      const key = bytesKey(id);
      gone?.delete(key);
      const known = this.#requests.get(key);
      if (known === status || (known !== undefined && sameStatus(known, status))) continue;
      this.#requests.set(key, status);
      this.#requestMap = withLabel(this.#requestMap, new Uint8Array(id), requestTree(status));
    }
    for (const key of gone ?? []) {
      this.#requests.delete(key);
      this.#requestMap = withoutLabel(this.#requestMap, Buffer.from(key, 'latin1'));
    }
  }

  #describeSubnets(subnets: readonly SubnetDescription[]): void {
    this.#subnets = subnets;
    this.#subnetMap = labelMap(
      subnets.map(({ info, derPublicKey }) => {
        let entry = labelMap([
          [LABELS.canisterRanges, leaf(encodeRanges(sortRanges(info.ranges)))],
          [LABELS.publicKey, leaf(derPublicKey)],
          [LABELS.type, leaf(utf8(subnetType(info.kind)))],
        ]);
        if (bytesKey(info.id) === bytesKey(this.#view.info.id)) {
          const node = labelMap([[LABELS.publicKey, leaf(this.#node.derPublicKey)]]);
          entry = withLabel(entry, LABELS.node, labelMap([[this.#node.id, node]]));
          this.#ownDescription = entry;
        }
        return [info.id, entry] as const;
      }),
    );
    this.#rangesMap = labelMap(
      subnets.map(({ info }) => {
        const ranges = sortRanges(info.ranges);
        // One shard holds all ranges of a subnet: there are never as many as would fill a second.
        const shards =
          ranges[0] === undefined ? EMPTY : labelMap([[ranges[0].start, leaf(encodeRanges(ranges))]]);
        return [info.id, shards] as const;
      }),
    );
  }
}

/** What the tree shows now: the core may hand out live objects. */
function copyCanister({ id, controllers, moduleHash, metadata, certifiedData }: CanisterView): CanisterView {
  return { id, controllers: [...controllers], moduleHash, metadata, certifiedData };
}

function canisterTree(canister: CanisterView): HashTree {
  const entries: [Uint8Array, HashTree][] = [
    [LABELS.certifiedData, leaf(canister.certifiedData)],
    [LABELS.controllers, leaf(encodeCbor([...canister.controllers]))],
  ];
  if (canister.moduleHash !== undefined) {
    const sections = [...canister.metadata].map(
      ([name, { content }]) => [utf8(name), leaf(content)] as const,
    );
    entries.push([LABELS.moduleHash, leaf(canister.moduleHash)], [LABELS.metadata, labelMap(sections)]);
  }
  return labelMap(entries);
}

function requestTree(status: IngressStatus): HashTree {
  const entries: [Uint8Array, HashTree][] = [[LABELS.status, leaf(utf8(status.kind))]];
  if (status.kind === 'replied') entries.push([LABELS.reply, leaf(status.bytes)]);
  if (status.kind === 'rejected') {
    const { code, message, errorCode } = status.reject;
    entries.push(
      [LABELS.rejectCode, leaf(encodeLeb128(code))],
      [LABELS.rejectMessage, leaf(utf8(message))],
      [LABELS.errorCode, leaf(utf8(errorCode))],
    );
  }
  return labelMap(entries);
}

function sameCanister(a: CanisterView, b: CanisterView): boolean {
  return (
    sameBytes(a.certifiedData, b.certifiedData) &&
    sameBytes(a.moduleHash, b.moduleHash) &&
    a.metadata === b.metadata &&
    a.controllers.length === b.controllers.length &&
    a.controllers.every((controller, i) => sameBytes(controller, b.controllers[i]))
  );
}

/** A message changes its status only by going to another kind. */
function sameStatus(a: IngressStatus, b: IngressStatus): boolean {
  return a.kind === b.kind;
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && a.length === b.length && Buffer.compare(a, b) === 0;
}

/** Kinds of subnets as the registry knows them: named subnets are of the system or the application type. */
function subnetType(kind: SubnetKind): string {
  switch (kind) {
    case 'Application':
    case 'Fiduciary':
    case 'SNS':
      return 'application';
    case 'VerifiedApplication':
      return 'verified_application';
    case 'Bitcoin':
    case 'II':
    case 'NNS':
    case 'System':
      return 'system';
  }
}
