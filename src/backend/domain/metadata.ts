import { equalBytes } from '../encoding/bytes.ts';

/** What people or front ends note about a device or an identity: names are unique, in the order they came. */
export type Metadata = readonly (readonly [string, MetadataValue])[];

export type MetadataValue =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly kind: 'map'; readonly value: Metadata };

/** Metadata with unique names: of entries with the same name the last one counts, as in a map. */
export function metadataOf(entries: Metadata): Metadata {
  return [...new Map(entries)];
}

/** Bytes of all names and values, nested ones included: what counts towards an identity's limit. */
export function metadataSize(metadata: Metadata, textLength: TextLength): number {
  let size = 0;
  for (const [name, value] of metadata) size += textLength(name) + valueSize(value, textLength);
  return size;
}

/** Bytes of a text, or at least as many. */
type TextLength = (text: string) => number;

function valueSize(value: MetadataValue, textLength: TextLength): number {
  switch (value.kind) {
    case 'string':
      return textLength(value.value);
    case 'bytes':
      return value.value.length;
    case 'map':
      return metadataSize(value.value, textLength);
  }
}

/** Whether two metadata have the same names and values, in the same order. */
export function isSameMetadata(a: Metadata, b: Metadata): boolean {
  return (
    a.length === b.length && a.every(([name, value], i) => name === b[i]![0] && isSameValue(value, b[i]![1]))
  );
}

function isSameValue(a: MetadataValue, b: MetadataValue): boolean {
  if (a.kind === 'map' && b.kind === 'map') return isSameMetadata(a.value, b.value);
  if (a.kind === 'bytes' && b.kind === 'bytes') return equalBytes(a.value, b.value);
  return a.kind === b.kind && a.value === b.value;
}
