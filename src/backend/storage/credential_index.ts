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
    return anchorsIn(this.#map.get(sha256(credentialId)));
  }

  /** Brings the index up to date after an identity's devices changed; a device that did not is the same object. */
  update(anchorNumber: bigint, before: readonly Device[], after: readonly Device[]): void {
    for (const credentialId of credentialsOfOthers(before, after)) this.remove(anchorNumber, credentialId);
    for (const credentialId of credentialsOfOthers(after, before)) this.add(anchorNumber, credentialId);
  }

  /** Notes that none of an identity's devices has a credential any more. */
  remove(anchorNumber: bigint, credentialId: Uint8Array): void {
    // Nearly always nobody else has it, and then one search is enough.
    const key = sha256(credentialId);
    const others = anchorsIn(this.#map.remove(key)).filter((anchor) => anchor !== anchorNumber);
    if (others.length > 0) this.#write(key, others);
  }

  /** Notes that an identity has a device with a credential. */
  add(anchorNumber: bigint, credentialId: Uint8Array): void {
    const key = sha256(credentialId);
    const anchors = anchorsIn(this.#map.get(key));
    if (anchors.length < ANCHORS_PER_CREDENTIAL && !anchors.includes(anchorNumber)) {
      this.#write(key, [...anchors, anchorNumber]);
    }
  }

  #write(key: Uint8Array, anchors: readonly bigint[]): void {
    const value = new Uint8Array(anchors.length * 8);
    const view = new DataView(value.buffer);
    anchors.forEach((anchor, i) => view.setBigUint64(i * 8, anchor));
    this.#map.insert(key, value);
  }
}

/** The identities in a value of the map. */
function anchorsIn(value: Uint8Array | null): readonly bigint[] {
  if (value === null) return [];
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  return Array.from({ length: value.length / 8 }, (_, i) => view.getBigUint64(i * 8));
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
