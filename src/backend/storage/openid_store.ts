/**
 * Accounts of OpenID providers in one map, which is opened with the first of them. Keys have the width that their first
 * byte says, records begin with a version:
 *
 *     0  anchor number, 8                           the accounts that are linked to the identity
 *     1  SHA-256 of iss, with its length, and sub    the anchor number that the account is linked to, 8
 */
import { type OpenIdCredential, type OpenIdKey } from '../domain/openid_credential.ts';
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { sha256Concat } from '../encoding/sha256.ts';
import type { Ic, StableMap } from '../ic/ic.ts';
import { decodeOpenIdCredentials, encodeOpenIdCredentials } from './codecs/openid_credentials_record.ts';
import { OPENID_MEMORY } from './memory_ids.ts';
import { expectRecordVersion } from './record_version.ts';
import type { SettingsStore } from './settings_store.ts';

const CREDENTIALS = 0;
const OWNER = 1;

const OWNER_VERSION = 1;

export class OpenIdStore {
  readonly #ic: Ic;
  readonly #settings: SettingsStore;

  constructor(ic: Ic, settings: SettingsStore) {
    this.#ic = ic;
    this.#settings = settings;
  }

  /** The identity that an account is linked to, or null. */
  owner(key: OpenIdKey): bigint | null {
    const record = this.#get(ownerKey(key));
    if (record === null) return null;
    expectRecordVersion(record, OWNER_VERSION, 'OpenID owner');
    return new DataView(record.buffer, record.byteOffset).getBigUint64(1);
  }

  /** The record of an identity's accounts; null when it has none. */
  record(anchorNumber: bigint): Uint8Array | null {
    return this.#get(credentialsKey(anchorNumber));
  }

  credentials(anchorNumber: bigint): readonly OpenIdCredential[] {
    const record = this.record(anchorNumber);
    return record === null ? [] : decodeOpenIdCredentials(record);
  }

  /** Stores a record as it is: one that was read before, with a use noted in it. */
  putRecord(anchorNumber: bigint, record: Uint8Array): void {
    this.#map().insert(credentialsKey(anchorNumber), record);
  }

  /** Stores an identity's accounts, of which none came or went. */
  put(anchorNumber: bigint, credentials: readonly OpenIdCredential[]): void {
    this.putRecord(anchorNumber, encodeOpenIdCredentials(credentials));
  }

  /** Links an account that nobody has, behind the identity's others. */
  add(anchorNumber: bigint, credential: OpenIdCredential): void {
    this.#settings.setOpenIdUsed();
    this.put(anchorNumber, [...this.credentials(anchorNumber), credential]);
    const owner = new Uint8Array(9);
    owner[0] = OWNER_VERSION;
    new DataView(owner.buffer).setBigUint64(1, anchorNumber);
    this.#map().insert(ownerKey(credential), owner);
  }

  /** Takes away the account that is at a position among an identity's. */
  remove(anchorNumber: bigint, index: number): void {
    const before = this.credentials(anchorNumber);
    const removed = before[index];
    if (removed === undefined) throw new Error(`identity ${anchorNumber} has no account ${index}`);
    this.#map().remove(ownerKey(removed));
    if (before.length === 1) this.#map().remove(credentialsKey(anchorNumber));
    else this.put(anchorNumber, before.toSpliced(index, 1));
  }

  #get(key: Uint8Array): Uint8Array | null {
    return this.#settings.openIdUsed() ? this.#map().get(key) : null;
  }

  #map(): StableMap {
    return this.#ic.stableMap(OPENID_MEMORY);
  }
}

function credentialsKey(anchorNumber: bigint): Uint8Array {
  const key = new Uint8Array(9);
  key[0] = CREDENTIALS;
  new DataView(key.buffer).setBigUint64(1, anchorNumber);
  return key;
}

function ownerKey({ iss, sub }: OpenIdKey): Uint8Array {
  const issuer = utf8(iss);
  const length = Uint8Array.of(issuer.length >> 8, issuer.length);
  return concatBytes(Uint8Array.of(OWNER), sha256Concat(length, issuer, utf8(sub)));
}
