import type { SubnetInfo, SubnetKind } from '../types.ts';
import type { BinaryReader } from './binary_reader.ts';
import type { BinaryWriter } from './binary_writer.ts';

export function writeTopology(out: BinaryWriter, subnets: readonly SubnetInfo[]): void {
  out.list(subnets, (info) => {
    out.blob(info.id);
    out.text(info.kind);
    out.blob(info.seed);
    out.u32(info.size);
    out.list(info.ranges, ({ start, end }) => {
      out.blob(start);
      out.blob(end);
    });
  });
}

export function readTopology(from: BinaryReader): SubnetInfo[] {
  return from.list(() => ({
    id: from.blob(),
    kind: from.text() as SubnetKind,
    seed: from.blob(),
    size: from.u32(),
    ranges: from.list(() => ({ start: from.blob(), end: from.blob() })),
  }));
}
