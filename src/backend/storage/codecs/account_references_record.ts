/**
 * The accounts of an identity at one front end, in their order, version 1, numbers big-endian: the version in one byte,
 * then for each account its number, 8 bytes, 0 for none; its last use in nanoseconds since 1970, 8 bytes, 0 for never;
 * and a byte that is 1 for the default account.
 */
import type { AccountReference } from '../../domain/account.ts';
import { ByteReader } from '../../encoding/byte_reader.ts';
import { ByteWriter } from '../../encoding/byte_writer.ts';
import { expectRecordVersion } from '../record_version.ts';

const VERSION = 1;
const ENTRY_LENGTH = 17;

export function encodeAccountReferences(references: readonly AccountReference[]): Uint8Array {
  const writer = new ByteWriter(1 + references.length * ENTRY_LENGTH);
  writer.u8(VERSION);
  for (const { number, lastUsed, isDefault } of references) {
    writer.u64(number ?? 0n);
    writer.u64(lastUsed ?? 0n);
    writer.u8(isDefault ? 1 : 0);
  }
  return writer.finish();
}

/** @throws RecordError when the bytes are not a whole record of a known version */
export function decodeAccountReferences(record: Uint8Array): readonly AccountReference[] {
  expectRecordVersion(record, VERSION, 'account references');
  const reader = new ByteReader(record, 1);
  const references: AccountReference[] = [];
  for (let at = 1; at < record.length; at += ENTRY_LENGTH) {
    const number = reader.u64();
    const lastUsed = reader.u64();
    references.push({
      number: number === 0n ? null : number,
      lastUsed: lastUsed === 0n ? null : lastUsed,
      isDefault: reader.u8() === 1,
    });
  }
  return references;
}
