import { copyToHeap, type Host } from '../host.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/**
 * The pair by which bytes reach a canister: `name_size` tells how many there are, `name_copy` copies a part of
 * them to the heap and costs one instruction for each.
 */
export function bytesPair(
  name: string,
  contexts: string,
  bytes: (host: Host) => Uint8Array,
): Record<string, SystemFunction> {
  return {
    [`${name}_size`]: systemFunction('>I', contexts, (host) => bytes(host).length),
    [`${name}_copy`]: systemFunction(
      'III>',
      contexts,
      (host, start: number, offset: number, size: number) => {
        host.charge(size);
        copyToHeap(host, `ic0.${name}_copy`, start, bytes(host), offset, size);
      },
    ),
  };
}
