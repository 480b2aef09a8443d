/**
 * Counts of who was active in the last whole day and the last whole thirty days (contract, 2.9). Days count from the
 * first activity; a window of thirty days begins on each of them, so up to thirty are open at once.
 *
 * An event that is new to some open windows is new to all that begin after the previous use: to a row of them up to
 * the newest. So the open windows are kept as differences between neighbours, and an event changes one or two numbers
 * instead of thirty.
 */
const DAY = 86_400_000_000_000n;
const MONTH_DAYS = 30;

/** Numbers of one series: of the last whole day and month, of today, which is the newest window too, the differences. */
const LAST_DAY = 0;
const LAST_MONTH = 1;
const TODAY = 2;
const DIFFERENCES = 3;
/** Numbers that a series takes. */
export const SERIES_LENGTH = DIFFERENCES + MONTH_DAYS;

/** What was counted in a window that is over. */
export interface Completed {
  /** Nanoseconds since 1970. */
  readonly start: bigint;
  /** By series. */
  readonly counts: readonly number[];
}

export class ActivityWindows {
  /** Start of the first day, nanoseconds since 1970. */
  readonly start: bigint;
  /** The present day, counted from 0. */
  #day: number;
  #today: bigint;
  /** All series, one behind the other. */
  #numbers: Int32Array;

  constructor(start: bigint, day: number, numbers: Int32Array) {
    this.start = start;
    this.#day = day;
    this.#today = start + BigInt(day) * DAY;
    this.#numbers = numbers;
  }

  static startingAt(now: bigint, series: number): ActivityWindows {
    return new ActivityWindows(now, 0, new Int32Array(series * SERIES_LENGTH));
  }

  get day(): number {
    return this.#day;
  }

  get numbers(): Int32Array {
    return this.#numbers;
  }

  /** Adds a series that has counted nothing. */
  addSeries(): void {
    const longer = new Int32Array(this.#numbers.length + SERIES_LENGTH);
    longer.set(this.#numbers);
    this.#numbers = longer;
  }

  /** Whether whoever was active at this time counts already in every open window, of which today is the newest. */
  isCounted(previous: bigint, now: bigint): boolean {
    return previous >= this.#today && now < this.#today + DAY;
  }

  /** Ends the windows that are over by now. Must come before {@link count}. */
  advance(now: bigint): void {
    const target = Number((now - this.start) / DAY);
    if (target <= this.#day) return;
    for (let at = 0; at < this.#numbers.length; at += SERIES_LENGTH) this.#advanceSeries(at, target);
    this.#day = target;
    this.#today = this.start + BigInt(target) * DAY;
  }

  #advanceSeries(at: number, target: number): void {
    const numbers = this.#numbers;
    numbers[at + LAST_DAY] = target === this.#day + 1 ? numbers[at + TODAY]! : 0;
    if (target > this.#day + MONTH_DAYS) {
      numbers.fill(0, at + LAST_MONTH, at + SERIES_LENGTH);
      return;
    }
    for (let day = this.#day + 1; day <= target; day++) {
      // The window that ends here gives its place to the one that begins; its neighbour then begins the row.
      const place = at + DIFFERENCES + (day % MONTH_DAYS);
      const ended = numbers[place]!;
      if (day >= MONTH_DAYS) {
        numbers[at + LAST_MONTH] = ended;
        numbers[at + DIFFERENCES + ((day + 1) % MONTH_DAYS)]! += ended;
      }
      numbers[place] = -numbers[at + TODAY]!;
      numbers[at + TODAY] = 0;
    }
  }

  /**
   * Counts an event in the windows that it is new to.
   * @param previous - the last time that counted for this series before, 0 for never
   * @param weight - 1, or -1 to take away what another event had counted
   */
  count(series: number, previous: bigint, weight: 1 | -1 = 1): void {
    const first = this.#firstAfter(previous);
    if (first > this.#day) return;
    const at = series * SERIES_LENGTH;
    this.#numbers[at + TODAY]! += weight;
    this.#numbers[at + DIFFERENCES + (first % MONTH_DAYS)]! += weight;
  }

  /** As {@link count}, up to the windows that began by the time `until`, which need not come after `previous`. */
  countUntil(series: number, previous: bigint, until: bigint, weight: 1 | -1 = 1): void {
    if (until <= previous) return;
    this.count(series, previous, weight);
    this.count(series, until, weight === 1 ? -1 : 1);
  }

  /** The last whole day; null before one is over. */
  lastDay(): Completed | null {
    if (this.#day < 1) return null;
    return { start: this.#today - DAY, counts: this.#column(LAST_DAY) };
  }

  /** The last whole thirty days; null before they are over. */
  lastMonth(): Completed | null {
    if (this.#day < MONTH_DAYS) return null;
    return { start: this.#today - DAY * BigInt(MONTH_DAYS), counts: this.#column(LAST_MONTH) };
  }

  #column(which: number): number[] {
    const counts: number[] = [];
    for (let at = which; at < this.#numbers.length; at += SERIES_LENGTH) counts.push(this.#numbers[at]!);
    return counts;
  }

  /** The first open window that begins after a time: a day, later than the present one when there is none. */
  #firstAfter(time: bigint): number {
    const oldest = Math.max(0, this.#day - MONTH_DAYS + 1);
    if (time < this.start) return oldest;
    return Math.max(oldest, Number((time - this.start) / DAY) + 1);
  }
}
