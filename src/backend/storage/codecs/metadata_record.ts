/**
 * Metadata in a record: entry count (2 bytes), then for each entry the name (2 bytes of length, UTF-8), a byte for
 * the kind of value, and the value: text or bytes with 2 bytes of length, or nested metadata.
 */
import { type ByteReader, RecordError } from '../../encoding/byte_reader.ts';
import type { ByteWriter } from '../../encoding/byte_writer.ts';
import type { Metadata, MetadataValue } from '../../domain/metadata.ts';

const STRING = 0;
const BYTES = 1;
const MAP = 2;

export function writeMetadata(writer: ByteWriter, metadata: Metadata): void {
  writer.u16(metadata.length);
  for (const [name, value] of metadata) {
    writer.text16(name);
    switch (value.kind) {
      case 'string':
        writer.u8(STRING);
        writer.text16(value.value);
        break;
      case 'bytes':
        writer.u8(BYTES);
        writer.bytes16(value.value);
        break;
      case 'map':
        writer.u8(MAP);
        writeMetadata(writer, value.value);
        break;
    }
  }
}

export function readMetadata(reader: ByteReader): Metadata {
  const entries: [string, MetadataValue][] = [];
  for (let left = reader.u16(); left > 0; left--) entries.push([reader.text16(), readValue(reader)]);
  return entries;
}

/** Where metadata that begins at an offset ends. */
export function metadataEnd(view: DataView, offset: number): number {
  let at = offset + 2;
  for (let left = view.getUint16(offset); left > 0; left--) {
    at += 2 + view.getUint16(at);
    const kind = view.getUint8(at);
    at = kind === MAP ? metadataEnd(view, at + 1) : at + 3 + view.getUint16(at + 1);
  }
  return at;
}

function readValue(reader: ByteReader): MetadataValue {
  const kind = reader.u8();
  switch (kind) {
    case STRING:
      return { kind: 'string', value: reader.text16() };
    case BYTES:
      return { kind: 'bytes', value: reader.bytes16() };
    case MAP:
      return { kind: 'map', value: readMetadata(reader) };
    default:
      throw new RecordError(`metadata value of kind ${kind}`);
  }
}
