/**
 * Times of registrations, oldest first, for the two rates that the dynamic captcha trigger compares. Both rates read
 * one log, each from a place of its own; an entry goes when both have passed it. The map is opened when it is first
 * needed: most canisters never do.
 *
 * State record, version 1, under a key of one byte: version, number of the next entry, and for each rate the number
 * of its first entry and the time of the last one that it passed, 8 bytes big-endian each.
 */
import type { RateWindow, RateWindows } from '../domain/captcha_trigger.ts';
import { ByteReader } from '../encoding/byte_reader.ts';
import { ByteWriter } from '../encoding/byte_writer.ts';
import type { Ic, StableMap } from '../ic/ic.ts';
import { REGISTRATIONS_MEMORY } from './memory_ids.ts';
import { expectRecordVersion } from './record_version.ts';

const STATE_KEY = Uint8Array.of(0);
const STATE_VERSION = 1;
/** Entries that a rate passes at most with one registration. */
const PASSED_PER_ADD = 100;

interface Place {
  readonly first: bigint;
  readonly forgottenUpTo: bigint;
}

interface State {
  readonly next: bigint;
  readonly reference: Place;
  readonly current: Place;
}

const NOTHING_YET: State = {
  next: 0n,
  reference: { first: 0n, forgottenUpTo: 0n },
  current: { first: 0n, forgottenUpTo: 0n },
};

export class RegistrationLog {
  readonly #ic: Ic;

  constructor(ic: Ic) {
    this.#ic = ic;
  }

  /** Notes a registration, after passing up to a hundred entries that are older than each rate's interval. */
  add(now: bigint, referenceIntervalNs: bigint, currentIntervalNs: bigint): void {
    const map = this.#map();
    const before = readState(map);
    const reference = pass(map, before.reference, before.next, now - referenceIntervalNs);
    const current = pass(map, before.current, before.next, now - currentIntervalNs);
    const oldest = smaller(before.reference.first, before.current.first);
    const kept = smaller(reference.first, current.first);
    for (let n = oldest; n < kept; n++) map.remove(numberBytes(n));
    map.insert(numberBytes(before.next), numberBytes(now));
    writeState(map, { next: before.next + 1n, reference, current });
  }

  /** What is remembered for each rate. */
  windows(): RateWindows {
    const { next, reference, current } = readState(this.#map());
    const window = ({ first, forgottenUpTo }: Place): RateWindow => ({ count: next - first, forgottenUpTo });
    return { reference: window(reference), current: window(current) };
  }

  #map(): StableMap {
    return this.#ic.stableMap(REGISTRATIONS_MEMORY);
  }
}

/** Moves a rate's place past entries of this time and before. */
function pass(map: StableMap, place: Place, next: bigint, upTo: bigint): Place {
  let { first, forgottenUpTo } = place;
  for (let passed = 0; passed < PASSED_PER_ADD && first < next; passed++) {
    const entry = map.get(numberBytes(first));
    if (entry === null) throw new Error(`registration ${first} is not in the log`);
    const time = new ByteReader(entry).u64();
    if (time > upTo) break;
    first += 1n;
    forgottenUpTo = time;
  }
  return { first, forgottenUpTo };
}

function readState(map: StableMap): State {
  const record = map.get(STATE_KEY);
  if (record === null) return NOTHING_YET;
  expectRecordVersion(record, STATE_VERSION, 'registration log');
  const reader = new ByteReader(record, 1);
  const next = reader.u64();
  const reference = { first: reader.u64(), forgottenUpTo: reader.u64() };
  const current = { first: reader.u64(), forgottenUpTo: reader.u64() };
  reader.end();
  return { next, reference, current };
}

function writeState(map: StableMap, { next, reference, current }: State): void {
  const writer = new ByteWriter(41);
  writer.u8(STATE_VERSION);
  for (const number of [
    next,
    reference.first,
    reference.forgottenUpTo,
    current.first,
    current.forgottenUpTo,
  ]) {
    writer.u64(number);
  }
  map.insert(STATE_KEY, writer.finish());
}

function numberBytes(number: bigint): Uint8Array {
  const writer = new ByteWriter(8);
  writer.u64(number);
  return writer.finish();
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
