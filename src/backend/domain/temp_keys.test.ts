import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TEMP_KEY_LIFETIME_NS, TempKeys } from './temp_keys.ts';

const bytes = (n: number) => Uint8Array.of(n);

test('temporary keys are those that a plain list would hold', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('add'), anchor: fc.nat(2), device: fc.nat(2), who: fc.nat(2) }),
    fc.record({ kind: fc.constant('drop'), anchor: fc.nat(2), device: fc.nat(2) }),
    fc.record({ kind: fc.constant('wait'), tenths: fc.nat(6) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const keys = new TempKeys();
      const model = new Map<string, { who: number; until: bigint }>();
      let now = 0n;
      for (const s of steps) {
        if ('tenths' in s) now += (BigInt(s.tenths) * TEMP_KEY_LIFETIME_NS) / 10n;
        else if ('who' in s) {
          keys.add(BigInt(s.anchor), bytes(s.device), bytes(s.who), now);
          model.set(`${s.anchor}/${s.device}`, { who: s.who, until: now + TEMP_KEY_LIFETIME_NS });
        } else {
          keys.drop(BigInt(s.anchor), bytes(s.device));
          model.delete(`${s.anchor}/${s.device}`);
        }
        for (const [name, { until }] of model) if (until <= now) model.delete(name);
        for (let anchor = 0; anchor <= 2; anchor++) {
          for (let who = 0; who <= 2; who++) {
            const found = keys.devicesOf(BigInt(anchor), bytes(who), now).map((key) => key[0] as number);
            const expected = [0, 1, 2].filter((device) => model.get(`${anchor}/${device}`)?.who === who);
            expect(found.sort()).toEqual(expected);
          }
        }
        expect(keys.count).toBe(model.size);
      }
    }),
  );
});

test('temporary keys that are over are forgotten a hundred at a time', () => {
  const keys = new TempKeys();
  for (let n = 0; n < 250; n++) keys.add(BigInt(n), bytes(1), bytes(2), 0n);
  for (const left of [150, 50, 0, 0]) {
    expect(keys.devicesOf(249n, bytes(2), TEMP_KEY_LIFETIME_NS)).toEqual([]);
    expect(keys.count).toBe(left);
  }
});
