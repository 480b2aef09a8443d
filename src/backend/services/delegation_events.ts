/** Delegations by dapp, in the last day and the last thirty days (contract, 2.9). */
import { COUNT, DAY, MONTH, SECONDS, WINDOWS } from '../domain/dapp_totals.ts';
import type { FrontendHostname } from '../domain/delegation.ts';
import { isDevelopmentOrigin } from '../domain/development_origin.ts';
import { II_DOMAINS, type IiDomain, OTHER_DOMAIN, iiDomain } from '../domain/ii_domain.ts';
import { originOf } from '../storage/codecs/anchor_record.ts';
import type { Access } from './access.ts';
import type { Canister } from './canister.ts';

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

export const COUNT_LABEL = 'prepare_delegation_count';
export const SECONDS_LABEL = 'prepare_delegation_session_seconds';
const PRUNINGS_LABEL = 'prune_event_count';
/** Dapps that an aggregation tells of. */
const AGGREGATION_LIMIT = 100;

const MEASURES = [
  [COUNT, COUNT_LABEL],
  [SECONDS, SECONDS_LABEL],
] as const;

/** Counts a delegation that was prepared for a dapp now. */
export function countDelegation(
  { ic, events }: Canister,
  { record, deviceIndex }: Access,
  frontend: FrontendHostname,
  expiration: bigint,
): void {
  // A dapp without a name has nothing that it could be told of by.
  if (frontend === '' || isDevelopmentOrigin(frontend)) return;
  const now = ic.now();
  const domain = deviceIndex < 0 ? OTHER_DOMAIN : iiDomain(originOf(record, deviceIndex));
  const seconds = Number((expiration - now) / NANOSECONDS_PER_SECOND);
  events.add(now, { domain, seconds, frontend });
}

/** Soon lets go of delegations that are over, where none came while the canister did not run. */
export function schedulePruning({ ic, schedule, settings, events }: Canister): void {
  // Where nobody is registered, nothing was counted, and looking would take a memory for it.
  if (settings.anchorCount() === 0n) return;
  schedule.at('prune delegations', ic.now(), () => events.prune(ic.now()));
}

/** Name of an aggregation, and the largest totals of it with whose they are. */
type Aggregation = [key: string, totals: [subkey: string, total: bigint][]];

/** All aggregations that are not empty, largest totals first. */
export function aggregations({ events }: Canister): Aggregation[] {
  const found: Aggregation[] = [];
  if (events.isEmpty) return found;
  const add = (key: string, totals: [string, number][]): void => {
    if (totals.length > 0) found.push([key, totals.map(([subkey, total]) => [subkey, BigInt(total)])]);
  };
  for (const window of [DAY, MONTH] as const) {
    for (const [measure, label] of MEASURES) {
      II_DOMAINS.forEach((domain, index) => {
        const totals = events.top(window, measure, index as IiDomain, AGGREGATION_LIMIT);
        add(`${label} ${WINDOWS[window]} ${domain}`, totals);
      });
    }
    const prunings = events.prunings(window);
    if (prunings > 0)
      add(`${PRUNINGS_LABEL} ${WINDOWS[window]} ${II_DOMAINS[OTHER_DOMAIN]}`, [['', prunings]]);
  }
  return found;
}
