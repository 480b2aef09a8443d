/** What may be read of identities: some of it by anyone, most of it only by their owners (contract, 2.3 and 2.7). */
import type { Anchor } from '../domain/anchor.ts';
import { equalBytes } from '../encoding/bytes.ts';
import type { Device } from '../domain/device.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';
import { type Access, loadWithActivity } from './access.ts';
import type { Canister } from './canister.ts';

/** Devices of an identity in stored order, for anyone; none when there is no such identity. */
export function publicDevices(canister: Canister, anchorNumber: bigint): readonly Device[] {
  const record = canister.anchors.record(anchorNumber);
  return record === null ? [] : decodeAnchor(record).devices;
}

/** Devices in the order of their last use, newest first, those never used last. */
export function devicesByLastUse(canister: Canister, anchorNumber: bigint): readonly Device[] {
  return publicDevices(canister, anchorNumber).toSorted((a, b) => {
    const difference = (b.lastUsage ?? 0n) - (a.lastUsage ?? 0n);
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  });
}

/** All of an identity for its owner, this very use included. */
export function ownIdentity(canister: Canister, access: Access): Anchor {
  return loadWithActivity(canister, access);
}

/** A device and whose it is. */
export interface OwnedDevice {
  readonly anchorNumber: bigint;
  readonly device: Device;
}

/** The device with a WebAuthn credential, of the identity that had it first; null when none has it. */
export function deviceWithCredential(canister: Canister, credentialId: Uint8Array): OwnedDevice | null {
  const [anchorNumber] = canister.credentials.anchors(credentialId);
  if (anchorNumber === undefined) return null;
  const device = publicDevices(canister, anchorNumber).find(
    (candidate) => candidate.credentialId !== null && equalBytes(candidate.credentialId, credentialId),
  );
  return device === undefined ? null : { anchorNumber, device };
}
