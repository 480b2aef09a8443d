import type { SandboxModule } from '../wasm/types.ts';
import type { Canister } from './canister.ts';
import type { Message, Origin, RequestMessage } from './message.ts';
import { bytesKey, equalBytes, principalText } from './principal.ts';
import { ERROR, makeReject, rejected } from './reject.ts';
import { Subnet } from './subnet.ts';
import type { CallResult, InstanceOptions, InstancePorts, PrincipalBytes } from './types.ts';

/**
 * All subnets with the clock and the mail between them. A message within a subnet joins its queue at once; one
 * to another subnet waits for the end of the round, so the order in which subnets run decides nothing.
 */
export class Network {
  readonly subnets: readonly Subnet[];
  readonly ports: InstancePorts;
  readonly wasm: SandboxModule;
  time: bigint;
  /** Instructions of the last message or query. */
  lastInstructions = 0n;
  /** Mail between subnets, to be delivered after the round. */
  readonly outbox: { readonly to: Subnet; readonly message: Message }[] = [];
  /** Canisters whose record or memory may differ from what is on disk. */
  readonly changed = new Set<Canister>();
  /** Subnets whose queue or counters may differ from what is on disk. */
  readonly changedSubnets = new Set<Subnet>();
  /** Best-effort callbacks that wait for an answer: rounds look for expired ones only when there are some. */
  bestEffortCallbacks = 0;
  #rootKeyDer: Uint8Array | undefined;

  constructor(options: Omit<InstanceOptions, 'stateDir'>, ports: InstancePorts, wasm: SandboxModule) {
    this.subnets = options.subnets.map((info) => new Subnet(info, options.time));
    this.time = options.time;
    this.ports = ports;
    this.wasm = wasm;
  }

  get rootKeyDer(): Uint8Array {
    this.#rootKeyDer ??= this.ports.rootKeyDer?.() ?? new Uint8Array(0);
    return this.#rootKeyDer;
  }

  /** The subnet that holds the canister. */
  hostOf(canisterId: PrincipalBytes): Subnet | undefined {
    const key = bytesKey(canisterId);
    return this.subnets.find((subnet) => subnet.canistersByKey.has(key));
  }

  /** The subnet that holds the canister, or whose ranges contain the id. */
  subnetOf(canisterId: PrincipalBytes): Subnet | undefined {
    return this.hostOf(canisterId) ?? this.subnets.find((subnet) => subnet.covers(canisterId));
  }

  subnetById(id: PrincipalBytes): Subnet | undefined {
    return this.subnets.find((subnet) => equalBytes(subnet.info.id, id));
  }

  findCanister(id: PrincipalBytes): Canister | undefined {
    return this.hostOf(id)?.canister(id);
  }

  /** Notes that the canister is not what it was: certificates and the state folder have to follow. */
  touch(subnet: Subnet, canister: Canister): void {
    this.changed.add(canister);
    subnet.version += 1;
  }

  /** Puts a message into the queue of a subnet. */
  enqueue(from: Subnet, to: Subnet, message: Message): void {
    if (from === to) {
      to.queue.push(message);
      this.changedSubnets.add(to);
    } else {
      this.outbox.push({ to, message });
    }
  }

  /** Delivers what subnets sent each other during the round. */
  deliver(): void {
    for (const { to, message } of this.outbox.splice(0)) {
      to.queue.push(message);
      this.changedSubnets.add(to);
    }
  }

  /** Sends a call of a canister to another canister; a receiver that no subnet knows is answered at once. */
  sendToCanister(from: Subnet, request: RequestMessage): void {
    const to = this.subnetOf(request.receiver);
    if (to !== undefined) {
      this.enqueue(from, to, request);
      return;
    }
    const text = `No route to canister ${principalText(request.receiver)}`;
    this.answer(from, request.origin, rejected(makeReject(ERROR.canisterNotFound, text)), request.cycles);
  }

  /** Answers a call: the ingress history for users, a response message with the refund for canisters. */
  answer(from: Subnet, origin: Origin, result: CallResult, refund: bigint): void {
    if (origin.kind === 'ingress') {
      const status =
        result.kind === 'reply'
          ? ({ kind: 'replied', bytes: result.bytes } as const)
          : ({ kind: 'rejected', reject: result.reject } as const);
      from.history.advance(origin.messageId, status, this.time);
      from.version += 1;
    } else if (origin.kind === 'canister') {
      const { canisterId, callbackId } = origin;
      const to = this.hostOf(canisterId);
      // A deleted caller has no callbacks left; nobody waits for this answer.
      if (to === undefined) return;
      this.enqueue(from, to, { kind: 'response', receiver: canisterId, callbackId, result, refund });
    }
  }
}
