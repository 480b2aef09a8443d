import type { MemoryPages, SandboxState } from '../../wasm/types.ts';
import type { BinaryReader } from './binary_reader.ts';
import type { BinaryWriter } from './binary_writer.ts';

const PAGE_BYTES = 4096;

/** One memory as it is put together from the journal's records. */
interface RestoredMemory {
  size: number;
  readonly pages: Map<number, Uint8Array>;
}

export type MemoryKind = 'heap' | 'stable';
const KINDS: readonly MemoryKind[] = ['heap', 'stable'];

/** Heap, stable memory and globals of one canister, growing with each record. */
export class MemoryImage implements SandboxState {
  readonly heap: RestoredMemory = { size: 0, pages: new Map() };
  readonly stable: RestoredMemory = { size: 0, pages: new Map() };
  globals: readonly (number | bigint)[] = [];

  resize(kind: MemoryKind, size: number): void {
    const memory = this[kind];
    if (size < memory.size) {
      for (const page of memory.pages.keys()) if (page * PAGE_BYTES >= size) memory.pages.delete(page);
    }
    memory.size = size;
  }
}

/** Sizes and globals: the part of the memory that is written whole each time. */
export function writeMemory(out: BinaryWriter, state: SandboxState): void {
  out.f64(state.heap.size);
  out.f64(state.stable.size);
  out.list(state.globals, (value) => {
    out.flag(typeof value === 'bigint');
    if (typeof value === 'bigint') out.i64(BigInt.asIntN(64, value));
    else out.f64(value);
  });
}

export function readMemory(from: BinaryReader, image: MemoryImage): void {
  image.resize('heap', from.f64());
  image.resize('stable', from.f64());
  image.globals = from.list(() => (from.flag() ? from.i64() : from.f64()));
}

export function writePages(
  out: BinaryWriter,
  kind: MemoryKind,
  pages: readonly (readonly [number, Uint8Array])[],
): void {
  out.u8(KINDS.indexOf(kind));
  out.list(pages, ([page, bytes]) => {
    if (bytes.length !== PAGE_BYTES) throw new Error(`a page of ${bytes.length} bytes`);
    out.u32(page);
    out.raw(bytes);
  });
}

export function readPages(from: BinaryReader, image: MemoryImage): void {
  const { pages } = image[KINDS[from.u8()] ?? 'heap'];
  from.list(() => pages.set(from.u32(), from.raw(PAGE_BYTES)));
}

/** The pages in groups of one record each, so that no record grows long. */
export function* pageGroups(memory: MemoryPages): Iterable<[number, Uint8Array][]> {
  const GROUP = 256;
  let group: [number, Uint8Array][] = [];
  for (const page of memory.pages) {
    group.push(page);
    if (group.length === GROUP) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
