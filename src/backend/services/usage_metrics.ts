/** Gauges of how much identities and dapps are used: the statistics in the text format of Prometheus (contract, 6.5). */
import {
  COUNT,
  type DappTotals,
  MONTH,
  type Measure,
  SECONDS,
  WINDOWS,
  type Window,
} from '../domain/dapp_totals.ts';
import { IC0_APP, II_DOMAINS } from '../domain/ii_domain.ts';
import { completedDomains, completedUses, escaped } from './activity.ts';
import type { Canister } from './canister.ts';
import { COUNT_LABEL, SECONDS_LABEL } from './delegation_events.ts';

/** A sample of a gauge: its labels as they stand in the text, empty for none, and its value. */
export type Sample = readonly [labels: string, value: bigint | number];

/** Adds a gauge with all its samples, under the prefix of this canister. */
export type Family = (name: string, help: string, samples: readonly Sample[]) => void;

const NANOSECONDS_PER_SECOND = 1_000_000_000n;
const MOST_USED = 10;

const PERIODS = [
  { window: 'day', prefix: 'daily', when: 'the last whole day' },
  { window: 'month', prefix: 'monthly', when: 'the last whole thirty days' },
] as const;

/** Gauges of windows that are over; none of the others exists. */
export function activityMetrics(canister: Canister, family: Family): void {
  for (let period = 0; period < PERIODS.length; period++) {
    const { window, prefix, when } = PERIODS[period]!;
    const completed = completedUses(canister, window);
    if (completed === null) continue;
    const { identities, methods } = completed;
    family(`${prefix}_active_anchors`, `Identities used in ${when}.`, [['', identities.counts[0]!]]);
    family(`${prefix}_active_anchors_start_timestamp_seconds`, `When ${when} began.`, [
      ['', identities.start / NANOSECONDS_PER_SECOND],
    ]);
    family(`${prefix}_active_authn_methods`, `Ways of signing in used in ${when}.`, methods);
    const domains = completedDomains(canister, window);
    if (domains !== null) {
      family(`${prefix}_active_anchors_by_domain`, `Identities used in ${when} by domain.`, domains);
    }
  }
}

/** Gauges of the dapps with the most delegations to people who signed in at the first domain. */
export function delegationMetrics({ events }: Canister, family: Family): void {
  const { totals } = events;
  if (totals === null) return;
  const counts = dappSamples(totals, COUNT);
  if (counts.length > 0) family(COUNT_LABEL, 'Delegations prepared for the most used dapps.', counts);
  const seconds = dappSamples(totals, SECONDS);
  if (seconds.length > 0) family(SECONDS_LABEL, 'Seconds that they last.', seconds);
}

function dappSamples(totals: DappTotals, measure: Measure): Sample[] {
  const samples: Sample[] = [];
  for (let window: number = 0; window <= MONTH; window++) {
    const top = totals.top(window as Window, measure, IC0_APP, MOST_USED);
    if (top.length === 0) continue;
    const rest = `",window="${WINDOWS[window]}",ii_origin="${II_DOMAINS[IC0_APP]}"`;
    for (let i = 0; i < top.length; i++) {
      const [dapp, total] = top[i]!;
      samples.push([`dapp="${escaped(dapp)}${rest}`, total]);
    }
  }
  return samples;
}
