/**
 * Gauges in the text format of Prometheus (contract, 6.5). What does not change of a gauge is joined once, since the
 * canister pays for each joint of a string.
 */
import { dynamicTrigger, registrationRates } from '../domain/captcha_trigger.ts';
import { type Configuration, anchorRange, registrationRateLimit } from '../domain/configuration.ts';
import type { MemoryPages } from '../ic/ic.ts';
import type { AccountTotals } from '../storage/settings_store.ts';
import type { Canister } from './canister.ts';
import { memoryMetrics } from './memory_metrics.ts';
import { type Family, activityMetrics, delegationMetrics } from './usage_metrics.ts';

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
const NANOSECONDS_PER_SECOND = 1_000_000_000;
/** Bytes of a page of memory. */
const PAGE = 65_536;
const PREFIX = 'internet_identity_';

/** What several gauges tell about, read once. */
interface Reading {
  readonly canister: Canister;
  readonly configuration: Configuration;
  readonly range: ReturnType<typeof anchorRange>;
  readonly rateLimit: ReturnType<typeof registrationRateLimit>;
  readonly accounts: AccountTotals;
  readonly inMode: Canister['registrationModes']['counts'];
  readonly pages: MemoryPages | null;
}

/** A gauge without labels. */
interface Gauge {
  /** The text up to the value. */
  readonly head: string;
  /** Null where there is no such gauge. */
  readonly value: (reading: Reading) => bigint | number | null;
}

/** The two lines about a gauge. */
function about(fullName: string, help: string): string {
  return `# HELP ${fullName} ${help}\n# TYPE ${fullName} gauge\n`;
}

function gauge(name: string, help: string, value: Gauge['value'], prefix = PREFIX): Gauge {
  return { head: `${about(prefix + name, help)}${prefix}${name} `, value };
}

const GAUGES: readonly Gauge[] = [
  gauge('user_count', 'Number of identities.', ({ canister }) => canister.settings.anchorCount()),
  gauge('min_user_number', 'The lowest identity number of this canister.', ({ range }) => range.lo),
  gauge('max_user_number', 'The highest identity number of this canister.', ({ range }) => range.hi - 1n),
  gauge(
    'total_accounts_count',
    'Number of accounts that have a number.',
    ({ accounts }) => accounts.accounts,
  ),
  gauge(
    'total_account_references_count',
    'Number of stored accounts, unnamed default ones included.',
    ({ accounts }) => accounts.references,
  ),
  gauge(
    'total_application_count',
    'Number of front ends at which somebody has accounts.',
    ({ accounts }) => accounts.frontEnds,
  ),
  // Counted where they are stored, so that there is nothing else which a count could differ from.
  gauge('account_counter_discrepancy_count', 'Counts of accounts that were found wrong.', () => 0),
  gauge(
    'signature_count',
    'Number of signatures that can be fetched.',
    ({ canister }) => canister.certified.signatures.size,
  ),
  gauge('temp_keys_count', 'Number of temporary keys.', ({ canister }) => canister.tempKeys.count),
  gauge(
    'inflight_challenges',
    'Captchas that wait for their answers.',
    ({ canister }) => canister.challenges.count,
  ),
  gauge('stable_memory_pages', 'Pages of 64 KiB of stable memory.', ({ pages }) => pages && pages.stable),
  gauge('heap_pages', 'Pages of 64 KiB of the heap.', ({ pages }) => pages && pages.heap),
  // These two have no prefix in the published canister either.
  gauge('stable_memory_bytes', 'Bytes of stable memory.', ({ pages }) => pages && pages.stable * PAGE, ''),
  gauge('heap_memory_bytes', 'Bytes of the heap.', ({ pages }) => pages && pages.heap * PAGE, ''),
  gauge('users_in_registration_mode', 'Identities that wait for a device.', ({ inMode }) => inMode.all),
  gauge(
    'users_in_registration_mode_v2',
    'Those of them with a registration id.',
    ({ inMode }) => inMode.withId,
  ),
  gauge(
    'last_upgrade_timestamp',
    'Time of the last upgrade in nanoseconds.',
    ({ canister }) => canister.counters.lastUpgrade,
  ),
  gauge(
    'delegation_counter',
    'Delegations prepared since the last upgrade.',
    ({ canister }) => canister.counters.delegations,
  ),
  gauge(
    'anchor_operations_counter',
    'Changes of identities since the last upgrade.',
    ({ canister }) => canister.counters.anchorOperations,
  ),
  gauge(
    'prepare_id_alias_counter',
    'Id aliases prepared since the last upgrade.',
    ({ canister }) => canister.counters.idAliases,
  ),
  gauge(
    'register_rate_limit_max_tokens',
    'Most registrations at once.',
    ({ rateLimit }) => rateLimit.maxTokens,
  ),
  gauge(
    'register_rate_limit_time_per_tokens_seconds',
    'Seconds after which one more registration is allowed.',
    ({ rateLimit }) => Number(rateLimit.timePerTokenNs) / NANOSECONDS_PER_SECOND,
  ),
  gauge(
    'register_rate_limit_current_tokens',
    'Registrations allowed now.',
    ({ canister }) => canister.registrationBucket.tokens,
  ),
  gauge(
    'event_data_count',
    'Delegations that the statistics remember.',
    ({ canister }) => canister.events.eventCount,
  ),
  gauge('event_aggregations_count', 'Totals over them.', ({ canister }) => canister.events.totalCount),
];

/** Gauges of the archive, once there is one. */
const ARCHIVE_GAUGES: readonly Gauge[] = [
  gauge(
    'archive_sequence_number',
    'Number that the next operation gets.',
    ({ canister }) => canister.archive.nextSequenceNumber,
  ),
  gauge(
    'buffered_archive_entries',
    'Operations that the archive has not fetched.',
    ({ canister }) => canister.archive.size,
  ),
  gauge(
    'archive_config_entries_buffer_limit',
    'Operations that may wait for the archive.',
    ({ configuration }) => configuration.archive_config && configuration.archive_config.entries_buffer_limit,
  ),
  gauge(
    'archive_config_fetch_limit',
    'Operations that it gets at once.',
    ({ configuration }) => configuration.archive_config && configuration.archive_config.entries_fetch_limit,
  ),
  gauge(
    'archive_config_polling_interval_seconds',
    'Seconds after which it looks for more.',
    ({ configuration: { archive_config: archive } }) =>
      archive && Number(archive.polling_interval_ns) / NANOSECONDS_PER_SECOND,
  ),
];

/** Every gauge that there is, each sample with the time of this message. */
export function metricsText(canister: Canister): string {
  const { settings } = canister;
  const configuration = settings.configuration();
  const reading: Reading = {
    canister,
    configuration,
    range: anchorRange(configuration),
    rateLimit: registrationRateLimit(configuration),
    accounts: settings.accountTotals(),
    inMode: canister.registrationModes.counts,
    pages: canister.ic.memoryPages(),
  };
  const end = ` ${canister.ic.now() / NANOSECONDS_PER_MILLISECOND}\n`;
  const parts = [gaugesText(GAUGES, reading, end)];
  const family: Family = (name, help, samples) => {
    const full = PREFIX + name;
    parts.push(about(full, help));
    for (const [labels, value] of samples) {
      parts.push(`${full}${labels === '' ? '' : `{${labels}}`} ${value}${end}`);
    }
  };
  if (reading.pages !== null) parts.push(memoryMetrics(reading.pages.memories, end));
  if (canister.archive.canister !== null) parts.push(gaugesText(ARCHIVE_GAUGES, reading, end));
  const trigger = dynamicTrigger(configuration);
  if (trigger !== null) {
    const rates = registrationRates(trigger, canister.registrations.windows());
    family('registrations_per_second', 'Rates that the captcha trigger compares.', [
      ['type="reference_rate"', rates.reference],
      ['type="current_rate"', rates.current],
      ['type="captcha_threshold_rate"', rates.threshold],
    ]);
  }
  activityMetrics(canister, family);
  delegationMetrics(canister, family);
  return parts.join('');
}

/** @param end - what follows each value: the time of the sample, and the end of the line */
function gaugesText(gauges: readonly Gauge[], reading: Reading, end: string): string {
  let text = '';
  for (let i = 0; i < gauges.length; i++) {
    const gauge = gauges[i] as Gauge;
    const value = gauge.value(reading);
    if (value !== null) text += gauge.head + value + end;
  }
  return text;
}
