/** The gauge of the memories in stable memory, called as in the published canister where it has the same. */
import type { MemoryPages } from '../ic/ic.ts';

const GAUGE = 'internet_identity_virtual_memory_size_pages';

const sample = (memory: string): string => `${GAUGE}{memory="${memory}"} `;

/** What comes before each size: of what stable memory begins with, then by memory id. */
export const MEMORY_HEADS: readonly string[] = [
  `# HELP ${GAUGE} Pages of 64 KiB of a part of stable memory.\n# TYPE ${GAUGE} gauge\n${sample('header')}`,
  ...[
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
  ].map(sample),
];

const COUNT = MEMORY_HEADS.length - 1;
const NO_PAGES = { memories: [] as readonly number[] };

/**
 * Adds the sizes behind {@link MEMORY_HEADS}; memories that were never opened have none.
 * @param pages - null where nobody can tell
 */
export function addMemorySizes(values: (bigint | number | null)[], pages: MemoryPages | null): void {
  const { memories } = pages ?? NO_PAGES;
  const first = values.push(pages && 1);
  for (let id = 0; id < COUNT; id++) values[first + id] = memories[id] || null;
}
