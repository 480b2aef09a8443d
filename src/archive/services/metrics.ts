/** Gauges of the archive in the text format of Prometheus (contract, 6.5 and 5.2). */
import { ANCHOR_INDEX_MEMORY, LOG_MEMORY } from '../storage/memory_ids.ts';
import type { Archive } from './archive.ts';

const NANOSECONDS_PER_SECOND = 1_000_000_000n;
const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
/** Bytes of an index entry: its key and its value. */
const INDEX_ENTRY_BYTES = 32n;

/** Every gauge that there is, each sample with the time of this message in milliseconds. */
export function metricsText({ ic, log, calls, lastUpgrade }: Archive): string {
  const now = ic.now() / NANOSECONDS_PER_MILLISECOND;
  const lines: string[] = [];
  const family = (name: string, help: string, samples: Readonly<Record<string, bigint | number>>): void => {
    lines.push(`# HELP ii_archive_${name} ${help}`, `# TYPE ii_archive_${name} gauge`);
    for (const [labels, value] of Object.entries(samples)) {
      lines.push(`ii_archive_${name}${labels === '' ? '' : `{${labels}}`} ${value} ${now}`);
    }
  };
  const { entries, bytes, nextSequence } = log.state;
  family('last_upgrade_timestamp_seconds', 'When the archive was last upgraded.', {
    '': lastUpgrade / NANOSECONDS_PER_SECOND,
  });
  if (nextSequence > 0n) {
    family('highest_sequence_number', 'Number of the last operation that was archived.', {
      '': nextSequence - 1n,
    });
  }
  family('entries_count', 'Number of entries.', {
    'source="log"': entries,
    'source="anchor_index"': entries,
  });
  family('log_bytes', 'Bytes of entries.', {
    'type="entries"': bytes,
    'type="index"': entries * INDEX_ENTRY_BYTES,
  });
  const pages = ic.memoryPages();
  if (pages !== null) {
    family('stable_memory_pages', 'Pages of 64 KiB of stable memory.', { '': pages.stable });
    family('virtual_memory_pages', 'Pages of 64 KiB of the memories inside it.', {
      // A map brings its index along: there is none beside it.
      'kind="log_index"': 0,
      'kind="log_data"': pages.memories[LOG_MEMORY] ?? 0,
      'kind="anchor_index"': pages.memories[ANCHOR_INDEX_MEMORY] ?? 0,
    });
  }
  const { lastFetch } = calls;
  if (lastFetch !== null) {
    family('last_successful_fetch_timestamp_seconds', 'When operations were last fetched.', {
      '': lastFetch.timestamp / NANOSECONDS_PER_SECOND,
    });
    family('last_successful_fetch_entries_count', 'How many they were.', { '': lastFetch.number_of_entries });
  }
  return `${lines.join('\n')}\n`;
}
