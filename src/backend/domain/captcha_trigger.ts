/** When a registration needs a captcha: always, never, or when there are more of them than usual (contract, 2.5). */
import type { Configuration } from './configuration.ts';

/** Registrations that are remembered for one of the two rates. */
export interface RateWindow {
  readonly count: bigint;
  /** Time of the last registration that was forgotten, nanoseconds since 1970; 0 when none was. */
  readonly forgottenUpTo: bigint;
}

export interface RateWindows {
  readonly reference: RateWindow;
  readonly current: RateWindow;
}

export interface DynamicTrigger {
  /** By how many per cent the current rate may exceed the reference rate. */
  readonly thresholdPct: bigint;
  readonly referenceIntervalS: bigint;
  readonly currentIntervalS: bigint;
}

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

/** Whether every registration needs a captcha. */
export function asksAlways({ captcha_config: { captcha_trigger: trigger } }: Configuration): boolean {
  return trigger.tag === 'Static' && trigger.value.tag === 'CaptchaEnabled';
}

/** The trigger that compares rates, or null when it is static: then nothing is recorded. */
export function dynamicTrigger({
  captcha_config: { captcha_trigger: trigger },
}: Configuration): DynamicTrigger | null {
  if (trigger.tag === 'Static') return null;
  return {
    thresholdPct: BigInt(trigger.value.threshold_pct),
    referenceIntervalS: trigger.value.reference_rate_sampling_interval_s,
    currentIntervalS: trigger.value.current_rate_sampling_interval_s,
  };
}

/** Whether there are so many registrations now that the next one needs a captcha. */
export function exceedsUsualRate(trigger: DynamicTrigger, windows: RateWindows, now: bigint): boolean {
  const { reference, current } = windows;
  const { thresholdPct, referenceIntervalS, currentIntervalS } = trigger;
  // After an interval was made longer, what falls into it may have been forgotten already.
  if (!isWhole(reference, referenceIntervalS, now) || !isWhole(current, currentIntervalS, now)) return true;
  // current / currentInterval > reference / referenceInterval * (100 + threshold) / 100, without fractions.
  return (
    current.count * referenceIntervalS * 100n > reference.count * currentIntervalS * (100n + thresholdPct)
  );
}

/** Registrations per second: the current rate, the reference rate, and the rate above which a captcha is asked for. */
export function registrationRates({ thresholdPct, ...intervals }: DynamicTrigger, windows: RateWindows) {
  const reference = Number(windows.reference.count) / Number(intervals.referenceIntervalS);
  return {
    current: Number(windows.current.count) / Number(intervals.currentIntervalS),
    reference,
    threshold: reference * (1 + Number(thresholdPct) / 100),
  };
}

/** An interval in nanoseconds. */
export function intervalNs(seconds: bigint): bigint {
  return seconds * NANOSECONDS_PER_SECOND;
}

function isWhole(window: RateWindow, intervalS: bigint, now: bigint): boolean {
  return window.forgottenUpTo === 0n || window.forgottenUpTo + intervalNs(intervalS) <= now;
}
