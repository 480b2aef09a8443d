/** Keeping what changes identities until the archive has it (contract, 5.3 and 5.4). */
import { encode_entry_request } from '../../../declarations/identity_calls_codec.ts';
import type { ArchiveOperation } from '../../domain/archive_operation.ts';
import { Trap } from '../../domain/trap.ts';
import { equalBytes } from '../../encoding/bytes.ts';
import { principalText } from '../../encoding/principal.ts';
import type { BufferedOperation } from '../../storage/archive_buffer.ts';
import type { Canister } from '../canister.ts';

/** Entries of one reply: well below the two million bytes that a message may have. */
const REPLY_BYTES = 1_500_000;

/**
 * Counts a change of an identity, and keeps it for the archive once there is one.
 * @param operation - asked for only then; null for a change that is no operation
 * @throws Trap when too many wait already: nothing may change then
 */
export function recordOperation(
  canister: Canister,
  anchorNumber: bigint,
  caller: Uint8Array,
  operation: () => ArchiveOperation | null,
): void {
  canister.counters.anchorOperations += 1n;
  const { archive, ic } = canister;
  if (archive.canister === null) return;
  const limit = canister.settings.configuration().archive_config?.entries_buffer_limit ?? 0n;
  if (BigInt(archive.size) >= limit) {
    throw new Trap('cannot archive operation, archive entries buffer limit reached');
  }
  const what = operation();
  if (what === null) return;
  const timestamp = ic.now();
  const entry = {
    anchor: anchorNumber,
    operation: what,
    timestamp,
    caller,
    sequence_number: archive.nextSequenceNumber,
  };
  archive.append(anchorNumber, timestamp, encode_entry_request(entry));
}

/** The oldest operations that wait, for the archive alone. */
export function fetchEntries(canister: Canister): BufferedOperation[] {
  expectArchive(canister);
  const limit = canister.settings.configuration().archive_config?.entries_fetch_limit ?? 0;
  return canister.archive.oldest(limit, REPLY_BYTES);
}

/** Forgets operations up to a number: the archive has them. */
export function acknowledgeEntries(canister: Canister, sequenceNumber: bigint): void {
  expectArchive(canister);
  canister.archive.dropUpTo(sequenceNumber);
}

function expectArchive({ ic, archive }: Canister): void {
  if (archive.canister === null) throw new Trap('no archive deployed!');
  if (!equalBytes(ic.caller(), archive.canister)) {
    throw new Trap(
      `only the archive canister ${principalText(archive.canister)} is allowed to fetch and acknowledge entries`,
    );
  }
}
