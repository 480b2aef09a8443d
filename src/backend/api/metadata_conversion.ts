/** Metadata in both generations' Candid forms, which differ in the case of their tags alone. */
import type { MetadataMap, MetadataMapV2 } from '../../declarations/canister_types.ts';
import { type Metadata, type MetadataValue, metadataOf } from '../domain/metadata.ts';
import { Trap } from '../domain/trap.ts';

/** Levels of metadata within metadata: every level costs stack when it is read again. */
const METADATA_DEPTH_LIMIT = 16;

type Value = MetadataMap[number][1];
type ValueV2 = MetadataMapV2[number][1];

/** Metadata of either generation; of entries with the same name the last one counts. */
export function metadataFromCandid(map: MetadataMap | MetadataMapV2, depth = 1): Metadata {
  if (depth > METADATA_DEPTH_LIMIT) throw new Trap('metadata is nested too deeply');
  return metadataOf(map.map(([name, value]) => [name, valueFromCandid(value, depth)]));
}

export function metadataToCandid(metadata: Metadata): MetadataMap {
  return metadata.map(([name, value]): [string, Value] => {
    switch (value.kind) {
      case 'string':
        return [name, { tag: 'string', value: value.value }];
      case 'bytes':
        return [name, { tag: 'bytes', value: value.value }];
      case 'map':
        return [name, { tag: 'map', value: metadataToCandid(value.value) }];
    }
  });
}

export function metadataToCandidV2(metadata: Metadata): MetadataMapV2 {
  return metadata.map(([name, value]): [string, ValueV2] => {
    switch (value.kind) {
      case 'string':
        return [name, { tag: 'String', value: value.value }];
      case 'bytes':
        return [name, { tag: 'Bytes', value: value.value }];
      case 'map':
        return [name, { tag: 'Map', value: metadataToCandidV2(value.value) }];
    }
  });
}

function valueFromCandid(value: Value | ValueV2, depth: number): MetadataValue {
  switch (value.tag) {
    case 'string':
    case 'String':
      return { kind: 'string', value: value.value };
    case 'bytes':
    case 'Bytes':
      return { kind: 'bytes', value: value.value };
    case 'map':
    case 'Map':
      return { kind: 'map', value: metadataFromCandid(value.value, depth + 1) };
  }
}
