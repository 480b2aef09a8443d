/** The archive as its services see it. */
import type { ArchiveInit } from '../../declarations/archive_types.ts';
import { Trap } from '../../backend/domain/trap.ts';
import type { Ic } from '../../backend/ic/ic.ts';
import { createSchedule } from '../../backend/services/schedule.ts';
import { ArchiveLog } from '../storage/archive_log.ts';
import { storeInit, storedInit } from '../storage/archive_settings.ts';
import { CallLog } from '../storage/call_log.ts';
import { poll } from './poll.ts';

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

export interface Archive {
  readonly ic: Ic;
  readonly init: ArchiveInit;
  readonly log: ArchiveLog;
  readonly calls: CallLog;
  /** Nanoseconds since 1970; 0 before the first upgrade. */
  readonly lastUpgrade: bigint;
}

/**
 * Starts the archive over empty stable memory.
 * @param argument - the init argument as it came, and what it says
 */
export function install(ic: Ic, argument: Uint8Array, init: ArchiveInit): Archive {
  return start(ic, argument, init, 0n);
}

/** Starts the archive over the memory that another version of it left; traps over any other. */
export function upgrade(ic: Ic, argument: Uint8Array, init: ArchiveInit): Archive {
  if (storedInit(ic) === null) throw new Trap('stable memory is not that of an archive');
  return start(ic, argument, init, ic.now());
}

function start(ic: Ic, argument: Uint8Array, init: ArchiveInit, lastUpgrade: bigint): Archive {
  storeInit(ic, argument);
  const archive: Archive = {
    ic,
    init,
    log: new ArchiveLog(ic),
    calls: new CallLog(ic, init.error_buffer_limit),
    lastUpgrade,
  };
  const period =
    init.polling_interval_ns > NANOSECONDS_PER_SECOND ? init.polling_interval_ns : NANOSECONDS_PER_SECOND;
  createSchedule(ic).every('fetch', ic.now() + period, period, () => poll(archive));
  return archive;
}
