/**
 * Running totals of the delegations of each dapp: how many and for how many seconds, by window and by the domain of
 * the device. A dapp has a slot, a place in every column; columns stand one behind the other in one buffer, so that
 * all of it is stored in one step. An entry is its weight times {@link SLOTS} plus its slot: sorting a column, which
 * is native code, sorts the slots by weight.
 *
 * There are slots for the {@link SLOTS} dapps with the most delegations in thirty days. A dapp that comes when all are
 * taken gets that of the least used one, and is counted from then on.
 */
import type { IiDomain } from './ii_domain.ts';

export const SLOTS = 1024;
const FIRST_SLOTS = 16;
/** Slots that are looked up in advance when all are taken. */
const CANDIDATES = 32;

export const WINDOWS = ['24h', '30d'] as const;
export type Window = 0 | 1;
export const DAY = 0;
export const MONTH = 1;

/** What is totalled. */
export type Measure = 0 | 1;
export const COUNT = 0;
export const SECONDS = 1;

const DOMAINS = 3;
const TOTALS = 12;
/** Delegations of thirty days on all domains. */
const USES = TOTALS;
/** Number of the first event that counts for the dapp which has the slot. */
const SINCE = TOTALS + 1;
const COLUMNS = TOTALS + 2;

/** Names whose slots stand together, in one record. */
export const BLOCK = 16;

type Names = (string | undefined)[];

export class DappTotals {
  #capacity: number;
  #buffer: ArrayBuffer;
  #columns: readonly Float64Array[];
  readonly #names: Names;
  readonly #slots = new Map<string, number>();
  #free: number[] = [];
  /** Slots of little use, the least used last, with what was then in their column of uses. */
  #candidates: (readonly [slot: number, uses: number])[] = [];
  /** Entries of each column of totals that are not zero. */
  readonly #entries: number[];
  /** All of those. */
  #count: number;
  /** Blocks whose names have changed since somebody cleared this. */
  readonly changedBlocks = new Set<number>();

  /**
   * @param capacity - slots that there are in the buffer
   * @param names - by slot; a slot without one is free
   */
  constructor(capacity: number, buffer: ArrayBuffer, names: Names, entries: readonly number[]) {
    this.#capacity = capacity;
    this.#buffer = buffer;
    this.#columns = columnsOf(buffer, capacity);
    this.#names = names;
    this.#entries = [...entries];
    this.#count = entries.reduce((sum, n) => sum + n, 0);
    for (let slot = capacity - 1; slot >= 0; slot--) {
      const name = names[slot];
      if (name === undefined) this.#free.push(slot);
      else this.#slots.set(name, slot);
    }
  }

  static empty(): DappTotals {
    const totals = new DappTotals(0, new ArrayBuffer(0), [], new Array<number>(TOTALS).fill(0));
    totals.#grow();
    return totals;
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** All columns: the buffer itself. */
  get buffer(): ArrayBuffer {
    return this.#buffer;
  }

  get entries(): readonly number[] {
    return this.#entries;
  }

  /** Totals that are not zero. */
  get count(): number {
    return this.#count;
  }

  /** Names of a block's slots, empty where a slot is free. */
  block(block: number): string[] {
    return Array.from({ length: BLOCK }, (_, i) => this.#names[block * BLOCK + i] ?? '');
  }

  /** Counts an event in both windows. */
  add(name: string, event: number, domain: IiDomain, seconds: number): void {
    const slot = this.#slots.get(name) ?? this.#assign(name, event);
    this.#countEvent(slot, DAY, domain, 1, seconds);
    this.#countEvent(slot, MONTH, domain, 1, seconds);
  }

  /** Takes an event out of a window, if it was counted there for the dapp as it stands now. */
  remove(window: Window, name: string, event: number, domain: IiDomain, seconds: number): void {
    const slot = this.#slots.get(name);
    if (slot === undefined || event < this.#columns[SINCE]![slot]!) return;
    this.#countEvent(slot, window, domain, -1, -seconds);
    if (window === MONTH && this.#columns[USES]![slot]! < SLOTS) this.#release(slot);
  }

  /** The dapps with the largest totals, largest first, as names and totals. */
  top(window: Window, measure: Measure, domain: IiDomain, limit: number): [name: string, total: number][] {
    const index = columnIndex(window, measure, domain);
    const found: [string, number][] = [];
    if (this.#entries[index] === 0) return found;
    const sorted = this.#columns[index]!.slice().sort();
    for (let at = sorted.length - 1; at >= 0 && found.length < limit; at--) {
      const entry = sorted[at]!;
      if (entry < SLOTS) break;
      const slot = entry % SLOTS;
      found.push([this.#names[slot] ?? '', (entry - slot) / SLOTS]);
    }
    return found;
  }

  #countEvent(slot: number, window: Window, domain: IiDomain, count: number, seconds: number): void {
    this.#bump(columnIndex(window, COUNT, domain), slot, count);
    this.#bump(columnIndex(window, SECONDS, domain), slot, seconds);
    if (window === MONTH) this.#columns[USES]![slot]! += count * SLOTS;
  }

  #bump(index: number, slot: number, weight: number): void {
    if (weight === 0) return;
    const column = this.#columns[index]!;
    const before = column[slot]!;
    const after = before + weight * SLOTS;
    column[slot] = after;
    if (before < SLOTS) this.#countEntry(index, 1);
    else if (after < SLOTS) this.#countEntry(index, -1);
  }

  #countEntry(index: number, by: 1 | -1): void {
    this.#entries[index]! += by;
    this.#count += by;
  }

  #assign(name: string, event: number): number {
    if (this.#free.length === 0) {
      if (this.#capacity < SLOTS) this.#grow();
      else this.#evict();
    }
    const slot = this.#free.pop()!;
    this.#names[slot] = name;
    this.#slots.set(name, slot);
    this.#columns[SINCE]![slot] = event;
    this.changedBlocks.add(Math.floor(slot / BLOCK));
    return slot;
  }

  #release(slot: number): void {
    this.#slots.delete(this.#names[slot]!);
    this.#names[slot] = undefined;
    this.#free.push(slot);
    this.changedBlocks.add(Math.floor(slot / BLOCK));
  }

  /** Frees the slot of the dapp with the fewest delegations. */
  #evict(): void {
    const uses = this.#columns[USES]!;
    for (;;) {
      const candidate = this.#candidates.pop();
      if (candidate === undefined) {
        this.#candidates = [...uses.slice().sort().subarray(0, CANDIDATES)]
          .map((entry): [number, number] => [entry % SLOTS, entry])
          .reverse();
        continue;
      }
      const [slot, then] = candidate;
      // Whoever was used since is not the least used any more.
      if (uses[slot] !== then) continue;
      for (let index = 0; index < TOTALS; index++) {
        const column = this.#columns[index]!;
        if (column[slot]! >= SLOTS) this.#countEntry(index, -1);
        column[slot] = slot;
      }
      uses[slot] = slot;
      this.#release(slot);
      return;
    }
  }

  #grow(): void {
    const before = this.#capacity;
    const capacity = before === 0 ? FIRST_SLOTS : before * 2;
    const buffer = new ArrayBuffer(COLUMNS * capacity * Float64Array.BYTES_PER_ELEMENT);
    const columns = columnsOf(buffer, capacity);
    // The entries of slots without weight, copied by native code.
    const slots = Float64Array.from({ length: capacity }, (_, slot) => slot);
    columns.forEach((column, index) => {
      column.set(slots);
      if (before > 0) column.set(this.#columns[index]!);
    });
    for (let slot = capacity - 1; slot >= before; slot--) this.#free.push(slot);
    this.#capacity = capacity;
    this.#buffer = buffer;
    this.#columns = columns;
  }
}

/** Bytes of the buffer for so many slots. */
export function bufferLength(capacity: number): number {
  return COLUMNS * capacity * Float64Array.BYTES_PER_ELEMENT;
}

export const TOTAL_COLUMNS = TOTALS;

function columnIndex(window: Window, measure: Measure, domain: IiDomain): number {
  return (window * 2 + measure) * DOMAINS + domain;
}

function columnsOf(buffer: ArrayBuffer, capacity: number): Float64Array[] {
  const bytes = capacity * Float64Array.BYTES_PER_ELEMENT;
  return Array.from({ length: COLUMNS }, (_, i) => new Float64Array(buffer, i * bytes, capacity));
}
