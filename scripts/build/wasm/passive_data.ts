import binaryen from 'binaryen';

/** Data that lies in the module until the canister copies it into its memory. */
export interface PassiveSegment {
  readonly name: 'javascript' | 'settings' | 'assets';
  readonly bytes: Uint8Array;
}

/**
 * Adds passive data segments after the template's own.
 *
 * @returns the number of the first one, by which `memory.init` names it
 */
export function addPassiveSegments(module: binaryen.Module, segments: readonly PassiveSegment[]): number {
  const first = module.getNumMemorySegments();
  const existing = Array.from({ length: first }, (_, index) => {
    const segment = module.getMemorySegmentInfoByIndex(index);
    // The offset comes back as a number although it is typed, and taken, as an expression.
    const offset = module.i32.const(segment.offset as unknown as number);
    return { offset, data: new Uint8Array(segment.data), passive: segment.passive ?? false };
  });
  const added = segments.map(({ bytes }) => ({ offset: module.i32.const(0), data: bytes, passive: true }));
  const { initial, max } = module.getMemoryInfo();
  module.setMemory(initial, max ?? -1, null, [...existing, ...added]);
  return first;
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

  // Typed as a number, but binaryen looks a segment up by its name.
  const name = String(segment) as unknown as number;
  module.removeFunction(copyFunction);
  module.addFunction(
    copyFunction,
    binaryen.i32,
    binaryen.none,
    [],
    module.block(null, [
      module.memory.init(
        name,
        module.local.get(0, binaryen.i32),
        module.i32.const(0),
        module.i32.const(length),
      ),
      module.data.drop(name),
    ]),
  );
}
