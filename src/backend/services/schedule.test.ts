import { beforeEach, describe, expect, it } from 'vitest';
import { FakeIc, SECOND } from '../../../tests/support/fake_ic.ts';
import { createSchedule, type Schedule } from './schedule.ts';

describe('schedule', () => {
  let ic: FakeIc;
  let schedule: Schedule;
  let ran: string[];
  const task = (name: string) => () => void ran.push(name);
  const after = async (seconds: bigint): Promise<void> => {
    ic.advance(seconds * SECOND);
    while (await ic.runTimer());
  };
  const inSeconds = (seconds: bigint): bigint => ic.now() + seconds * SECOND;

  beforeEach(() => {
    ic = new FakeIc();
    schedule = createSchedule(ic);
    ran = [];
  });

  it('runs each task once at its time, whatever the order they were told in', async () => {
    schedule.at('b', inSeconds(20n), task('b'));
    schedule.at('a', inSeconds(10n), task('a'));
    schedule.at('past', inSeconds(-5n), task('past'));
    expect(ic.timer?.at).toBe(inSeconds(-5n));
    await after(9n);
    expect(ran).toEqual(['past']);
    await after(1n);
    expect(ran).toEqual(['past', 'a']);
    expect(ic.timer?.at).toBe(inSeconds(10n));
    await after(10n);
    expect(ran).toEqual(['past', 'a', 'b']);
    expect(ic.timer).toBeNull();
  });

  it('has one task of each name', async () => {
    schedule.at('a', inSeconds(10n), task('old'));
    schedule.at('a', inSeconds(20n), task('new'));
    expect(ic.timer?.at).toBe(inSeconds(20n));
    await after(30n);
    expect(ran).toEqual(['new']);
  });

  it('goes on when tasks throw or reject', async () => {
    schedule.at('throws', inSeconds(1n), () => {
      throw new Error('thrown');
    });
    schedule.at('rejects', inSeconds(1n), () => Promise.reject(new Error('rejected')));
    schedule.at('a', inSeconds(1n), task('a'));
    schedule.at('b', inSeconds(2n), task('b'));
    await after(1n);
    await after(1n);
    expect(ran).toEqual(['a', 'b']);
  });

  it('lets a task tell when it runs again', async () => {
    const again = (): void => {
      ran.push('again');
      schedule.at('again', inSeconds(5n), again);
    };
    schedule.at('again', inSeconds(5n), again);
    for (let i = 0; i < 3; i++) await after(5n);
    expect(ran).toEqual(['again', 'again', 'again']);
  });

  it('repeats a task, through its failures', async () => {
    schedule.every('a', inSeconds(1n), 10n * SECOND, () => {
      ran.push('a');
      if (ran.length === 2) throw new Error('once');
    });
    await after(1n);
    await after(9n);
    expect(ran).toHaveLength(1);
    await after(1n);
    await after(100n);
    expect(ran).toHaveLength(3);
  });

  it('does not start a repeated task while its last run waits, but for an hour at most', async () => {
    let finish = (): void => {};
    schedule.every('slow', inSeconds(1n), 10n * SECOND, () => {
      ran.push('slow');
      return new Promise<void>((resolve) => (finish = resolve));
    });
    const settle = async (): Promise<void> => {
      finish();
      await new Promise(setImmediate);
    };
    await after(1n);
    await after(10n);
    await after(10n);
    expect(ran).toHaveLength(1);
    await settle();
    await after(10n);
    expect(ran).toHaveLength(2);
    const finishSecond = finish;
    await after(3590n);
    expect(ran).toHaveLength(2);
    await after(10n);
    expect(ran).toHaveLength(3);
    finishSecond();
    await new Promise(setImmediate);
    await after(10n);
    expect(ran).toHaveLength(3);
    await settle();
    await after(10n);
    expect(ran).toHaveLength(4);
  });
});
