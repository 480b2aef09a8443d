/** What one server process holds: instances, blobs and gateways, each numbered in the order of their creation. */
import { sha256 } from '../encoding/sha256.ts';
import { toHex } from '../encoding/bytes.ts';
import { HostedInstance, type InstanceReports } from './hosted_instance.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { GatewayOptions } from './pocket_ic/gateway_options.ts';
import type { StartInstance } from './hosted_instance.ts';
import { lockStateDir } from './state_dir.ts';

export interface OpenGateway {
  readonly gateway: Gateway;
  readonly instanceId: number;
  /** Settings as the client gave them. */
  readonly given: GatewayOptions['given'];
}

export interface InstanceSettings {
  /** Folder that keeps the state; locked as long as the instance exists. */
  readonly stateDir: string | undefined;
  /** See {@link HostedInstance.checksIngress}. */
  readonly checksIngress: boolean;
}

type During = <T>(request: () => T | Promise<T>) => Promise<T>;

/** Blobs kept at most, in bytes; the oldest go first. */
const MAX_BLOB_BYTES = 256 * 1024 ** 2;

export class ServerState {
  readonly reports: InstanceReports;
  /** Wraps every request, so that the server knows that it is in use. */
  readonly during: During;
  readonly #instances: (HostedInstance | undefined)[] = [];
  readonly #gateways: (OpenGateway | undefined)[] = [];
  readonly #blobs = new Map<string, Uint8Array>();
  #blobBytes = 0;

  constructor(reports: InstanceReports, during: During = (request) => Promise.resolve(request())) {
    this.reports = reports;
    this.during = during;
  }

  /**
   * Starts an instance.
   * @throws HttpError 400 when another server uses the state folder; whatever `start` throws
   */
  addInstance(start: StartInstance, options: InstanceSettings): { id: number; hosted: HostedInstance } {
    const { stateDir, checksIngress } = options;
    const unlock = stateDir === undefined ? undefined : lockStateDir(stateDir);
    try {
      const released = unlock ?? ((): void => {});
      const hosted = new HostedInstance(start, this.reports, { checksIngress, released });
      return { id: this.#instances.push(hosted) - 1, hosted };
    } catch (error) {
      unlock?.();
      throw error;
    }
  }

  instance(id: number): HostedInstance | undefined {
    return this.#instances[id];
  }

  /** For each instance ever made whether it is still there. */
  instanceStates(): string[] {
    return this.#instances.map((hosted) => (hosted === undefined ? 'Deleted' : 'Available'));
  }

  /** Ends an instance and its gateways; false when there is none. */
  async deleteInstance(id: number): Promise<boolean> {
    const hosted = this.#instances[id];
    if (hosted === undefined) return false;
    this.#instances[id] = undefined;
    try {
      hosted.close();
    } finally {
      await Promise.all(
        this.#gateways.map((open, index) => (open?.instanceId === id ? this.stopGateway(index) : undefined)),
      );
    }
    return true;
  }

  addGateway(open: OpenGateway): number {
    return this.#gateways.push(open) - 1;
  }

  /** Gateways that are open, by their number. */
  gateways(): readonly (readonly [number, OpenGateway])[] {
    return this.#gateways.flatMap((open, id) => (open === undefined ? [] : [[id, open] as const]));
  }

  /** Closes a gateway; false when there is none. */
  async stopGateway(id: number): Promise<boolean> {
    const open = this.#gateways[id];
    if (open === undefined) return false;
    this.#gateways[id] = undefined;
    await open.gateway.close();
    return true;
  }

  /** Keeps a blob; answers its SHA-256 in hexadecimal. */
  addBlob(bytes: Uint8Array): string {
    const id = toHex(sha256(bytes));
    if (!this.#blobs.has(id)) this.#blobBytes += bytes.length;
    this.#blobs.set(id, bytes);
    for (const [oldest, blob] of this.#blobs) {
      if (this.#blobBytes <= MAX_BLOB_BYTES || oldest === id) break;
      this.#blobs.delete(oldest);
      this.#blobBytes -= blob.length;
    }
    return id;
  }

  blob(id: string): Uint8Array | undefined {
    return this.#blobs.get(id);
  }

  /**
   * Flushes and ends everything, whatever fails meanwhile.
   * @throws AggregateError with what failed
   */
  async close(): Promise<void> {
    const endings = await Promise.allSettled([
      ...this.#instances.map(async (hosted) => hosted?.close()),
      ...this.#gateways.map((open) => open?.gateway.close()),
    ]);
    this.#instances.length = 0;
    const faults = endings.flatMap((ending) =>
      ending.status === 'rejected' ? [ending.reason as unknown] : [],
    );
    if (faults.length > 0) throw new AggregateError(faults, faults.map(String).join('; '));
  }
}
