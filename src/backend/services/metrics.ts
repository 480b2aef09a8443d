/** Gauges in the text format of Prometheus (contract, 6.5). */
import { dynamicTrigger, registrationRates } from '../domain/captcha_trigger.ts';
import { anchorRange, registrationRateLimit } from '../domain/configuration.ts';
import type { Canister } from './canister.ts';
import { type Family, activityMetrics, delegationMetrics } from './usage_metrics.ts';

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
const NANOSECONDS_PER_SECOND = 1_000_000_000;
/** Bytes of a page of memory. */
const PAGE = 65_536;

/** Adds a gauge with one sample without labels. */
type Gauge = (name: string, help: string, value: bigint | number) => void;

/** Every gauge that there is, each sample with the time of this message. */
export function metricsText(canister: Canister): string {
  const { ic, settings, certified, tempKeys, counters, registrationBucket } = canister;
  const now = ic.now() / NANOSECONDS_PER_MILLISECOND;
  const range = anchorRange(settings.configuration());
  const limit = registrationRateLimit(settings.configuration());
  const lines: string[] = [];
  const family: Family = (name, help, samples) => {
    const full = `internet_identity_${name}`;
    lines.push(`# HELP ${full} ${help}`, `# TYPE ${full} gauge`);
    for (const [labels, value] of samples) {
      lines.push(`${full}${labels === '' ? '' : `{${labels}}`} ${value} ${now}`);
    }
  };
  const memory = (pages: string, bytes: string, what: string, count: number): void => {
    gauge(pages, `Pages of 64 KiB of ${what}.`, count);
    // These two have no prefix in the published canister either.
    lines.push(
      `# HELP ${bytes} Bytes of ${what}.`,
      `# TYPE ${bytes} gauge`,
      `${bytes} ${count * PAGE} ${now}`,
    );
  };
  const gauge: Gauge = (name, help, value) => family(name, help, [['', value]]);
  gauge('user_count', 'Number of identities.', settings.anchorCount());
  gauge('min_user_number', 'The lowest identity number of this canister.', range.lo);
  gauge('max_user_number', 'The highest identity number of this canister.', range.hi - 1n);
  const { accounts, references, frontEnds } = settings.accountTotals();
  gauge('total_accounts_count', 'Number of accounts that have a number.', accounts);
  gauge(
    'total_account_references_count',
    'Number of stored accounts, unnamed default ones included.',
    references,
  );
  gauge('total_application_count', 'Number of front ends at which somebody has accounts.', frontEnds);
  gauge('signature_count', 'Number of signatures that can be fetched.', certified.signatures.size);
  gauge('temp_keys_count', 'Number of temporary keys.', tempKeys.count);
  gauge('inflight_challenges', 'Captchas that wait for their answers.', canister.challenges.count);
  const pages = ic.memoryPages();
  if (pages !== null) {
    memory('stable_memory_pages', 'stable_memory_bytes', 'stable memory', pages.stable);
    memory('heap_pages', 'heap_memory_bytes', 'the heap', pages.heap);
  }
  const inMode = canister.registrationModes.counts;
  gauge('users_in_registration_mode', 'Identities that wait for a device.', inMode.all);
  gauge('users_in_registration_mode_v2', 'Those of them with a registration id.', inMode.withId);
  gauge('last_upgrade_timestamp', 'Time of the last upgrade in nanoseconds.', counters.lastUpgrade);
  gauge('delegation_counter', 'Delegations prepared since the last upgrade.', counters.delegations);
  gauge(
    'anchor_operations_counter',
    'Changes of identities since the last upgrade.',
    counters.anchorOperations,
  );
  gauge('prepare_id_alias_counter', 'Id aliases prepared since the last upgrade.', counters.idAliases);
  gauge('register_rate_limit_max_tokens', 'Most registrations at once.', limit.maxTokens);
  gauge(
    'register_rate_limit_time_per_tokens_seconds',
    'Seconds after which one more registration is allowed.',
    Number(limit.timePerTokenNs) / NANOSECONDS_PER_SECOND,
  );
  if (registrationBucket.tokens !== null) {
    gauge('register_rate_limit_current_tokens', 'Registrations allowed now.', registrationBucket.tokens);
  }
  const trigger = dynamicTrigger(settings.configuration());
  if (trigger !== null) {
    const rates = registrationRates(trigger, canister.registrations.windows());
    family('registrations_per_second', 'Rates that the captcha trigger compares.', [
      ['type="reference_rate"', rates.reference],
      ['type="current_rate"', rates.current],
      ['type="captcha_threshold_rate"', rates.threshold],
    ]);
  }
  archiveMetrics(canister, gauge);
  gauge('event_data_count', 'Delegations that the statistics remember.', canister.events.eventCount);
  gauge('event_aggregations_count', 'Totals over them.', canister.events.totalCount);
  activityMetrics(canister, family);
  delegationMetrics(canister, family);
  return `${lines.join('\n')}\n`;
}

/** Gauges of the archive, once there is one. */
function archiveMetrics({ archive, settings }: Canister, gauge: Gauge): void {
  if (archive.canister === null) return;
  gauge('archive_sequence_number', 'Number that the next operation gets.', archive.nextSequenceNumber);
  gauge('buffered_archive_entries', 'Operations that the archive has not fetched.', archive.size);
  const config = settings.configuration().archive_config;
  if (config === null) return;
  gauge(
    'archive_config_entries_buffer_limit',
    'Operations that may wait for the archive.',
    config.entries_buffer_limit,
  );
  gauge('archive_config_fetch_limit', 'Operations that it gets at once.', config.entries_fetch_limit);
  gauge(
    'archive_config_polling_interval_seconds',
    'Seconds after which it looks for more.',
    Number(config.polling_interval_ns) / NANOSECONDS_PER_SECOND,
  );
}
