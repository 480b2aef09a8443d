import type { SandboxModule } from '../wasm/types.ts';
import type { Canister } from './canister.ts';
import { answerOutcall } from './http_answer.ts';
import { submitIngress } from './ingress.ts';
import { LATEST_TIME } from './latest_time.ts';
import { routeManagementCall } from './management/routing.ts';
import { Network } from './network.ts';
import { executeQuery } from './query.ts';
import { hasWork, runRound } from './round.ts';
import { addSystemCanisters } from './system_canisters/system_canisters.ts';
import { StateFolder } from './state/state_folder.ts';
import type {
  Call,
  CallResult,
  HttpAnswerProblem,
  HttpResponse,
  IngressAuthor,
  IngressMessage,
  IngressStatus,
  Instance,
  InstanceOptions,
  InstancePorts,
  PendingHttpRequest,
  PrincipalBytes,
  Reject,
  SubnetView,
} from './types.ts';

/** The {@link Instance} over a {@link Network} and, if it is kept, a state folder. */
export class LocalInstance implements Instance {
  readonly #net: Network;
  readonly #folder: StateFolder | undefined;

  private constructor(net: Network, folder: StateFolder | undefined) {
    this.#net = net;
    this.#folder = folder;
  }

  static create(options: InstanceOptions, ports: InstancePorts, wasm: SandboxModule): LocalInstance {
    const net = new Network(options, ports, wasm);
    addSystemCanisters(net, options.features ?? []);
    const folder = options.stateDir === undefined ? undefined : StateFolder.create(options.stateDir, net);
    return new LocalInstance(net, folder);
  }

  static open(stateDir: string, ports: InstancePorts, wasm: SandboxModule): LocalInstance {
    const { net, folder } = StateFolder.open(stateDir, ports, wasm);
    return new LocalInstance(net, folder);
  }

  get subnets(): readonly SubnetView[] {
    return this.#net.subnets;
  }

  get time(): bigint {
    return this.#net.time;
  }

  get lastInstructions(): bigint {
    return this.#net.lastInstructions;
  }

  setTime(nanos: bigint): void {
    if (nanos < this.#net.time) throw new RangeError(`time ${nanos} is before ${this.#net.time}`);
    if (nanos > LATEST_TIME) throw new RangeError(`time ${nanos} is after the year 2262`);
    this.#net.time = nanos;
  }

  subnetOf(canisterId: PrincipalBytes): SubnetView | undefined {
    return this.#net.subnetOf(canisterId);
  }

  routeManagementCall(call: Call): SubnetView | undefined {
    return routeManagementCall(this.#net, call);
  }

  submitIngress(
    message: IngressMessage,
    options: { inspect?: boolean } = {},
  ): { ok: true } | { ok: false; reject: Reject } {
    const reject = submitIngress(this.#net, message, options.inspect ?? false);
    return reject === undefined ? { ok: true } : { ok: false, reject };
  }

  ingressStatus(messageId: Uint8Array): IngressStatus | undefined {
    for (const { history } of this.#net.subnets) {
      const status = history.get(messageId);
      if (status !== undefined) return status;
    }
    return undefined;
  }

  ingressAuthor(messageId: Uint8Array): IngressAuthor | undefined {
    return this.#net.subnets
      .find(({ history }) => history.get(messageId) !== undefined)
      ?.history.authorOf(messageId);
  }

  tick(): void {
    runRound(this.#net);
  }

  runUntilDone(messageId: Uint8Array, maxRounds: number): IngressStatus | undefined {
    for (let round = 0; round < maxRounds; round += 1) {
      const status = this.ingressStatus(messageId);
      if (status?.kind !== 'received' && status?.kind !== 'processing') return status;
      this.tick();
    }
    return this.ingressStatus(messageId);
  }

  hasWork({ heartbeats = true }: { heartbeats?: boolean } = {}): boolean {
    return hasWork(this.#net, heartbeats);
  }

  query(call: Call): CallResult {
    return executeQuery(this.#net, call);
  }

  pendingHttpRequests(): readonly PendingHttpRequest[] {
    return this.#net.subnets.flatMap(({ info, httpOutcalls }) =>
      [...httpOutcalls.waiting.values()].map(({ id, url, method, headers, body, maxResponseBytes }) => ({
        subnetId: info.id,
        requestId: id,
        url,
        method,
        headers,
        body,
        maxResponseBytes,
      })),
    );
  }

  answerHttpRequest(
    subnetId: PrincipalBytes,
    requestId: bigint,
    responses: readonly HttpResponse[],
  ): HttpAnswerProblem | undefined {
    const subnet = this.#net.subnetById(subnetId);
    if (subnet === undefined) return 'unknown_request';
    return answerOutcall(this.#net, subnet, requestId, responses);
  }

  controllers(canisterId: PrincipalBytes): readonly PrincipalBytes[] | undefined {
    return this.#net.findCanister(canisterId)?.controllers;
  }

  cycles(canisterId: PrincipalBytes): bigint | undefined {
    return this.#net.findCanister(canisterId)?.cycles;
  }

  addCycles(canisterId: PrincipalBytes, amount: bigint): bigint | undefined {
    const canister = this.#change(canisterId);
    if (canister === undefined) return undefined;
    canister.cycles += amount;
    return canister.cycles;
  }

  stableMemory(canisterId: PrincipalBytes): Uint8Array | undefined {
    const canister = this.#net.findCanister(canisterId);
    return canister && (canister.sandbox?.stableBytes() ?? new Uint8Array(0));
  }

  setStableMemory(canisterId: PrincipalBytes, bytes: Uint8Array): boolean {
    const canister = this.#change(canisterId);
    if (canister?.sandbox === undefined) return false;
    canister.sandbox.setStableBytes(bytes);
    return true;
  }

  flush(): void {
    this.#folder?.flush(this.#net);
  }

  close(): void {
    try {
      this.#folder?.close(this.#net);
    } finally {
      for (const subnet of this.#net.subnets) subnet.canistersByKey.clear();
    }
  }

  /** The canister, noted as changed. */
  #change(canisterId: PrincipalBytes): Canister | undefined {
    const subnet = this.#net.hostOf(canisterId);
    const canister = subnet?.canister(canisterId);
    if (subnet !== undefined && canister !== undefined) this.#net.touch(subnet, canister);
    return canister;
  }
}
