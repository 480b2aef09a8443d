import type { MemoryPages } from '../wasm/types.ts';

const PAGE_BYTES = 4096;

/** `size` bytes of a memory from `offset` on; the range must lie inside. */
export function readMemory(memory: MemoryPages, offset: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (const [page, from, to] of pagesOf(offset, size)) {
    const content = memory.pages.get(page)?.subarray(from, to);
    if (content !== undefined) bytes.set(content, page * PAGE_BYTES + from - offset);
  }
  return bytes;
}

/** The memory with bytes put in at `offset`; the range must lie inside. The former memory stays as it is. */
export function withBytes(memory: MemoryPages, offset: number, bytes: Uint8Array): MemoryPages {
  const pages = new Map(memory.pages);
  for (const [page, from, to] of pagesOf(offset, bytes.length)) {
    const content = pages.get(page)?.slice() ?? new Uint8Array(PAGE_BYTES);
    const start = page * PAGE_BYTES + from - offset;
    content.set(bytes.subarray(start, start + to - from), from);
    pages.set(page, content);
  }
  return { size: memory.size, pages };
}

/** The pages that a range touches, each with the first and the end of its bytes in the range. */
function* pagesOf(offset: number, size: number): Iterable<[page: number, from: number, to: number]> {
  const end = offset + size;
  for (let at = offset; at < end;) {
    const page = Math.floor(at / PAGE_BYTES);
    const from = at - page * PAGE_BYTES;
    const to = Math.min(PAGE_BYTES, end - page * PAGE_BYTES);
    yield [page, from, to];
    at = page * PAGE_BYTES + to;
  }
}
