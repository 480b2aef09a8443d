/** Subnets without an execution core, for tests of certificates: a test sets what their views show. */
import { createTopology } from './topology.ts';
import type {
  CanisterView,
  IngressStatus,
  Instance,
  SubnetInfo,
  SubnetKind,
  SubnetView,
} from '../ic/types.ts';
import { bytesKey } from '../encoding/bytes.ts';
import { rangesContain } from './canister_ranges.ts';

export class FakeSubnet implements SubnetView {
  readonly info: SubnetInfo;
  time: bigint;
  version = 0;
  readonly #canisters = new Map<string, CanisterView>();
  readonly #ingress = new Map<string, readonly [Uint8Array, IngressStatus]>();

  constructor(info: SubnetInfo, time: bigint) {
    this.info = info;
    this.time = time;
  }

  /** Adds a canister or replaces what is shown of it. */
  setCanister(id: Uint8Array, shown: Partial<CanisterView> = {}): void {
    const known = this.#canisters.get(bytesKey(id)) ?? {
      controllers: [],
      moduleHash: undefined,
      metadata: new Map(),
      certifiedData: new Uint8Array(0),
    };
    this.#canisters.set(bytesKey(id), { ...known, ...shown, id });
    this.version++;
  }

  removeCanister(id: Uint8Array): void {
    this.#canisters.delete(bytesKey(id));
    this.version++;
  }

  setIngress(id: Uint8Array, status: IngressStatus | undefined): void {
    if (status === undefined) this.#ingress.delete(bytesKey(id));
    else this.#ingress.set(bytesKey(id), [id, status]);
    this.version++;
  }

  setTime(time: bigint): void {
    this.time = time;
    this.version++;
  }

  canisters(): Iterable<CanisterView> {
    return this.#canisters.values();
  }

  canister(id: Uint8Array): CanisterView | undefined {
    return this.#canisters.get(bytesKey(id));
  }

  metrics(): { canisters: number; stateBytes: number; updates: number } {
    return { canisters: this.#canisters.size, stateBytes: 1000, updates: 3 };
  }

  ingress(): Iterable<readonly [Uint8Array, IngressStatus]> {
    return this.#ingress.values();
  }
}

export class FakeNetwork implements Pick<Instance, 'subnets' | 'subnetOf'> {
  readonly subnets: readonly FakeSubnet[];

  /** @param time - nanoseconds since the epoch */
  constructor(kinds: readonly SubnetKind[], time: bigint) {
    this.subnets = createTopology(kinds).map((info) => new FakeSubnet(info, time));
  }

  subnetOf(canisterId: Uint8Array): FakeSubnet | undefined {
    return this.subnets.find(({ info }) => rangesContain(info.ranges, canisterId));
  }

  /** The only subnet of a kind. */
  of(kind: SubnetKind): FakeSubnet {
    const subnet = this.subnets.find(({ info }) => info.kind === kind);
    if (subnet === undefined) throw new Error(`no subnet of kind ${kind}`);
    return subnet;
  }
}
