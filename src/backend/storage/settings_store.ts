/**
 * The canister's few single values in stable memory, each under a key of one byte: the version of the layout itself,
 * configuration, salt, numbers of identities and accounts, the key that id tokens are signed with. Values that every call
 * needs are kept in the heap as well.
 */
import { decode_init, encode_InternetIdentityInit } from '../../declarations/canister_codec.ts';
import { type Configuration, DEFAULT_CONFIGURATION, applyInitArgument } from '../domain/configuration.ts';
import { ByteReader } from '../encoding/byte_reader.ts';
import { ByteWriter } from '../encoding/byte_writer.ts';
import { concatBytes, utf8, utf8Text } from '../encoding/bytes.ts';
import type { Ic, StableMap } from '../ic/ic.ts';
import { SETTINGS_MEMORY } from './memory_ids.ts';
import { expectRecordVersion } from './record_version.ts';

const LAYOUT_KEY = Uint8Array.of(0);
const CONFIGURATION_KEY = Uint8Array.of(1);
const SALT_KEY = Uint8Array.of(2);
const ANCHOR_COUNT_KEY = Uint8Array.of(3);
const ACCOUNT_TOTALS_KEY = Uint8Array.of(4);
/** See storage/archive_buffer.ts. */
export const ARCHIVE_KEY = Uint8Array.of(5);
const OPENID_USED_KEY = Uint8Array.of(7);
const SIGNING_KEY_KEY = Uint8Array.of(8);

const CONFIGURATION_VERSION = 1;
const SALT_VERSION = 1;
const ANCHOR_COUNT_VERSION = 1;
const ACCOUNT_TOTALS_VERSION = 1;
const SIGNING_KEY_VERSION = 1;
const OPENID_USED_VERSION = 1;

const SIGNING_KEY_LENGTH = 32;

/** What there is of accounts in the whole canister. */
export interface AccountTotals {
  /** Accounts that were ever given a number: the highest number. */
  readonly accounts: bigint;
  /** Entries of all lists of accounts. */
  readonly references: bigint;
  /** Front ends at which somebody has accounts. */
  readonly frontEnds: bigint;
}

const NO_ACCOUNTS: AccountTotals = { accounts: 0n, references: 0n, frontEnds: 0n };

export class SettingsStore {
  readonly #map: StableMap;
  #configuration: Configuration | null = null;
  #salt: Uint8Array | null = null;
  #anchorCount: bigint | null = null;
  #openIdUsed: boolean | null = null;

  constructor(ic: Ic) {
    this.#map = ic.stableMap(SETTINGS_MEMORY);
  }

  /** Version of the stable memory's layout; null when the memory is empty or not this canister's. */
  layoutVersion(): number | null {
    const record = this.#map.get(LAYOUT_KEY);
    return record === null ? null : (record[0] ?? null);
  }

  setLayoutVersion(version: number): void {
    this.#map.insert(LAYOUT_KEY, Uint8Array.of(version));
  }

  /** What is configured; defaults before the installation has set anything. */
  configuration(): Configuration {
    this.#configuration ??= this.#readConfiguration();
    return this.#configuration;
  }

  /** The configuration as a Candid message. */
  candidConfiguration(): Uint8Array {
    return encode_InternetIdentityInit(this.configuration());
  }

  setConfiguration(configuration: Configuration): void {
    const record = concatBytes(
      Uint8Array.of(CONFIGURATION_VERSION),
      encode_InternetIdentityInit(configuration),
    );
    this.#map.insert(CONFIGURATION_KEY, record);
    this.#configuration = configuration;
  }

  /** 32 bytes that blind every seed; null until the first `init_salt` or delegation. */
  salt(): Uint8Array | null {
    if (this.#salt === null) {
      const record = this.#map.get(SALT_KEY);
      if (record === null) return null;
      expectRecordVersion(record, SALT_VERSION, 'salt');
      this.#salt = record.slice(1);
    }
    return this.#salt;
  }

  /** Sets the salt for good. @throws when there is one: another would change everyone's principals */
  setSalt(salt: Uint8Array): void {
    if (this.#map.has(SALT_KEY)) throw new Error('the salt is set already');
    this.#map.insert(SALT_KEY, concatBytes(Uint8Array.of(SALT_VERSION), salt));
  }

  /** Number of identities that were ever created. */
  anchorCount(): bigint {
    this.#anchorCount ??= this.#readAnchorCount();
    return this.#anchorCount;
  }

  #readAnchorCount(): bigint {
    const record = this.#map.get(ANCHOR_COUNT_KEY);
    if (record === null) return 0n;
    expectRecordVersion(record, ANCHOR_COUNT_VERSION, 'anchor count');
    return new DataView(record.buffer, record.byteOffset).getBigUint64(1);
  }

  setAnchorCount(count: bigint): void {
    const record = new Uint8Array(9);
    record[0] = ANCHOR_COUNT_VERSION;
    new DataView(record.buffer).setBigUint64(1, count);
    this.#map.insert(ANCHOR_COUNT_KEY, record);
    this.#anchorCount = count;
  }

  accountTotals(): AccountTotals {
    const record = this.#map.get(ACCOUNT_TOTALS_KEY);
    if (record === null) return NO_ACCOUNTS;
    expectRecordVersion(record, ACCOUNT_TOTALS_VERSION, 'account totals');
    const reader = new ByteReader(record, 1);
    const totals = { accounts: reader.u64(), references: reader.u64(), frontEnds: reader.u64() };
    reader.end();
    return totals;
  }

  setAccountTotals({ accounts, references, frontEnds }: AccountTotals): void {
    const writer = new ByteWriter(25);
    writer.u8(ACCOUNT_TOTALS_VERSION);
    for (const total of [accounts, references, frontEnds]) writer.u64(total);
    this.#map.insert(ACCOUNT_TOTALS_KEY, writer.finish());
  }

  /** Whether any account of an OpenID provider was ever linked, so that their memory is in use. */
  openIdUsed(): boolean {
    this.#openIdUsed ??= this.#map.has(OPENID_USED_KEY);
    return this.#openIdUsed;
  }

  setOpenIdUsed(): void {
    this.#map.insert(OPENID_USED_KEY, Uint8Array.of(OPENID_USED_VERSION));
    this.#openIdUsed = true;
  }

  /** Our public key below the Internet Computer's key of this name, 32 bytes; null until it was fetched. */
  signingKey(name: string): Uint8Array | null {
    const record = this.#map.get(SIGNING_KEY_KEY);
    if (record === null) return null;
    expectRecordVersion(record, SIGNING_KEY_VERSION, 'signing key');
    const key = record.subarray(1, 1 + SIGNING_KEY_LENGTH);
    return utf8Text(record.subarray(1 + SIGNING_KEY_LENGTH)) === name ? key : null;
  }

  /** @param key - 32 bytes */
  setSigningKey(name: string, key: Uint8Array): void {
    if (key.length !== SIGNING_KEY_LENGTH) throw new Error(`a signing key of ${key.length} bytes`);
    this.#map.insert(SIGNING_KEY_KEY, concatBytes(Uint8Array.of(SIGNING_KEY_VERSION), key, utf8(name)));
  }

  #readConfiguration(): Configuration {
    const record = this.#map.get(CONFIGURATION_KEY);
    if (record === null) return DEFAULT_CONFIGURATION;
    expectRecordVersion(record, CONFIGURATION_VERSION, 'configuration');
    const [stored] = decode_init(record.subarray(1));
    return applyInitArgument(DEFAULT_CONFIGURATION, stored);
  }
}
