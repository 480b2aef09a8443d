/** The gauge of the memories in stable memory, called as in the published canister where it has the same. */

const GAUGE = 'internet_identity_virtual_memory_size_pages';

const sample = (memory: string): string => `${GAUGE}{memory="${memory}"} `;

/** What comes before the first size: what stable memory begins with takes a page. */
const HEAD = `# HELP ${GAUGE} Pages of 64 KiB of a part of stable memory.\n# TYPE ${GAUGE} gauge\n${sample('header')}1`;

/** What comes before each size, by memory id. */
const SAMPLES = [
  'persistent_state',
  'identities',
  'lookup_anchor_with_device_credential',
  // One log for both rates.
  'reference_registration_rate',
  'stable_accounts',
  'archive_buffer',
  'event_data',
  'lookup_anchor_with_openid_credential',
  'native_login',
].map(sample);

/**
 * The gauge as text; memories that were never opened are not in it.
 * @param memories - sizes by memory id
 * @param end - of each line: the time
 */
export function memoryMetrics(memories: readonly number[], end: string): string {
  let text = HEAD + end;
  for (let id = 0; id < SAMPLES.length; id++) {
    const pages = memories[id];
    if (pages) text += SAMPLES[id] + String(pages) + end;
  }
  return text;
}
