import { type Host, targetHeap, viewHeap } from '../host.ts';
import { memoryAccessLimit, trapped } from '../trap.ts';
import {
  CHANGED_PAGE_COST,
  MAX_CHANGED_PAGES,
  MAX_CHANGED_PAGES_QUERY,
  MAX_CHANGED_PAGES_UPGRADE,
} from './limits.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** Stable memory: 64-bit functions, and the old 32-bit ones, which trap when it is larger than they can address. */

const ANYWHERE = '* s';
const ACCESS_OVERHEAD = 20;
const GROW_OVERHEAD = 100;
const MAX_NARROW_PAGES = 65_536;
const REFUSED_64 = -1n;
const REFUSED_32 = -1;

function checkNarrow(host: Host): void {
  if (host.stable.wasmPages > MAX_NARROW_PAGES) {
    throw trapped('32 bit stable memory api used on a memory larger than 4GB');
  }
}

function changedPagesLimit(host: Host): number {
  switch (host.message.context.letter) {
    case 'I':
    case 'G':
    case 's':
      return MAX_CHANGED_PAGES_UPGRADE;
    case 'NRQ':
    case 'RQ':
    case 'CQ':
    case 'F':
      return MAX_CHANGED_PAGES_QUERY;
    default:
      return MAX_CHANGED_PAGES;
  }
}

function read(host: Host, start: number, offset: number, size: number): void {
  host.charge(size);
  if (size === 0) return;
  const heap = host.heap;
  if (!heap || start + size > heap.length) {
    // Stable memory is checked first, so that both being out of bounds reads the same everywhere.
    if (offset + size > host.stable.size) throw trapped('stable memory out of bounds');
    if (heap) throw trapped('heap out of bounds');
  }
  host.stable.read(offset, size, targetHeap(host, 'ic0.stable_read', start, size), start);
}

function write(host: Host, offset: number, start: number, size: number): void {
  host.charge(size);
  if (size === 0) return;
  const { stable } = host;
  if (offset + size > stable.size) throw trapped('stable memory out of bounds');
  if (host.heap && start + size > host.heap.length) throw trapped('heap out of bounds');
  const before = stable.changedPages;
  stable.write(offset, viewHeap(host, 'ic0.stable_write', start, size));
  const changed = stable.changedPages;
  if (changed === before) return;
  const limit = changedPagesLimit(host);
  if (changed > limit) {
    throw memoryAccessLimit(
      'Exceeded the limit for the number of modified pages in the stable memory in a single execution: ' +
        `limit ${MAX_CHANGED_PAGES * 4} KB for regular messages, ${MAX_CHANGED_PAGES_UPGRADE * 4} KB for upgrade ` +
        `messages and ${MAX_CHANGED_PAGES_QUERY * 4} KB for queries.`,
    );
  }
  host.charge((changed - before) * CHANGED_PAGE_COST);
}

function growNarrow(host: Host, pages: number): number {
  checkNarrow(host);
  if (host.stable.wasmPages + pages > MAX_NARROW_PAGES) return REFUSED_32;
  return host.stable.grow(pages) ?? REFUSED_32;
}

function growWide(host: Host, pages: bigint): bigint {
  const former = host.stable.grow(Number(pages));
  return former === undefined ? REFUSED_64 : BigInt(former);
}

const access = { overhead: ACCESS_OVERHEAD };
const narrow = { overhead: ACCESS_OVERHEAD, narrowOnly: true };

export const stableFunctions: Record<string, SystemFunction> = {
  stable64_size: systemFunction('>l', ANYWHERE, (host) => BigInt(host.stable.wasmPages), { overhead: 0 }),
  stable64_grow: systemFunction('l>l', ANYWHERE, growWide, { overhead: GROW_OVERHEAD }),
  stable64_read: systemFunction(
    'lll>',
    ANYWHERE,
    (host, start: bigint, offset: bigint, size: bigint) =>
      read(host, Number(start), Number(offset), Number(size)),
    access,
  ),
  stable64_write: systemFunction(
    'lll>',
    ANYWHERE,
    (host, offset: bigint, start: bigint, size: bigint) =>
      write(host, Number(offset), Number(start), Number(size)),
    access,
  ),
  stable_size: systemFunction(
    '>i',
    ANYWHERE,
    (host) => {
      checkNarrow(host);
      return host.stable.wasmPages;
    },
    { overhead: 0, narrowOnly: true },
  ),
  stable_grow: systemFunction('i>i', ANYWHERE, growNarrow, { overhead: GROW_OVERHEAD, narrowOnly: true }),
  stable_read: systemFunction(
    'iii>',
    ANYWHERE,
    (host, start: number, offset: number, size: number) => {
      checkNarrow(host);
      read(host, start, offset, size);
    },
    narrow,
  ),
  stable_write: systemFunction(
    'iii>',
    ANYWHERE,
    (host, offset: number, start: number, size: number) => {
      checkNarrow(host);
      write(host, offset, start, size);
    },
    narrow,
  ),
};
