const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/**
 * A time in the past in words, such as "2 days ago" or "now".
 * @param then - milliseconds since 1970; a time in the future, by clocks that differ, counts as now
 */
export function relativeTime(then: number, now: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const passed = Math.max(0, now - then);
  for (const [unit, milliseconds] of STEPS) {
    if (passed >= milliseconds) return words.format(-Math.floor(passed / milliseconds), unit);
  }
  return words.format(0, 'second');
}
