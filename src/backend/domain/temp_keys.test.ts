import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyDigest } from '../encoding/principal.ts';
import { characters } from '../encoding/utf8.ts';
import { TEMP_KEY_LIFETIME_NS, TempKeys } from './temp_keys.ts';

const bytes = (n: number) => Uint8Array.of(n);
const DEVICES = [0, 1, 2].map((n) => characters(keyDigest(bytes(n))));
/** Numbers that end alike, the last one in the largest that there are. */
const ANCHORS = [0n, 2n ** 20n, 2n ** 64n - 2n ** 20n];
/** Principals, two of which begin alike, and the longest that there are. */
const PEOPLE = [Uint8Array.of(1), Uint8Array.of(1, 0), new Uint8Array(29).fill(1)];

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
          keys.add(ANCHORS[s.anchor]!, bytes(s.device), PEOPLE[s.who]!, now);
          model.set(`${s.anchor}/${s.device}`, { who: s.who, until: now + TEMP_KEY_LIFETIME_NS });
        } else {
          keys.drop(ANCHORS[s.anchor]!, bytes(s.device));
          model.delete(`${s.anchor}/${s.device}`);
        }
        for (const [name, { until }] of model) if (until <= now) model.delete(name);
        for (let anchor = 0; anchor <= 2; anchor++) {
          for (let who = 0; who <= 2; who++) {
            const found = keys
              .devicesOf(ANCHORS[anchor]!, PEOPLE[who]!, now)
              .map((digest) => DEVICES.indexOf(digest));
            const expected = [0, 1, 2].filter((device) => model.get(`${anchor}/${device}`)?.who === who);
            expect(found.sort()).toEqual(expected);
          }
        }
        expect(keys.count).toBe(model.size);
      }
    }),
  );
});

test('temporary keys of twenty thousand people are found, and forgotten by those who come later', () => {
  const keys = new TempKeys();
  const person = (n: number) => Uint8Array.of(n >> 8, n);
  for (let n = 0; n < 20_000; n++) keys.add(BigInt(n), bytes(1), person(n), BigInt(n));
  for (let n = 0; n < 20_000; n += 99) {
    expect(keys.devicesOf(BigInt(n), person(n), 20_000n)).toEqual([DEVICES[1]]);
    expect(keys.devicesOf(BigInt(n), person(n + 1), 20_000n)).toEqual([]);
  }
  const later = TEMP_KEY_LIFETIME_NS + 10_000n;
  for (let n = 0; n < 101; n++) keys.devicesOf(0n, person(0), later);
  expect([keys.kept, keys.count]).toEqual([9_999, 9_999]);
  for (const n of [10_001, 15_000, 19_999]) {
    expect(keys.devicesOf(BigInt(n), person(n), later)).toEqual([DEVICES[1]]);
  }
});

test('temporary keys that are over are forgotten a hundred at a time', () => {
  const keys = new TempKeys();
  for (let n = 0; n < 250; n++) keys.add(BigInt(n), bytes(1), bytes(2), 0n);
  for (const left of [150, 50, 0, 0]) {
    expect(keys.devicesOf(249n, bytes(2), TEMP_KEY_LIFETIME_NS)).toEqual([]);
    expect(keys.count).toBe(left);
  }
});

test('a temporary key works until its last nanosecond, at any time', () => {
  for (const now of [0n, 255n, 1_700_000_000_123_456_789n, 2n ** 63n]) {
    const keys = new TempKeys();
    keys.add(7n, bytes(1), bytes(2), now);
    expect(keys.devicesOf(7n, bytes(2), now + TEMP_KEY_LIFETIME_NS - 1n)).toEqual([DEVICES[1]]);
    expect(keys.devicesOf(7n, bytes(2), now + TEMP_KEY_LIFETIME_NS)).toEqual([]);
    expect(keys.count).toBe(0);
  }
});

test('temporary keys that were dropped are forgotten as well, though nobody has one', () => {
  const keys = new TempKeys();
  for (let n = 0; n < 1000; n++) {
    const now = BigInt(n) * TEMP_KEY_LIFETIME_NS;
    keys.add(BigInt(n), bytes(1), bytes(2), now);
    keys.drop(BigInt(n), bytes(1));
    expect(keys.devicesOf(BigInt(n), bytes(2), now)).toEqual([]);
  }
  expect(keys.kept).toBeLessThan(250);
});
