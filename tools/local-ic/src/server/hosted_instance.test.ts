import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeNetwork } from '../certificate/fake_network.ts';
import { bytesKey } from '../encoding/bytes.ts';
import type { IngressMessage, IngressStatus, Instance } from '../ic/types.ts';
import { HostedInstance } from './hosted_instance.ts';

const CANISTER = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0xe0, 0, 0, 1, 1]);
const REPLY: IngressStatus = { kind: 'replied', bytes: new Uint8Array([7]) };

/** An execution core that answers each message in the next round. */
class ScriptedCore extends FakeNetwork {
  time = 1_620_328_630_000_000_000n;
  rounds = 0;
  flushes = 0;
  submitted = 0;
  fails = false;
  readonly statuses = new Map<string, IngressStatus>();

  constructor() {
    super(['Application'], 0n);
  }

  setTime(nanos: bigint): void {
    this.time = nanos;
  }

  submitIngress({ messageId }: IngressMessage): { ok: true } {
    this.submitted++;
    this.statuses.set(bytesKey(messageId), { kind: 'received' });
    return { ok: true };
  }

  ingressStatus(messageId: Uint8Array): IngressStatus | undefined {
    return this.statuses.get(bytesKey(messageId));
  }

  tick(): void {
    if (this.fails) throw new Error('a fault of the core');
    this.rounds++;
    this.time += 1n;
    for (const subnet of this.subnets) subnet.setTime(this.time);
    for (const key of this.statuses.keys()) this.statuses.set(key, REPLY);
  }

  hasWork(): boolean {
    return [...this.statuses.values()].some(({ kind }) => kind === 'received');
  }

  pendingHttpRequests(): readonly never[] {
    return [];
  }

  flush(): void {
    this.flushes++;
  }

  close(): void {}
}

let core: ScriptedCore;
let hosted: HostedInstance;
let faults: unknown[];

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) });
  core = new ScriptedCore();
  faults = [];
  hosted = new HostedInstance(() => core as unknown as Instance, {
    log: () => undefined,
    fault: (error) => faults.push(error),
  });
});
afterEach(() => {
  hosted.close();
  vi.useRealTimers();
});

function message(id: number): IngressMessage {
  return {
    sender: new Uint8Array([4]),
    canisterId: CANISTER,
    method: 'm',
    arg: new Uint8Array(0),
    effective: { kind: 'none' },
    messageId: new Uint8Array(32).fill(id),
    expiry: core.time,
  };
}

describe('a hosted instance', () => {
  it('should run a round as soon as a message comes in, and one for all that came together', async () => {
    hosted.goLive(0);
    await vi.advanceTimersByTimeAsync(0);
    const before = core.rounds;
    for (const id of [1, 2, 3]) hosted.submit(message(id));
    const outcomes = Promise.all([1, 2, 3].map((id) => hosted.outcome(message(id).messageId, 1000)));
    await vi.advanceTimersByTimeAsync(0);
    expect(await outcomes).toEqual([REPLY, REPLY, REPLY]);
    expect(core.rounds - before).toBe(1);
  });

  it('should make the state durable before it tells the outcome', async () => {
    hosted.goLive(0);
    hosted.submit(message(1));
    const flushes = core.flushes;
    const outcome = hosted.outcome(message(1).messageId, 1000).then(() => core.flushes);
    await vi.advanceTimersByTimeAsync(0);
    expect(await outcome).toBeGreaterThan(flushes);
  });

  it('should hand in the same message once', () => {
    hosted.submit(message(1));
    hosted.submit(message(1));
    expect(core.submitted).toBe(1);
  });

  it('should leave time and rounds to the client unless it is live', async () => {
    hosted.submit(message(1));
    const outcome = hosted.outcome(message(1).messageId, 10_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toBe(undefined);
    expect([core.rounds, core.time]).toEqual([0, 1_620_328_630_000_000_000n]);
    core.tick();
    hosted.settle();
    expect(await hosted.outcome(message(1).messageId, 0)).toEqual(REPLY);
  });

  it('should follow the wall clock while live, with rounds only when there is work', async () => {
    hosted.goLive(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(core.rounds).toBe(1);
    expect(core.time / 1_000_000n).toBe(BigInt(Date.now()));
    hosted.stopLive();
    const stopped = core.time;
    await vi.advanceTimersByTimeAsync(5000);
    expect(core.time).toBe(stopped);
  });

  it('should refresh the state that certificates show when it has become old', async () => {
    hosted.goLive(0);
    await vi.advanceTimersByTimeAsync(5000);
    const [subnet] = core.subnets;
    hosted.certificate(subnet!, []);
    expect(subnet!.time / 1_000_000n).toBe(BigInt(Date.now()));
    const { rounds } = core;
    hosted.certificate(subnet!, []);
    expect(core.rounds).toBe(rounds);
  });

  it('should wait the artificial delay before each round', async () => {
    hosted.goLive(500);
    await vi.advanceTimersByTimeAsync(500);
    hosted.submit(message(1));
    const before = core.rounds;
    await vi.advanceTimersByTimeAsync(499);
    expect(core.rounds).toBe(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(core.rounds).toBe(before + 1);
  });

  it('should stop and report when the core has a fault', async () => {
    core.fails = true;
    hosted.goLive(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(faults).toHaveLength(1);
    expect(hosted.progress.running).toBe(false);
  });

  it('should refuse who waits when it is closed', async () => {
    hosted.submit(message(1));
    const outcome = hosted.outcome(message(1).messageId, 300_000);
    hosted.close();
    await expect(outcome).rejects.toMatchObject({ status: 404 });
    expect(vi.getTimerCount()).toBe(0);
  });
});
