import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Instance } from '../ic/types.ts';
import { Progress } from './progress.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

const fail = (error: unknown): never => expect.unreachable(String(error));

it('should pace canisters with a heartbeat, and run what they send at once', async () => {
  let rounds = 0;
  let messages = 0;
  const instance = {
    time: 0n,
    setTime: () => undefined,
    tick: () => {
      rounds += 1;
      messages = Math.max(0, messages - 1);
    },
    hasWork: ({ heartbeats = true } = {}) => heartbeats || messages > 0,
  };
  const progress = new Progress(instance as unknown as Instance, () => undefined, fail);
  progress.start(0);
  await vi.advanceTimersByTimeAsync(1050);
  expect(rounds).toBe(11);
  messages = 5;
  progress.kick();
  await vi.advanceTimersByTimeAsync(10);
  expect(rounds).toBe(16);
  progress.stop();
});
