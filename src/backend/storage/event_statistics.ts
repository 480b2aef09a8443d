/**
 * Delegations of the last day and the last thirty days, by dapp (contract, 2.9). Each one is written to a log at once;
 * the totals live in the heap and are written now and then, all in one record, with the place in the log that they
 * have counted to. After an upgrade what the events behind that place did, at most a hundred, is done again.
 *
 *     1            the totals: see encodeState below
 *     2, page, 8   the log's pages: see event_log.ts
 *     3, block, 1  version, then names of sixteen dapps' slots, each with a byte of length
 */
import {
  BLOCK,
  DAY,
  DappTotals,
  MONTH,
  type Measure,
  TOTAL_COLUMNS,
  type Window,
  bufferLength,
} from '../domain/dapp_totals.ts';
import type { IiDomain } from '../domain/ii_domain.ts';
import { ByteReader, RecordError } from '../encoding/byte_reader.ts';
import { ByteWriter } from '../encoding/byte_writer.ts';
import { concatBytes, utf8, utf8Text } from '../encoding/bytes.ts';
import type { Ic, StableMap } from '../ic/ic.ts';
import {
  type DelegationEvent,
  type DelegationOfEvent,
  EventLog,
  type EventReader,
  FIRST_PLACE,
  type Place,
  pageKey,
} from './event_log.ts';
import { STATISTICS_MEMORY } from './memory_ids.ts';
import { expectRecordVersion } from './record_version.ts';

const STATE_KEY = Uint8Array.of(1);
const PAGES = 2;
const NAMES = 3;
const STATE_VERSION = 1;
const NAMES_VERSION = 1;

const DAY_NS = 86_400_000_000_000n;
const WINDOW_NS: readonly bigint[] = [DAY_NS, 30n * DAY_NS];
/** Expired events that a call takes out of a window at most. */
export const EXPIRED_PER_CALL = 100;
/** Events after which the totals are written. */
const EVENTS_PER_STATE = 100;

interface State {
  /** To where events are counted. */
  readonly counted: Place;
  /** To where they have left each window again. */
  readonly left: readonly [day: Place, month: Place];
  /** The first page that was not deleted. */
  readonly firstPage: number;
  /** Events in each window that only expired others. */
  readonly prunings: [day: number, month: number];
  readonly totals: DappTotals;
}

/** What is in the heap. */
interface Running {
  readonly log: EventLog;
  readonly totals: DappTotals;
  readonly leaving: readonly [day: EventReader, month: EventReader];
  readonly prunings: [day: number, month: number];
  firstPage: number;
  /** Number of events when the totals were written. */
  written: number;
}

export class EventStatistics {
  readonly #ic: Ic;
  #running: Running | null = null;

  constructor(ic: Ic) {
    this.#ic = ic;
  }

  /** Counts a delegation, after at most {@link EXPIRED_PER_CALL} events have left each window. */
  add(now: bigint, delegation: DelegationOfEvent): void {
    this.#append({ time: now, delegation });
  }

  /** Lets events leave the windows although there is no delegation; counted itself. Nothing happens without need. */
  prune(now: bigint): void {
    const { leaving } = this.#run();
    const isDue = leaving.some((reader, window) => isOver(reader, window as Window, now));
    if (isDue) this.#append({ time: now, delegation: null });
  }

  /** Whether nothing was ever counted, which is told without reading much. */
  get isEmpty(): boolean {
    if (this.#running !== null) return this.#running.log.end.event === 0;
    const map = this.#map();
    return !map.has(STATE_KEY) && !map.has(pageKey(PAGES, FIRST_PLACE.page));
  }

  /** Events that are kept. */
  get eventCount(): number {
    if (this.isEmpty) return 0;
    const { log, leaving } = this.#run();
    return log.end.event - leaving[MONTH].place.event;
  }

  /** Totals that are not zero. */
  get totalCount(): number {
    if (this.isEmpty) return 0;
    const { totals, prunings } = this.#run();
    return totals.count + (prunings[DAY] > 0 ? 1 : 0) + (prunings[MONTH] > 0 ? 1 : 0);
  }

  /** Events in a window that only expired others. */
  prunings(window: Window): number {
    return this.#run().prunings[window];
  }

  /** What is totalled, null when nothing was ever counted. To be changed by events alone. */
  get totals(): DappTotals | null {
    return this.isEmpty ? null : this.#run().totals;
  }

  /** The dapps with the largest totals, largest first. */
  top(window: Window, measure: Measure, domain: IiDomain, limit: number): [name: string, total: number][] {
    return this.#run().totals.top(window, measure, domain, limit);
  }

  #append(event: DelegationEvent): void {
    const running = this.#run();
    const { log, written } = running;
    const number = log.end.event;
    expireAll(running, event.time);
    log.append(event);
    count(running, event, number);
    if (number + 1 - written >= EVENTS_PER_STATE) this.#write(running);
  }

  #write(running: Running): void {
    const { log, totals, leaving, prunings } = running;
    const map = this.#map();
    for (const block of totals.changedBlocks) map.insert(namesKey(block), encodeNames(totals.block(block)));
    totals.changedBlocks.clear();
    const first = leaving[MONTH].place.page;
    log.deletePages(running.firstPage, first);
    running.firstPage = first;
    const left = [leaving[DAY].place, leaving[MONTH].place] as const;
    map.insert(STATE_KEY, encodeState({ counted: log.end, left, firstPage: first, prunings, totals }));
    running.written = log.end.event;
  }

  #run(): Running {
    this.#running ??= this.#load();
    return this.#running;
  }

  #load(): Running {
    const map = this.#map();
    const { counted, left, firstPage, prunings, totals } = readState(map);
    const log = new EventLog(map, PAGES, counted);
    const running: Running = {
      log,
      totals,
      prunings,
      firstPage,
      leaving: [log.reader(left[DAY]), log.reader(left[MONTH])],
      written: counted.event,
    };
    const again = log.reader(counted);
    for (let time = again.peekTime(); time !== null; time = again.peekTime()) {
      const { event } = again.place;
      expireAll(running, time);
      count(running, again.next(), event);
    }
    return running;
  }

  #map(): StableMap {
    return this.#ic.stableMap(STATISTICS_MEMORY);
  }
}

function count({ totals, prunings }: Running, { delegation }: DelegationEvent, event: number): void {
  if (delegation === null) {
    prunings[DAY] += 1;
    prunings[MONTH] += 1;
  } else {
    totals.add(delegation.frontend, event, delegation.domain, delegation.seconds);
  }
}

function expireAll(running: Running, now: bigint): void {
  expire(running, DAY, now);
  expire(running, MONTH, now);
}

function expire({ totals, prunings, leaving }: Running, window: Window, now: bigint): void {
  const reader = leaving[window];
  for (let n = 0; n < EXPIRED_PER_CALL && isOver(reader, window, now); n++) {
    const { event } = reader.place;
    const { delegation } = reader.next();
    if (delegation === null) prunings[window] -= 1;
    else totals.remove(window, delegation.frontend, event, delegation.domain, delegation.seconds);
  }
}

function isOver(reader: EventReader, window: Window, now: bigint): boolean {
  const time = reader.peekTime();
  return time !== null && time + WINDOW_NS[window]! <= now;
}

function readState(map: StableMap): State {
  const record = map.get(STATE_KEY);
  if (record === null) {
    return {
      counted: FIRST_PLACE,
      left: [FIRST_PLACE, FIRST_PLACE],
      firstPage: 0,
      prunings: [0, 0],
      totals: readTotals(map, null),
    };
  }
  expectRecordVersion(record, STATE_VERSION, 'event totals');
  const reader = new ByteReader(record, 1);
  const number = (): number => Number(reader.u64());
  const place = (): Place => ({ event: number(), page: number(), offset: reader.u16() });
  return {
    counted: place(),
    left: [place(), place()],
    firstPage: number(),
    prunings: [number(), number()],
    totals: readTotals(map, reader),
  };
}

/** Version, three places of 18 bytes, first page and prunings, slots that there are, entries of each column, columns. */
function encodeState({ counted, left, firstPage, prunings, totals }: State): Uint8Array {
  const writer = new ByteWriter(256);
  writer.u8(STATE_VERSION);
  for (const { event, page, offset } of [counted, ...left]) {
    writer.u64(BigInt(event));
    writer.u64(BigInt(page));
    writer.u16(offset);
  }
  for (const n of [firstPage, ...prunings]) writer.u64(BigInt(n));
  writer.u16(totals.capacity);
  for (const n of totals.entries) writer.u16(n);
  return concatBytes(writer.finish(), new Uint8Array(totals.buffer));
}

function readTotals(map: StableMap, reader: ByteReader | null): DappTotals {
  if (reader === null) return DappTotals.empty();
  const capacity = reader.u16();
  const entries = Array.from({ length: TOTAL_COLUMNS }, () => reader.u16());
  const columns = reader.raw(bufferLength(capacity));
  reader.end();
  const names: (string | undefined)[] = [];
  for (let block = 0; block * BLOCK < capacity; block++) {
    const record = map.get(namesKey(block));
    if (record !== null) decodeNames(record, names, block * BLOCK);
  }
  return new DappTotals(capacity, columns.buffer as ArrayBuffer, names, entries);
}

function namesKey(block: number): Uint8Array {
  return Uint8Array.of(NAMES, block);
}

function encodeNames(names: readonly string[]): Uint8Array {
  const writer = new ByteWriter();
  writer.u8(NAMES_VERSION);
  for (const name of names) {
    const bytes = utf8(name);
    writer.u8(bytes.length);
    writer.raw(bytes);
  }
  return writer.finish();
}

function decodeNames(record: Uint8Array, names: (string | undefined)[], first: number): void {
  expectRecordVersion(record, NAMES_VERSION, 'dapp names');
  let at = 1;
  for (let slot = first; slot < first + BLOCK; slot++) {
    const length = record[at];
    if (length === undefined) throw new RecordError('record of names ends too early');
    at += 1;
    if (length > 0) names[slot] = utf8Text(record.subarray(at, at + length));
    at += length;
  }
}
