/**
 * Gauges in the text format of Prometheus (contract, 6.5). What does not change of a gauge without labels is encoded
 * once, and all of those are put together in one step, since the canister pays for each joint of a string.
 */
import { dynamicTrigger, registrationRates } from '../domain/captcha_trigger.ts';
import { type Configuration, registrationRateLimit } from '../domain/configuration.ts';
import { LineTemplate } from '../encoding/line_template.ts';
import type { MemoryPages } from '../ic/ic.ts';
import type { Canister } from './canister.ts';
import { MEMORY_HEADS, addMemorySizes } from './memory_metrics.ts';
import { type Family, activityMetrics, delegationMetrics } from './usage_metrics.ts';

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
const NANOSECONDS_PER_SECOND = 1_000_000_000;
/** Bytes of a page of memory. */
const PAGE = 65_536;
const PREFIX = 'internet_identity_';

/** A value; null where there is no such gauge. */
type Value = bigint | number | null;

/** Gauges without labels, each with what it tells; {@link gaugeValues} has their values in the same order. */
const GAUGES: readonly (readonly [name: string, help: string])[] = [
  [`${PREFIX}user_count`, 'Number of identities.'],
  [`${PREFIX}min_user_number`, 'The lowest identity number of this canister.'],
  [`${PREFIX}max_user_number`, 'The highest identity number of this canister.'],
  [`${PREFIX}total_accounts_count`, 'Number of accounts that have a number.'],
  [`${PREFIX}total_account_references_count`, 'Number of stored accounts, unnamed default ones included.'],
  [`${PREFIX}total_application_count`, 'Number of front ends at which somebody has accounts.'],
  [`${PREFIX}account_counter_discrepancy_count`, 'Counts of accounts that were found wrong.'],
  [`${PREFIX}signature_count`, 'Number of signatures that can be fetched.'],
  [`${PREFIX}temp_keys_count`, 'Number of temporary keys.'],
  [`${PREFIX}inflight_challenges`, 'Captchas that wait for their answers.'],
  [`${PREFIX}stable_memory_pages`, 'Pages of 64 KiB of stable memory.'],
  [`${PREFIX}heap_pages`, 'Pages of 64 KiB of the heap.'],
  // These two have no prefix in the published canister either.
  ['stable_memory_bytes', 'Bytes of stable memory.'],
  ['heap_memory_bytes', 'Bytes of the heap.'],
  [`${PREFIX}users_in_registration_mode`, 'Identities that wait for a device.'],
  [`${PREFIX}users_in_registration_mode_v2`, 'Those of them with a registration id.'],
  [`${PREFIX}last_upgrade_timestamp`, 'Time of the last upgrade in nanoseconds.'],
  [`${PREFIX}delegation_counter`, 'Delegations prepared since the last upgrade.'],
  [`${PREFIX}anchor_operations_counter`, 'Changes of identities since the last upgrade.'],
  [`${PREFIX}prepare_id_alias_counter`, 'Id aliases prepared since the last upgrade.'],
  [`${PREFIX}register_rate_limit_max_tokens`, 'Most registrations at once.'],
  [
    `${PREFIX}register_rate_limit_time_per_tokens_seconds`,
    'Seconds after which one more registration is allowed.',
  ],
  [`${PREFIX}register_rate_limit_current_tokens`, 'Registrations allowed now.'],
  [`${PREFIX}event_data_count`, 'Delegations that the statistics remember.'],
  [`${PREFIX}event_aggregations_count`, 'Totals over them.'],
];

/** Gauges of the archive, with {@link archiveValues}. */
const ARCHIVE_GAUGES: typeof GAUGES = [
  [`${PREFIX}archive_sequence_number`, 'Number that the next operation gets.'],
  [`${PREFIX}buffered_archive_entries`, 'Operations that the archive has not fetched.'],
  [`${PREFIX}archive_config_entries_buffer_limit`, 'Operations that may wait for the archive.'],
  [`${PREFIX}archive_config_fetch_limit`, 'Operations that it gets at once.'],
  [`${PREFIX}archive_config_polling_interval_seconds`, 'Seconds after which it looks for more.'],
];

/** The two lines about a gauge. */
function about(fullName: string, help: string): string {
  return `# HELP ${fullName} ${help}\n# TYPE ${fullName} gauge\n`;
}

const headOf = ([name, help]: (typeof GAUGES)[number]): string => `${about(name, help)}${name} `;

const TEMPLATE = new LineTemplate([...GAUGES.map(headOf), ...MEMORY_HEADS, ...ARCHIVE_GAUGES.map(headOf)]);

/** UTF-8 of every gauge that there is, each sample with the time of this message. */
export function metricsBody(canister: Canister): Uint8Array {
  const { ic, settings, archive } = canister;
  const configuration = settings.configuration();
  const pages = ic.memoryPages();
  const values = gaugeValues(canister, configuration, pages);
  addMemorySizes(values, pages);
  if (archive.canister !== null) values.push(...archiveValues(canister, configuration));
  const end = ` ${ic.now() / NANOSECONDS_PER_MILLISECOND}\n`;
  return TEMPLATE.text(values, end, labelledGauges(canister, configuration, end));
}

/**
 * In one list, since a function for each of them would cost the canister as much again. What cannot be large is made a
 * number, since it is dear to write a bigint.
 */
function gaugeValues(canister: Canister, configuration: Configuration, pages: MemoryPages | null): Value[] {
  const { settings, counters, events } = canister;
  const [lowest, end] = configuration.assigned_user_number_range;
  const { accounts, references, frontEnds } = settings.accountTotals();
  const inMode = canister.registrationModes.counts;
  const rateLimit = registrationRateLimit(configuration);
  return [
    Number(settings.anchorCount()),
    lowest,
    end - 1n,
    Number(accounts),
    Number(references),
    Number(frontEnds),
    // Counted where they are stored, so that there is nothing else which a count could differ from.
    0,
    canister.certified.signatures.size,
    canister.tempKeys.count,
    canister.challenges.count,
    pages && pages.stable,
    pages && pages.heap,
    pages && pages.stable * PAGE,
    pages && pages.heap * PAGE,
    inMode.all,
    inMode.withId,
    counters.lastUpgrade,
    Number(counters.delegations),
    Number(counters.anchorOperations),
    Number(counters.idAliases),
    rateLimit.maxTokens,
    Number(rateLimit.timePerTokenNs) / NANOSECONDS_PER_SECOND,
    canister.registrationBucket.tokens,
    events.eventCount,
    events.totalCount,
  ];
}

function archiveValues({ archive }: Canister, { archive_config: config }: Configuration): Value[] {
  return [
    archive.nextSequenceNumber,
    archive.size,
    config && config.entries_buffer_limit,
    config && config.entries_fetch_limit,
    config && Number(config.polling_interval_ns) / NANOSECONDS_PER_SECOND,
  ];
}

/** @param end - what follows each value: the time of the sample, and the end of the line */
function labelledGauges(canister: Canister, configuration: Configuration, end: string): string {
  const parts: string[] = [];
  const family: Family = (name, help, samples) => {
    const full = PREFIX + name;
    parts.push(about(full, help));
    for (const [labels, value] of samples) {
      parts.push(`${full}${labels === '' ? '' : `{${labels}}`} ${value}${end}`);
    }
  };
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
