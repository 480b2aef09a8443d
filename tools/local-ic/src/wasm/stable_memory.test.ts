import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_STABLE_BYTES, PAGE_BYTES, StableMemory, WASM_PAGE_BYTES } from './stable_memory.ts';
import { CanisterTrap } from './trap.ts';
import type { MemoryPages } from './types.ts';

function readAll(memory: StableMemory): Uint8Array {
  const bytes = new Uint8Array(memory.size);
  memory.read(0, memory.size, bytes, 0);
  return bytes;
}

/** Applies pages to what is on disk, as the writer of a state folder does. */
function applyPages(disk: Uint8Array, { size, pages }: MemoryPages): Uint8Array {
  const next = new Uint8Array(size);
  next.set(disk.subarray(0, size));
  for (const [page, content] of pages) next.set(content, page * PAGE_BYTES);
  return next;
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('grow' as const), pages: fc.integer({ min: 0, max: 2 }) }),
  fc.record({
    kind: fc.constant('write' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 70_000 }).map((length) => new Uint8Array(length).fill(length & 0xff)),
    ),
  }),
  fc.record({ kind: fc.constantFrom('commit' as const, 'revert' as const, 'takeDirty' as const) }),
);

it('should behave as plain bytes with a saved copy, and report every changed page', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const memory = new StableMemory();
      let live = new Uint8Array(0);
      let saved = live.slice();
      let disk = new Uint8Array(0);
      for (const action of steps) {
        switch (action.kind) {
          case 'grow': {
            expect(memory.grow(action.pages)).toBe(live.length / WASM_PAGE_BYTES);
            const larger = new Uint8Array(live.length + action.pages * WASM_PAGE_BYTES);
            larger.set(live);
            live = larger;
            break;
          }
          case 'write': {
            const bytes = action.bytes.subarray(0, live.length);
            const offset = Math.floor(action.at * (live.length - bytes.length));
            memory.write(offset, bytes);
            live.set(bytes, offset);
            break;
          }
          case 'commit':
            memory.commit();
            saved = live.slice();
            break;
          case 'revert':
            memory.revert();
            live = saved.slice();
            break;
          case 'takeDirty':
            memory.revert();
            live = saved.slice();
            disk = applyPages(disk, memory.takeDirty()) as Uint8Array<ArrayBuffer>;
            expect(Buffer.compare(disk, saved)).toBe(0);
        }
        expect(Buffer.compare(readAll(memory), live)).toBe(0);
      }
      memory.commit();
      expect(Buffer.compare(new StableMemory(memory.state()).bytes(), live)).toBe(0);
    }),
    { numRuns: 60 },
  );
});

describe('bounds', () => {
  const reading = (memory: StableMemory, offset: number, size: number) => () =>
    memory.read(offset, size, new Uint8Array(64), 0);

  it('should trap beyond the end and stop at the limit', () => {
    const memory = new StableMemory();
    memory.grow(1);
    expect(reading(memory, WASM_PAGE_BYTES - 1, 2)).toThrow(CanisterTrap);
    expect(reading(memory, 2 ** 60, 1)).toThrow(CanisterTrap);
    expect(() => memory.write(WASM_PAGE_BYTES, Uint8Array.of(1))).toThrow(CanisterTrap);
    expect(memory.grow(MAX_STABLE_BYTES / WASM_PAGE_BYTES)).toBeUndefined();
    expect(memory.grow(MAX_STABLE_BYTES / WASM_PAGE_BYTES - 1)).toBe(1);
    expect(memory.grow(1)).toBeUndefined();
  });

  it('should hold hundreds of gigabytes that nobody wrote', () => {
    const memory = new StableMemory();
    memory.grow(MAX_STABLE_BYTES / WASM_PAGE_BYTES);
    memory.write(MAX_STABLE_BYTES - 3, Uint8Array.of(1, 2, 3));
    memory.commit();
    const target = new Uint8Array(4).fill(9);
    memory.read(MAX_STABLE_BYTES - 4, 4, target, 0);
    expect([...target]).toEqual([0, 1, 2, 3]);
    expect(memory.state().pages.size).toBe(1);
  });
});

it('should count each changed page once and not those that are only read', () => {
  const memory = new StableMemory();
  memory.grow(2);
  memory.read(0, 10, new Uint8Array(10), 0);
  expect(memory.changedPages).toBe(0);
  memory.write(PAGE_BYTES - 1, Uint8Array.of(1, 1));
  memory.write(0, Uint8Array.of(1));
  expect(memory.changedPages).toBe(2);
  memory.commit();
  expect(memory.changedPages).toBe(0);
});

it('should replace all content, padded to whole pages', () => {
  const memory = new StableMemory();
  memory.grow(3);
  memory.write(2 * WASM_PAGE_BYTES, Uint8Array.of(7));
  memory.commit();
  let disk = applyPages(new Uint8Array(0), memory.takeDirty());
  memory.setBytes(Uint8Array.of(1, 2, 3));
  expect(memory.size).toBe(WASM_PAGE_BYTES);
  expect([...memory.bytes().subarray(0, 4)]).toEqual([1, 2, 3, 0]);
  disk = applyPages(disk, memory.takeDirty());
  expect(Buffer.compare(disk, memory.bytes())).toBe(0);
});
