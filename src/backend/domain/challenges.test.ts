import { expect, test } from 'vitest';
import { CHALLENGE_LIFETIME_NS, Challenges } from './challenges.ts';

const always = (byte: number) => () => byte;

test('a key is ten letters, each a random byte modulo 25', () => {
  const bytes = [0, 1, 24, 25, 26, 49, 50, 255, 12, 13];
  expect(new Challenges().add('x', 0n, () => bytes.shift() as number)).toBe('abyabyafmn');
});

test('a key in use is drawn again, ten times in all', () => {
  const challenges = new Challenges();
  expect(challenges.add('first', 0n, always(0))).toBe('aaaaaaaaaa');
  let drawn = 0;
  const later = (times: number) => () => (++drawn > 10 * times ? 1 : 0);
  expect(challenges.add('second', 0n, later(9))).toBe('bbbbbbbbbb');
  drawn = 0;
  expect(challenges.add('third', 0n, later(10))).toBe(null);
  expect(drawn).toBe(100);
  expect(challenges.take('aaaaaaaaaa', 0n)).toBe('first');
  expect(challenges.take('bbbbbbbbbb', 0n)).toBe('second');
});

test('a challenge is there once, and for less than five minutes', () => {
  const challenges = new Challenges();
  challenges.add('a', 10n, always(0));
  challenges.add('b', 10n, always(1));
  expect(challenges.take('aaaaaaaaaa', 9n + CHALLENGE_LIFETIME_NS)).toBe('a');
  expect(challenges.take('aaaaaaaaaa', 10n)).toBe(null);
  expect(challenges.take('bbbbbbbbbb', 10n + CHALLENGE_LIFETIME_NS)).toBe(null);
  expect(challenges.take('cccccccccc', 10n)).toBe(null);
  expect(challenges.count).toBe(0);
});

test('counting forgets those whose time is over, and no others', () => {
  const challenges = new Challenges();
  for (let i = 0; i < 20; i++) challenges.add(`${i}`, BigInt(i), always(i));
  expect(challenges.countLive(CHALLENGE_LIFETIME_NS - 1n)).toBe(20);
  expect(challenges.countLive(CHALLENGE_LIFETIME_NS + 4n)).toBe(15);
  expect(challenges.take('f'.repeat(10), CHALLENGE_LIFETIME_NS + 4n)).toBe('5');
  expect(challenges.countLive(2n * CHALLENGE_LIFETIME_NS)).toBe(0);
});
