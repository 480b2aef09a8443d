/**
 * The accounts of OpenID providers that are linked to one identity, in their order, version 1, numbers big-endian:
 *
 *     0   1   version
 *     1   1   number of accounts, n
 *     2  36n  directory: for each account
 *               28  SHA-224 of the key that its delegations come from, zeros before the first
 *                8  last use, nanoseconds since 1970, 0 before the first
 *         ..  for each account its iss, sub and aud, each with 2 bytes of length, and its metadata
 *
 * The directory has a fixed place, so that telling who calls and noting a use touch no texts.
 */
import type { OpenIdCredential } from '../../domain/openid_credential.ts';
import { ByteReader } from '../../encoding/byte_reader.ts';
import { ByteWriter } from '../../encoding/byte_writer.ts';
import { equalBytes } from '../../encoding/bytes.ts';
import { KEY_DIGEST_LENGTH } from '../../encoding/principal.ts';
import { expectRecordVersion } from '../record_version.ts';
import { readMetadata, writeMetadata } from './metadata_record.ts';

const VERSION = 1;
const DIRECTORY = 2;
const ENTRY_LENGTH = KEY_DIGEST_LENGTH + 8;
const NO_KEY = new Uint8Array(KEY_DIGEST_LENGTH);

export function encodeOpenIdCredentials(credentials: readonly OpenIdCredential[]): Uint8Array {
  const writer = new ByteWriter(512);
  writer.u8(VERSION);
  writer.u8(credentials.length);
  for (const { keyDigest, lastUsage } of credentials) {
    writer.raw(keyDigest ?? NO_KEY);
    writer.u64(lastUsage ?? 0n);
  }
  for (const { iss, sub, aud, metadata } of credentials) {
    writer.text16(iss);
    writer.text16(sub);
    writer.text16(aud);
    writeMetadata(writer, metadata);
  }
  return writer.finish();
}

/** @throws RecordError when the bytes are not a whole record of a known version */
export function decodeOpenIdCredentials(record: Uint8Array): readonly OpenIdCredential[] {
  expectRecordVersion(record, VERSION, 'OpenID credentials');
  const reader = new ByteReader(record, 1);
  const directory = Array.from({ length: reader.u8() }, () => ({
    digest: reader.raw(KEY_DIGEST_LENGTH),
    lastUsage: reader.u64(),
  }));
  const credentials = directory.map(({ digest, lastUsage }) => ({
    iss: reader.text16(),
    sub: reader.text16(),
    aud: reader.text16(),
    metadata: readMetadata(reader),
    lastUsage: lastUsage === 0n ? null : lastUsage,
    keyDigest: equalBytes(digest, NO_KEY) ? null : digest,
  }));
  reader.end();
  return credentials;
}

/** Position of the account whose delegations come from the key with this digest of 28 bytes, or -1. */
export function credentialWithDigest(record: Uint8Array, digest: Uint8Array): number {
  expectRecordVersion(record, VERSION, 'OpenID credentials');
  const count = record[1] ?? 0;
  for (let i = 0; i < count; i++) {
    const at = DIRECTORY + i * ENTRY_LENGTH;
    if (equalBytes(record.subarray(at, at + KEY_DIGEST_LENGTH), digest)) return i;
  }
  return -1;
}

/** Notes the use of one account, in the record itself. */
export function stampCredential(record: Uint8Array, index: number, now: bigint): void {
  const at = DIRECTORY + index * ENTRY_LENGTH + KEY_DIGEST_LENGTH;
  new DataView(record.buffer, record.byteOffset).setBigUint64(at, now);
}
