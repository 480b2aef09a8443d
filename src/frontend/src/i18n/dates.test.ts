import { describe, expect, it } from 'vitest';
import { relativeTime } from './dates.ts';

const NOW = 1_700_000_000_000;
const DAY = 86_400_000;

describe('relativeTime', () => {
  it.each([
    [0, 'now'],
    [-5000, 'now'],
    [59_999, 'now'],
    [60_000, '1 minute ago'],
    [DAY, 'yesterday'],
    [6 * DAY, '6 days ago'],
    [400 * DAY, 'last year'],
  ])('should put %i ms into words', (passed, words) =>
    expect(relativeTime(NOW - passed, NOW, 'en')).toBe(words),
  );
});
