import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { A_MOMENT, FakeIc, SECOND } from '../../../tests/support/fake_ic.ts';
import { COUNT, DAY, MONTH, SECONDS, SLOTS, type Window } from '../domain/dapp_totals.ts';
import { IC0_APP, type IiDomain, OTHER_DOMAIN } from '../domain/ii_domain.ts';
import { EventStatistics } from './event_statistics.ts';
import { STATISTICS_MEMORY } from './memory_ids.ts';

const HOUR = 3600n * SECOND;
const LENGTHS = [24n * HOUR, 720n * HOUR];

interface Event {
  readonly time: bigint;
  readonly frontend: string;
  readonly seconds: number;
  readonly domain: IiDomain;
}

/** Totals as the events themselves give them, largest first. */
function expectedTotals(events: readonly Event[], window: Window, now: bigint, domain: IiDomain) {
  const totals = new Map<string, { count: number; seconds: number }>();
  for (const event of events) {
    if (event.domain !== domain || event.time + LENGTHS[window]! <= now) continue;
    const { count, seconds } = totals.get(event.frontend) ?? { count: 0, seconds: 0 };
    totals.set(event.frontend, { count: count + 1, seconds: seconds + event.seconds });
  }
  return totals;
}

function expectTotals(statistics: EventStatistics, events: readonly Event[], now: bigint): void {
  let totalCount = 0;
  for (const window of [DAY, MONTH] as const) {
    for (const domain of [0, 1, 2] as const) {
      const expected = [...expectedTotals(events, window, now, domain)];
      for (const [measure, of] of [
        [COUNT, (total: { count: number }) => total.count],
        [SECONDS, (total: { seconds: number }) => total.seconds],
      ] as const) {
        const top = statistics.top(window, measure, domain, 2000);
        const wanted = expected.map(([name, total]) => [name, of(total)]).filter(([, n]) => n !== 0);
        expect(new Map(top)).toEqual(new Map(wanted as [string, number][]));
        expect(top.map(([, n]) => n)).toEqual(top.map(([, n]) => n).toSorted((a, b) => b - a));
        totalCount += top.length;
      }
    }
  }
  const prunings = [statistics.prunings(DAY), statistics.prunings(MONTH)];
  expect(statistics.totalCount).toBe(totalCount + prunings.filter((n) => n > 0).length);
  const kept = events.filter(({ time }) => time + LENGTHS[MONTH]! > now).length;
  expect(statistics.eventCount).toBe(kept + statistics.prunings(MONTH));
}

describe('event statistics', () => {
  it('should tell of nothing at first', () => {
    const statistics = new EventStatistics(new FakeIc());
    expect(statistics.top(DAY, COUNT, OTHER_DOMAIN, 100)).toEqual([]);
    expect([statistics.eventCount, statistics.totalCount]).toEqual([0, 0]);
  });

  it('should take at most a hundred events out of each window with one', () => {
    const statistics = new EventStatistics(new FakeIc());
    const delegation = { domain: IC0_APP, seconds: 10, frontend: 'https://a.example' } as const;
    for (let n = 0; n < 250; n++) statistics.add(A_MOMENT, delegation);
    const day = A_MOMENT + 24n * HOUR;
    const left = () =>
      [DAY, MONTH].map((window) => statistics.top(window as Window, COUNT, IC0_APP, 1)[0]?.[1]);
    statistics.add(day, delegation);
    expect(left()).toEqual([151, 251]);
    statistics.add(day, delegation);
    expect(left()).toEqual([52, 252]);
    statistics.add(day, delegation);
    expect(left()).toEqual([3, 253]);
    expect(statistics.eventCount).toBe(253);
    statistics.add(A_MOMENT + 720n * HOUR, delegation);
    expect(left()).toEqual([1, 154]);
    expect(statistics.eventCount).toBe(154);
  });

  it('should let events go without a delegation, and count that it did', () => {
    const statistics = new EventStatistics(new FakeIc());
    statistics.prune(A_MOMENT);
    expect(statistics.eventCount).toBe(0);
    statistics.add(A_MOMENT, { domain: IC0_APP, seconds: 10, frontend: 'https://a.example' });
    statistics.prune(A_MOMENT + 23n * HOUR);
    expect(statistics.prunings(DAY)).toBe(0);
    statistics.prune(A_MOMENT + 24n * HOUR);
    expect(statistics.top(DAY, COUNT, IC0_APP, 1)).toEqual([]);
    expect(statistics.top(MONTH, COUNT, IC0_APP, 1)).toEqual([['https://a.example', 1]]);
    expect([statistics.prunings(DAY), statistics.prunings(MONTH)]).toEqual([1, 1]);
    // Two totals of thirty days, and the two of this.
    expect(statistics.totalCount).toBe(4);
    statistics.prune(A_MOMENT + 48n * HOUR);
    expect([statistics.prunings(DAY), statistics.prunings(MONTH)]).toEqual([1, 2]);
  });

  it('should keep the most used dapps when there are too many, and give way to new ones', () => {
    const ic = new FakeIc();
    let statistics = new EventStatistics(ic);
    const use = (n: number) =>
      statistics.add(A_MOMENT, { domain: OTHER_DOMAIN, seconds: 1, frontend: `https://${n}.example` });
    for (let n = 0; n < SLOTS; n++) for (let times = 0; times < (n < 5 ? 1 : 2); times++) use(n);
    for (let n = 0; n < 3; n++) use(SLOTS + n);
    statistics = new EventStatistics(ic);
    const names = statistics.top(MONTH, COUNT, OTHER_DOMAIN, 2 * SLOTS).map(([name]) => name);
    expect(names).toHaveLength(SLOTS);
    for (let n = 5; n < SLOTS; n++) expect(names).toContain(`https://${n}.example`);
    for (let n = 0; n < 3; n++) expect(names).toContain(`https://${SLOTS + n}.example`);
    // What was counted for a dapp before its slot was taken is not taken from it again.
    use(0);
    statistics.add(A_MOMENT + 720n * HOUR, {
      domain: OTHER_DOMAIN,
      seconds: 1,
      frontend: 'https://x.example',
    });
    for (const [, total] of statistics.top(MONTH, COUNT, OTHER_DOMAIN, 2 * SLOTS)) {
      expect(total).toBeGreaterThan(0);
    }
  });

  it('should delete the pages of events that are over', () => {
    const ic = new FakeIc();
    const statistics = new EventStatistics(ic);
    const frontend = `https://${'a'.repeat(200)}.example`;
    for (let day = 0n; day < 120n; day++) {
      for (let n = 0; n < 10; n++) {
        statistics.add(A_MOMENT + day * 24n * HOUR, { domain: OTHER_DOMAIN, seconds: 1, frontend });
      }
    }
    expect(statistics.eventCount).toBe(300);
    // Four such events make a page; beside them the totals and a block of names.
    expect(ic.stableMap(STATISTICS_MEMORY).size()).toBeLessThan(410 / 4 + 10);
  });
});

test('totals are those of the events, over any times, dapps and upgrades', () => {
  const step = fc.record({
    hours: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.constant(500)),
    dapp: fc.integer({ min: 0, max: 40 }),
    seconds: fc.integer({ min: 0, max: 2_592_000 }),
    domain: fc.constantFrom<IiDomain>(0, 1, 2),
    upgrade: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 300, size: 'max' }), (steps) => {
      const ic = new FakeIc();
      let statistics = new EventStatistics(ic);
      const events: Event[] = [];
      let now = A_MOMENT;
      for (const { hours, dapp, seconds, domain, upgrade } of steps) {
        now += BigInt(hours) * HOUR;
        const frontend = `https://dapp-${dapp}.example/${'x'.repeat(dapp * 4)}`;
        statistics.add(now, { domain, seconds, frontend });
        events.push({ time: now, domain, seconds, frontend });
        if (upgrade) statistics = new EventStatistics(ic);
      }
      // What one call may not take out is taken out by the next.
      for (let n = 0; n < 4; n++) statistics.prune(now);
      expectTotals(statistics, events, now);
    }),
    { numRuns: 60 },
  );
});
