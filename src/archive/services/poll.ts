/** Fetching what changed from Internet Identity (contract, 5.2). */
import {
  decode_fetch_entries_reply,
  encode_acknowledge_entries_request,
} from '../../declarations/archive_calls_codec.ts';
import { CandidError } from '../../backend/encoding/candid/candid_error.ts';
import { CallError } from '../../backend/ic/ic.ts';
import type { NewEntry } from '../storage/archive_log.ts';
import type { Archive } from './archive.ts';

const NO_ARGUMENTS = Uint8Array.of(0x44, 0x49, 0x44, 0x4c, 0, 0);
/** Reject code for what a canister did wrong, as the system gives it. */
const CANISTER_ERROR = 5;
/** Characters of an error that are kept. */
const ERROR_LENGTH = 1000;

/**
 * Fetches the operations that wait at Internet Identity, archives those that are new and lets the others be forgotten.
 * What is archived and up to which number is written in one step, so a run may end anywhere, run twice or beside
 * another: the next one is given what was not acknowledged again, and leaves out what it has.
 */
export async function poll(archive: Archive): Promise<void> {
  const fetched = await callIdentity(
    archive,
    'fetch_entries',
    NO_ARGUMENTS,
    (reply) => decode_fetch_entries_reply(reply)[0],
  );
  if (fetched === null) return;
  archive.calls.noteFetch({ timestamp: archive.ic.now(), number_of_entries: fetched.length });
  const highest = archiveNew(archive, fetched);
  if (highest === null) return;
  await callIdentity(archive, 'acknowledge_entries', encode_acknowledge_entries_request(highest), () => null);
}

type Fetched = ReturnType<typeof decode_fetch_entries_reply>[0];

/** @returns the highest number among what was fetched; null when that was nothing */
function archiveNew({ log }: Archive, fetched: Fetched): bigint | null {
  const expected = log.state.nextSequence;
  let next = expected;
  const entries: NewEntry[] = [];
  // A gap is archived as it is: nobody has what is missing any more.
  for (const { anchor_number: anchorNumber, timestamp, sequence_number: number, entry } of fetched) {
    if (number < next) continue;
    next = number + 1n;
    entries.push({ anchorNumber, timestamp, entry });
  }
  if (entries.length > 0) log.append(entries, next);
  return fetched.at(-1)?.sequence_number ?? null;
}

/** A call whose failure is only noted, as is a reply that cannot be read: null then. */
async function callIdentity<T>(
  { ic, init, calls }: Archive,
  method: string,
  argument: Uint8Array,
  read: (reply: Uint8Array) => T,
): Promise<T | null> {
  try {
    return read(await ic.call(init.ii_canister, method, argument));
  } catch (error) {
    if (!(error instanceof CallError || error instanceof CandidError)) throw error;
    calls.noteError({
      time: ic.now(),
      canister: init.ii_canister,
      method,
      argument,
      rejection_code: error instanceof CallError ? error.code : CANISTER_ERROR,
      message: error.message.slice(0, ERROR_LENGTH),
    });
    return null;
  }
}
