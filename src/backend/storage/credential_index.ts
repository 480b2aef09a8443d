/**
 * Which identities have a WebAuthn credential. Anyone may register a credential id that somebody else uses, so the
 * identity that had it first stays first, and a list ends growing at 32: later ones are not found by it.
 */
import type { Device } from '../domain/device.ts';
import { equalBytes } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/sha256.ts';
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

  /** Brings the index up to date after an identity's devices changed; a device that did not is the same object. */
  update(anchorNumber: bigint, before: readonly Device[], after: readonly Device[]): void {
    for (const credentialId of credentialsOfOthers(before, after)) {
      const key = sha256(credentialId);
      const others = this.#read(key).filter((anchor) => anchor !== anchorNumber);
      this.#write(key, others);
    }
    for (const credentialId of credentialsOfOthers(after, before)) {
      const key = sha256(credentialId);
      const anchors = this.#read(key);
      if (anchors.length < ANCHORS_PER_CREDENTIAL && !anchors.includes(anchorNumber)) {
        this.#write(key, [...anchors, anchorNumber]);
      }
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

/** Credential ids of the devices that none of the others has. */
function credentialsOfOthers(devices: readonly Device[], others: readonly Device[]): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const device of devices) {
    const { credentialId } = device;
    if (credentialId === null || others.includes(device)) continue;
    if (
      !others.some((other) => other.credentialId !== null && equalBytes(other.credentialId, credentialId))
    ) {
      found.push(credentialId);
    }
  }
  return found;
}
