/**
 * An instance as the server runs it: the execution core with its certificates, its progress and the requests that
 * wait for an answer.
 */
import { Certifier } from '../certificate/certifier.ts';
import { bytesKey } from '../encoding/bytes.ts';
import type { Path } from '../certificate/witness.ts';
import type {
  IngressMessage,
  IngressStatus,
  Instance,
  InstancePorts,
  Reject,
  SubnetView,
} from '../ic/types.ts';
import { HttpError } from './http/message.ts';
import { LiveOutcalls } from './live_outcalls.ts';
import { Progress } from './progress.ts';

/** Nanoseconds by which certificates may lag behind while time follows the wall clock. */
const LIVE_CERTIFICATE_AGE = 2_000_000_000n;
/** Nanoseconds after which a live instance without messages needs a round, so that its time is fresh. */
const LIVE_STATE_AGE = 1_000_000_000n;

/** How an instance comes into being: made or opened with the ports that it needs. */
export type StartInstance = (ports: InstancePorts) => Instance;

export interface InstanceReports {
  /** A line that a canister printed. */
  log(canisterId: Uint8Array, time: bigint, text: string): void;
  /** A fault of this program. */
  fault(error: unknown): void;
}

export interface HostingOptions {
  /** True unless the client wants to see how canisters take messages that would be refused. */
  readonly checksIngress?: boolean;
  /** Called when the instance has been closed. */
  readonly released?: () => void;
}

export class HostedInstance {
  readonly instance: Instance;
  readonly certifier: Certifier;
  readonly progress: Progress;
  /** Whether messages are checked before they are accepted: signatures, expiry, `inspect_message`. */
  readonly checksIngress: boolean;
  readonly #waiting = new Map<string, Set<(status: IngressStatus | undefined) => void>>();
  readonly #outcalls: LiveOutcalls;
  readonly #released: (() => void) | undefined;
  #closed = false;

  constructor(start: StartInstance, reports: InstanceReports, options: HostingOptions = {}) {
    this.#released = options.released;
    this.checksIngress = options.checksIngress ?? true;
    this.instance = start({
      dataCertificate: (canisterId) => this.certifier.dataCertificate(canisterId),
      rootKeyDer: () => this.certifier.rootKey,
      log: (canisterId, time, text) => reports.log(canisterId, time, text),
    });
    this.certifier = new Certifier(this.instance);
    this.#outcalls = new LiveOutcalls(
      this.instance,
      () => {
        this.settle();
        this.progress.kick();
      },
      (error) => reports.fault(error),
    );
    this.progress = new Progress(
      this.instance,
      () => this.settle(),
      (error) => reports.fault(error),
    );
  }

  /** Starts following the wall clock. @param delay - milliseconds of artificial latency */
  goLive(delay: number): void {
    this.certifier.maxAge = LIVE_CERTIFICATE_AGE;
    this.progress.start(delay);
  }

  /** Stops following the wall clock: from now on rounds and time are the client's. */
  stopLive(): void {
    this.progress.stop();
    this.certifier.maxAge = 0n;
  }

  /** CBOR certificate of the subnet's present state for the given paths. */
  certificate(subnet: SubnetView, paths: readonly Path[]): Uint8Array {
    this.freshen(subnet);
    return this.certifier.certificate(subnet, paths);
  }

  /** Lets a live instance whose last round is long ago run one, so that certificates and queries show the time. */
  freshen(subnet: SubnetView): void {
    if (!this.progress.running) return;
    this.progress.followClock();
    if (this.instance.time - subnet.time > LIVE_STATE_AGE) {
      this.instance.tick();
      this.settle();
    }
  }

  /**
   * Hands in a message unless it is known already: the same request twice has one effect and one answer.
   * @returns the reject when the canister or the system refuses it at once
   */
  submit(message: IngressMessage): Reject | undefined {
    if (this.instance.ingressStatus(message.messageId) === undefined) {
      const result = this.instance.submitIngress(message, { inspect: this.checksIngress });
      if (!result.ok) return result.reject;
    }
    this.progress.kick();
    return undefined;
  }

  /**
   * Waits until a message is answered.
   * @param timeout - milliseconds; nothing when it is not answered by then
   * @throws HttpError 404 when the instance is closed meanwhile
   */
  async outcome(messageId: Uint8Array, timeout: number): Promise<IngressStatus | undefined> {
    const known = this.instance.ingressStatus(messageId);
    if (known !== undefined && isFinal(known)) return known;
    const key = bytesKey(messageId);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(undefined), timeout);
      const finish = (status: IngressStatus | undefined): void => {
        clearTimeout(timer);
        const waiting = this.#waiting.get(key);
        waiting?.delete(finish);
        if (waiting?.size === 0) this.#waiting.delete(key);
        if (this.#closed) reject(new HttpError(404, 'the instance was deleted'));
        else resolve(status);
      };
      const waiting = this.#waiting.get(key);
      if (waiting === undefined) this.#waiting.set(key, new Set([finish]));
      else waiting.add(finish);
    });
  }

  /** Makes what was accepted durable before the client is told so. */
  keep(): void {
    this.instance.flush();
  }

  /** After rounds: makes the new state durable, then tells those who wait. */
  settle(): void {
    this.instance.flush();
    if (this.progress.running) this.#outcalls.start();
    for (const [key, waiting] of [...this.#waiting]) {
      const status = this.instance.ingressStatus(Buffer.from(key, 'latin1'));
      if (status !== undefined && isFinal(status)) for (const finish of [...waiting]) finish(status);
    }
  }

  /** Flushes and releases everything; requests that wait are refused. */
  close(): void {
    this.#closed = true;
    this.progress.stop();
    this.#outcalls.close();
    for (const waiting of [...this.#waiting.values()]) for (const finish of [...waiting]) finish(undefined);
    try {
      this.instance.close();
    } finally {
      this.#released?.();
    }
  }
}

/** Whether a message will not change its status any more. */
export function isFinal(status: IngressStatus): boolean {
  return status.kind === 'replied' || status.kind === 'rejected' || status.kind === 'done';
}
