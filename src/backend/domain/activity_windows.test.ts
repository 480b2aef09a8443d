import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ActivityWindows } from './activity_windows.ts';

const DAY = 86_400_000_000_000n;
const START = 1_700_000_000_000_000_000n;

/** What windows hold when each event is counted in each open window by itself. */
class PlainWindows {
  readonly #events: { readonly at: bigint; readonly previous: bigint; readonly until: bigint }[] = [];

  add(at: bigint, previous: bigint, until = at + 1n): void {
    this.#events.push({ at, previous, until });
  }

  count(start: bigint, end: bigint): number {
    return this.#events.filter(
      ({ at, previous, until }) => at >= start && at < end && previous < start && start <= until,
    ).length;
  }
}

describe('activity windows', () => {
  it('should tell nothing before a window is over', () => {
    const windows = ActivityWindows.startingAt(START, 1);
    windows.count(0, 0n);
    windows.advance(START + DAY - 1n);
    expect(windows.lastDay()).toBeNull();
    windows.advance(START + DAY);
    expect(windows.lastDay()).toEqual({ start: START, counts: [1] });
    expect(windows.lastMonth()).toBeNull();
    windows.advance(START + 30n * DAY);
    expect(windows.lastMonth()).toEqual({ start: START, counts: [1] });
  });

  it('should tell of nothing after a gap that is longer than the window', () => {
    const windows = ActivityWindows.startingAt(START, 1);
    windows.count(0, 0n);
    windows.advance(START + 2n * DAY + 5n);
    expect(windows.lastDay()).toEqual({ start: START + DAY, counts: [0] });
    windows.advance(START + 61n * DAY);
    expect(windows.lastMonth()).toEqual({ start: START + 31n * DAY, counts: [0] });
  });

  it('should count one event in every window that is open, and a second one in none', () => {
    const windows = ActivityWindows.startingAt(START, 1);
    windows.advance(START + 29n * DAY);
    windows.count(0, 0n);
    expect(windows.isCounted(START + 29n * DAY, START + 30n * DAY - 1n)).toBe(true);
    windows.count(0, START + 29n * DAY);
    for (let day = 30n; day < 60n; day++) {
      windows.advance(START + day * DAY);
      expect(windows.lastMonth()?.counts).toEqual([1]);
    }
    windows.advance(START + 60n * DAY);
    expect(windows.lastMonth()?.counts).toEqual([0]);
  });

  it('should not take an earlier day for counted, nor this one once it is over', () => {
    const windows = ActivityWindows.startingAt(START, 1);
    windows.advance(START + DAY);
    expect(windows.isCounted(START + DAY - 1n, START + DAY)).toBe(false);
    expect(windows.isCounted(START + DAY, START + 2n * DAY)).toBe(false);
  });

  it('should begin a series that comes later with nothing', () => {
    const windows = ActivityWindows.startingAt(START, 1);
    windows.count(0, 0n);
    windows.addSeries();
    windows.count(1, 0n);
    windows.count(1, 0n);
    windows.advance(START + DAY);
    expect(windows.lastDay()?.counts).toEqual([1, 2]);
  });
});

test('differences say the same as windows that are counted one by one', () => {
  const step = fc.record({
    hours: fc.integer({ min: 0, max: 200 }),
    previousHours: fc.option(fc.integer({ min: 0, max: 1200 })),
    untilHours: fc.option(fc.integer({ min: 0, max: 1200 })),
    gap: fc.integer({ min: 0, max: 60 }).map((n) => (n === 0 ? 33 : 0)),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      const windows = ActivityWindows.startingAt(START, 2);
      const plain = [new PlainWindows(), new PlainWindows()];
      let now = START;
      for (const { hours, previousHours, untilHours, gap } of steps) {
        now += (BigInt(hours) * DAY) / 24n + BigInt(gap) * DAY;
        windows.advance(now);
        const before = (n: number | null) => (n === null ? 0n : now - (BigInt(n) * DAY) / 24n);
        windows.count(0, before(previousHours));
        plain[0]!.add(now, before(previousHours));
        windows.countUntil(1, before(previousHours), before(untilHours));
        plain[1]!.add(now, before(previousHours), before(untilHours));
        const today = START + ((now - START) / DAY) * DAY;
        const expected = (days: bigint) =>
          today - days * DAY < START
            ? null
            : { start: today - days * DAY, counts: plain.map((p) => p.count(today - days * DAY, today)) };
        expect(windows.lastDay()).toEqual(expected(1n));
        expect(windows.lastMonth()).toEqual(expected(30n));
      }
    }),
  );
});
