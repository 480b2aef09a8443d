/**
 * Which identities have a WebAuthn credential. Anyone may register a credential id that somebody else uses, so the
 * identity that had it first stays first, and a list ends growing at 32: later ones are not found by it.
 */
import type { Device } from '../domain/device.ts';
import { sha256 } from '../encoding/sha256.ts';
import { characters } from '../encoding/utf8.ts';
import type { Ic, StableMap } from '../ic/ic.ts';
import { CREDENTIALS_MEMORY } from './memory_ids.ts';

const ANCHORS_PER_CREDENTIAL = 32;

export class CredentialIndex {
  readonly #map: StableMap;

  constructor(ic: Ic) {
    this.#map = ic.stableMap(CREDENTIALS_MEMORY);
  }

  /** Numbers of the identities with this credential, the one that had it first in front. */
  anchors(credentialId: Uint8Array): readonly bigint[] {
    return this.#read(sha256(credentialId));
  }

  /** Brings the index up to date after an identity's devices changed. */
  update(anchorNumber: bigint, before: readonly Device[], after: readonly Device[]): void {
    const gone = credentials(before);
    const added = credentials(after);
    for (const name of [...added.keys()]) {
      if (gone.delete(name)) added.delete(name);
    }
    for (const credentialId of gone.values()) {
      const key = sha256(credentialId);
      const others = this.#read(key).filter((anchor) => anchor !== anchorNumber);
      this.#write(key, others);
    }
    for (const credentialId of added.values()) {
      const key = sha256(credentialId);
      const anchors = this.#read(key);
      if (anchors.length < ANCHORS_PER_CREDENTIAL) this.#write(key, [...anchors, anchorNumber]);
    }
  }

  #read(key: Uint8Array): readonly bigint[] {
    const value = this.#map.get(key);
    if (value === null) return [];
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    return Array.from({ length: value.length / 8 }, (_, i) => view.getBigUint64(i * 8));
  }

  #write(key: Uint8Array, anchors: readonly bigint[]): void {
    if (anchors.length === 0) {
      this.#map.remove(key);
      return;
    }
    const value = new Uint8Array(anchors.length * 8);
    const view = new DataView(value.buffer);
    anchors.forEach((anchor, i) => view.setBigUint64(i * 8, anchor));
    this.#map.insert(key, value);
  }
}

/** Credential ids of the devices, each once, under a name to compare them by. */
function credentials(devices: readonly Device[]): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const { credentialId } of devices) {
    if (credentialId !== null) found.set(characters(credentialId), credentialId);
  }
  return found;
}
