/**
 * Delegations that were prepared, in the order in which they were. Pages of events have consecutive numbers; a page
 * is a version byte and events one behind the other, numbers big-endian:
 *
 *     0  8  time, nanoseconds since 1970
 *     8  1  domain of the device, index in II_DOMAINS; 255 for an event that only expires others
 *     9  4  seconds that the delegation lasts
 *    13  1  length of the front end's name, n
 *    14  n  the front end's name
 *
 * Pages are small: storing one rewrites the neighbours that share its node of the map, and a page of thirty events
 * costs little more than a record for one.
 */
import type { IiDomain } from '../domain/ii_domain.ts';
import { utf8, utf8Text } from '../encoding/bytes.ts';
import type { StableMap } from '../ic/ic.ts';
import { expectRecordVersion } from './record_version.ts';

const VERSION = 1;
const PAGE_LIMIT = 1024;
const EVENT_HEADER = 14;
const PRUNING = 255;
const NO_DELEGATION = { domain: PRUNING, seconds: 0, frontend: '' };

export interface DelegationEvent {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** Null for an event that only expires others. */
  readonly delegation: DelegationOfEvent | null;
}

export interface DelegationOfEvent {
  readonly domain: IiDomain;
  readonly seconds: number;
  /** At most 255 bytes of UTF-8. */
  readonly frontend: string;
}

/** A place between two events. */
export interface Place {
  /** How many events come before it. */
  readonly event: number;
  readonly page: number;
  readonly offset: number;
}

export const FIRST_PLACE: Place = { event: 0, page: 0, offset: 1 };

export class EventLog {
  readonly #map: StableMap;
  readonly #kind: number;
  readonly #page = new Uint8Array(PAGE_LIMIT);
  readonly #view = new DataView(this.#page.buffer);
  #end: Place;
  #endKey: Uint8Array;

  /**
   * @param kind - first byte of the pages' keys
   * @param known - a place in the log, from which its end is looked for
   */
  constructor(map: StableMap, kind: number, known: Place) {
    this.#map = map;
    this.#kind = kind;
    this.#page[0] = VERSION;
    this.#end = this.#findEnd(known);
    this.#endKey = this.#key(this.#end.page);
  }

  /** The place behind the last event. */
  get end(): Place {
    return this.#end;
  }

  append({ time, delegation }: DelegationEvent): void {
    const { domain, seconds, frontend } = delegation ?? NO_DELEGATION;
    const name = utf8(frontend);
    const { length } = name;
    let { event, page, offset } = this.#end;
    if (offset + EVENT_HEADER + length > PAGE_LIMIT) {
      page += 1;
      offset = 1;
      this.#endKey = this.#key(page);
    }
    const view = this.#view;
    view.setBigUint64(offset, time);
    view.setUint8(offset + 8, domain);
    view.setUint32(offset + 9, seconds);
    view.setUint8(offset + 13, length);
    offset += EVENT_HEADER;
    this.#page.set(name, offset);
    offset += length;
    event += 1;
    this.#map.insert(this.#endKey, this.#page.slice(0, offset));
    this.#end = { event, page, offset };
  }

  /** Reads from a place on. */
  reader(place: Place): EventReader {
    return new EventReader(this, place);
  }

  /** The bytes of a page, the last one's as they are now. */
  page(number: number): Uint8Array {
    if (number === this.#end.page) return this.#page.slice(0, this.#end.offset);
    const page = this.#map.get(this.#key(number));
    if (page === null) throw new Error(`page ${number} of the events is missing`);
    expectRecordVersion(page, VERSION, 'event');
    return page;
  }

  /** Deletes pages from one up to, not including, another. */
  deletePages(from: number, to: number): void {
    for (let page = from; page < to; page++) this.#map.remove(this.#key(page));
  }

  #findEnd(known: Place): Place {
    let { event, page, offset } = known;
    for (let number = page; ; number++) {
      const bytes = this.#map.get(this.#key(number));
      if (bytes === null) break;
      if (number > page) offset = 1;
      page = number;
      this.#page.set(bytes);
      for (; offset < bytes.length; event++) offset += EVENT_HEADER + bytes[offset + EVENT_HEADER - 1]!;
    }
    return { event, page, offset };
  }

  #key(page: number): Uint8Array {
    return pageKey(this.#kind, page);
  }
}

/** Key of a page: the kind, 1 byte, and the page's number, 8. */
export function pageKey(kind: number, page: number): Uint8Array {
  const key = new Uint8Array(9);
  key[0] = kind;
  new DataView(key.buffer).setBigUint64(1, BigInt(page));
  return key;
}

/** Goes through the log, one event after the other. */
export class EventReader {
  readonly #log: EventLog;
  #place: Place;
  #bytes: Uint8Array = new Uint8Array();
  /** Time of the next event, once somebody asked. */
  #time: bigint | null = null;

  constructor(log: EventLog, place: Place) {
    this.#log = log;
    this.#place = place;
  }

  /** Where it stands: before the event that {@link next} gives. */
  get place(): Place {
    return this.#place;
  }

  /** Time of the next event; null at the end of the log. */
  peekTime(): bigint | null {
    if (this.#time === null && this.#place.event < this.#log.end.event) {
      this.#turnPage();
      this.#time = viewOf(this.#bytes).getBigUint64(this.#place.offset);
    }
    return this.#time;
  }

  /** The next event, which there must be. */
  next(): DelegationEvent {
    const time = this.peekTime();
    if (time === null) throw new Error('read past the last event');
    const { event, page, offset } = this.#place;
    const view = viewOf(this.#bytes);
    const start = offset + EVENT_HEADER;
    const end = start + view.getUint8(offset + 13);
    const domain = view.getUint8(offset + 8);
    this.#place = { event: event + 1, page, offset: end };
    this.#time = null;
    if (domain === PRUNING) return { time, delegation: null };
    const frontend = utf8Text(this.#bytes.subarray(start, end));
    return {
      time,
      delegation: { domain: domain as IiDomain, seconds: view.getUint32(offset + 9), frontend },
    };
  }

  /** Makes sure that the next event is in the bytes. */
  #turnPage(): void {
    const { event, page, offset } = this.#place;
    if (offset < this.#bytes.length) return;
    // What was the last page may have grown since it was read.
    this.#bytes = this.#log.page(page);
    if (offset < this.#bytes.length) return;
    this.#place = { event, page: page + 1, offset: 1 };
    this.#bytes = this.#log.page(page + 1);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
