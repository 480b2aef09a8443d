import { createVariable, type Observable } from './observable.ts';

/** Seconds that are left, for people to see. */
export interface Countdown {
  readonly secondsLeft: Observable<number>;
  stop(): void;
}

interface Clock {
  readonly now: () => number;
  readonly after: (milliseconds: number, call: () => void) => () => void;
}

/**
 * Counts down to a moment, by the second.
 * @param until - milliseconds since 1970
 * @param over - called once, when nothing is left
 */
export function createCountdown(until: number, { now, after }: Clock, over: () => void): Countdown {
  const left = (): number => Math.max(0, Math.ceil((until - now()) / 1000));
  const secondsLeft = createVariable(left());
  let stopTick = (): void => undefined;
  const schedule = (): void => {
    stopTick = after(1000, () => {
      secondsLeft.set(left());
      if (secondsLeft.value === 0) over();
      else schedule();
    });
  };
  schedule();
  return { secondsLeft, stop: () => stopTick() };
}
