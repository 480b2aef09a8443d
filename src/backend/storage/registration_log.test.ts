import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeIc } from '../../../tests/support/fake_ic.ts';
import { REGISTRATIONS_MEMORY } from './memory_ids.ts';
import { RegistrationLog } from './registration_log.ts';

test('the log counts what a plain list would, and keeps no entry that nobody counts', () => {
  const step = fc.record({ wait: fc.nat(30), reference: fc.nat(60), current: fc.nat(60) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const ic = new FakeIc();
      const log = new RegistrationLog(ic);
      const model = { reference: [] as bigint[], current: [] as bigint[] };
      const forgotten = { reference: 0n, current: 0n };
      let now = 1000n;
      for (const { wait, ...intervals } of steps) {
        now += BigInt(wait);
        for (const rate of ['reference', 'current'] as const) {
          while (model[rate].length > 0 && (model[rate][0] as bigint) + BigInt(intervals[rate]) <= now) {
            forgotten[rate] = model[rate].shift() as bigint;
          }
          model[rate].push(now);
        }
        log.add(now, BigInt(intervals.reference), BigInt(intervals.current));
        expect(log.windows()).toEqual({
          reference: { count: BigInt(model.reference.length), forgottenUpTo: forgotten.reference },
          current: { count: BigInt(model.current.length), forgottenUpTo: forgotten.current },
        });
        const longest = Math.max(model.reference.length, model.current.length);
        expect(ic.stableMap(REGISTRATIONS_MEMORY).size()).toBe(longest + 1);
      }
    }),
  );
});

test('the log passes at most a hundred entries at once', () => {
  const log = new RegistrationLog(new FakeIc());
  for (let i = 0; i < 250; i++) log.add(1n, 10n, 10n);
  for (const left of [151n, 52n, 3n]) {
    log.add(100n, 10n, 10n);
    expect(log.windows().current.count).toBe(left);
  }
});

test('the log opens its map only when it is used', () => {
  const ic = new FakeIc();
  const log = new RegistrationLog(ic);
  expect(ic.stableImage()).toBe('[]');
  log.windows();
  expect(ic.stableImage()).toBe(`[[${REGISTRATIONS_MEMORY},[]]]`);
});
