/**
 * Accounts in one map, which is opened with the first of them. Keys have the width that their first byte says, records
 * begin with a version:
 *
 *     0  anchor number, 8; SHA-256 of the front end's name, 32   the identity's accounts there, in their order
 *     1  account number, 8                                        the account's name
 *     2  anchor number, 8                                         how many numbered accounts the identity has, 2
 *     3  SHA-256 of the front end's name, 32                      that some identity has accounts there
 *     4  anchor number, 8; SHA-256 of the front end's name, 32   number of the account preferred there, 8
 */
import type { AccountReference } from '../domain/account.ts';
import type { FrontendHostname } from '../domain/delegation.ts';
import { concatBytes, utf8, utf8Text } from '../encoding/bytes.ts';
import { RecordError } from '../encoding/byte_reader.ts';
import { sha256 } from '../encoding/sha256.ts';
import type { Ic, StableMap } from '../ic/ic.ts';
import { decodeAccountReferences, encodeAccountReferences } from './codecs/account_references_record.ts';
import { ACCOUNTS_MEMORY } from './memory_ids.ts';
import { expectRecordVersion } from './record_version.ts';
import type { SettingsStore } from './settings_store.ts';

const REFERENCES = 0;
const NAME = 1;
const COUNT = 2;
const FRONT_END = 3;
const PREFERRED = 4;

const NAME_VERSION = 1;
const COUNT_VERSION = 1;
const FRONT_END_VERSION = 1;
const PREFERRED_VERSION = 1;

/** Where a list of accounts belongs. */
export interface AccountPlace {
  readonly anchorNumber: bigint;
  readonly hostname: FrontendHostname;
}

/** A change of a list that gives a number to an account. */
export interface NumberedAccount {
  /** As {@link AccountStore.references} gave it. */
  readonly before: readonly AccountReference[] | null;
  readonly after: readonly AccountReference[];
  /** As {@link AccountStore.nextNumber} gave it. */
  readonly number: bigint;
  readonly name: string;
}

export class AccountStore {
  readonly #ic: Ic;
  readonly #settings: SettingsStore;

  constructor(ic: Ic, settings: SettingsStore) {
    this.#ic = ic;
    this.#settings = settings;
  }

  /** The accounts of an identity at a front end, or null when none are stored: it has the default one only. */
  references(place: AccountPlace): readonly AccountReference[] | null {
    if (this.#isEmpty()) return null;
    const record = this.#map().get(placeKey(REFERENCES, place));
    return record === null ? null : decodeAccountReferences(record);
  }

  /** Stores a list again in which uses have changed. */
  putReferences(place: AccountPlace, references: readonly AccountReference[]): void {
    this.#map().insert(placeKey(REFERENCES, place), encodeAccountReferences(references));
  }

  /** Number of the account that the identity prefers where it has accounts; null when it has said nothing. */
  preferred(place: AccountPlace): bigint | null {
    const record = this.#map().get(placeKey(PREFERRED, place));
    if (record === null) return null;
    expectRecordVersion(record, PREFERRED_VERSION, 'preferred account');
    return new DataView(record.buffer, record.byteOffset).getBigUint64(1);
  }

  /** @param number - null forgets what was preferred */
  setPreferred(place: AccountPlace, number: bigint | null): void {
    const key = placeKey(PREFERRED, place);
    if (number === null) this.#map().remove(key);
    else this.#map().insert(key, numberKey(PREFERRED_VERSION, number));
  }

  /** The name of an account by its number. */
  name(number: bigint): string {
    const record = this.#map().get(numberKey(NAME, number));
    if (record === null) throw new RecordError(`account ${number} has no name`);
    expectRecordVersion(record, NAME_VERSION, 'account name');
    return utf8Text(record.subarray(1));
  }

  rename(number: bigint, name: string): void {
    this.#map().insert(numberKey(NAME, number), concatBytes(Uint8Array.of(NAME_VERSION), utf8(name)));
  }

  /** Numbered accounts of an identity, at all front ends. */
  countOf(anchorNumber: bigint): number {
    if (this.#isEmpty()) return 0;
    const record = this.#map().get(numberKey(COUNT, anchorNumber));
    if (record === null) return 0;
    expectRecordVersion(record, COUNT_VERSION, 'account count');
    return new DataView(record.buffer, record.byteOffset).getUint16(1);
  }

  /** The number that the next account gets, whoever's it is. */
  nextNumber(): bigint {
    return this.#settings.accountTotals().accounts + 1n;
  }

  /** Stores an account that has just been given its number, and counts it. */
  putNumbered(place: AccountPlace, { before, after, number, name }: NumberedAccount): void {
    const totals = this.#settings.accountTotals();
    const count = this.countOf(place.anchorNumber) + 1;
    const isNewFrontEnd = before === null && this.#addFrontEnd(place.hostname);
    this.putReferences(place, after);
    this.rename(number, name);
    this.#map().insert(
      numberKey(COUNT, place.anchorNumber),
      Uint8Array.of(COUNT_VERSION, count >> 8, count & 0xff),
    );
    this.#settings.setAccountTotals({
      accounts: number,
      references: totals.references + BigInt(after.length - (before?.length ?? 0)),
      frontEnds: totals.frontEnds + (isNewFrontEnd ? 1n : 0n),
    });
  }

  /** Whether there were no accounts at this front end so far. */
  #addFrontEnd(hostname: FrontendHostname): boolean {
    const key = concatBytes(Uint8Array.of(FRONT_END), sha256(utf8(hostname)));
    if (this.#map().has(key)) return false;
    this.#map().insert(key, Uint8Array.of(FRONT_END_VERSION));
    return true;
  }

  #isEmpty(): boolean {
    return this.#settings.accountTotals().accounts === 0n;
  }

  #map(): StableMap {
    return this.#ic.stableMap(ACCOUNTS_MEMORY);
  }
}

function placeKey(kind: number, { anchorNumber, hostname }: AccountPlace): Uint8Array {
  return concatBytes(numberKey(kind, anchorNumber), sha256(utf8(hostname)));
}

function numberKey(kind: number, number: bigint): Uint8Array {
  const key = new Uint8Array(9);
  key[0] = kind;
  new DataView(key.buffer).setBigUint64(1, number);
  return key;
}
