import binaryen from 'binaryen';

/**
 * Adds passive data segments, which lie in the module until code copies them into memory, after the template's.
 *
 * @returns the number of the first one; the others follow it
 */
export function addPassiveSegments(module: binaryen.Module, contents: readonly Uint8Array[]): number {
  const first = module.getNumMemorySegments();
  const existing = Array.from({ length: first }, (_, index) => {
    const segment = module.getMemorySegmentInfoByIndex(index);
    // The offset comes back as a number although it is typed, and taken, as an expression.
    const offset = module.i32.const(segment.offset as unknown as number);
    return { offset, data: new Uint8Array(segment.data), passive: segment.passive ?? false };
  });
  const added = contents.map((data) => ({ offset: module.i32.const(0), data, passive: true }));
  const { initial, max } = module.getMemoryInfo();
  module.setMemory(initial, max ?? -1, null, [...existing, ...added]);
  return first;
}

/** Adds a function `(address, offset, length)` that copies a part of a passive segment into memory. */
export function addCopyFunction(module: binaryen.Module, name: string, segment: number): void {
  const parameter = (index: number): number => module.local.get(index, binaryen.i32);
  module.addFunction(
    name,
    binaryen.createType([binaryen.i32, binaryen.i32, binaryen.i32]),
    binaryen.none,
    [],
    module.memory.init(segmentName(segment), parameter(0), parameter(1), parameter(2)),
  );
}

/**
 * Replaces the template's functions by which Azle's Rust half fetches one of its inputs: `sizeFunction` answers
 * the length, `copyFunction` copies the bytes to an address. The segment is dropped after its one use.
 */
export function serveSegment(
  module: binaryen.Module,
  sizeFunction: string,
  copyFunction: string,
  segment: number,
  length: number,
): void {
  module.removeFunction(sizeFunction);
  module.addFunction(sizeFunction, binaryen.none, binaryen.i32, [], module.i32.const(length));

  const name = segmentName(segment);
  const address = module.local.get(0, binaryen.i32);
  const body = module.block(null, [
    module.memory.init(name, address, module.i32.const(0), module.i32.const(length)),
    module.data.drop(name),
  ]);
  module.removeFunction(copyFunction);
  module.addFunction(copyFunction, binaryen.i32, binaryen.none, [], body);
}

/** How binaryen wants a segment to be named: by a string, although its declarations say number. */
function segmentName(segment: number): number {
  return String(segment) as unknown as number;
}
