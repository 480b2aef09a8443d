/** Devices of the first generation's methods: Candid records to domain values and back. */
import type { DeviceData, DeviceWithUsage, WebAuthnCredential } from '../../declarations/canister_types.ts';
import type { Device } from '../domain/device.ts';
import { metadataFromCandid, metadataToCandid } from './metadata_conversion.ts';

/** A device that was never used. */
export function deviceFromCandid(data: DeviceData): Device {
  return {
    pubkey: data.pubkey,
    alias: data.alias,
    credentialId: data.credential_id,
    purpose: data.purpose.tag,
    keyType: data.key_type.tag,
    protection: data.protection.tag,
    origin: data.origin,
    metadata: data.metadata === null ? null : metadataFromCandid(data.metadata),
    lastUsage: null,
  };
}

export function deviceToCandid(device: Device): DeviceData {
  return {
    pubkey: device.pubkey,
    alias: device.alias,
    credential_id: device.credentialId,
    purpose: { tag: device.purpose },
    key_type: { tag: device.keyType },
    protection: { tag: device.protection },
    origin: device.origin,
    metadata: device.metadata === null ? null : metadataToCandid(device.metadata),
  };
}

export function deviceWithUsageToCandid(device: Device): DeviceWithUsage {
  return { ...deviceToCandid(device), last_usage: device.lastUsage };
}

/** What strangers see of a device: neither how its owner calls it nor what is noted about it. */
export function publicDeviceToCandid(device: Device): DeviceData {
  return deviceToCandid({ ...device, alias: '', metadata: null });
}

export function credentialToCandid(credentialId: Uint8Array, { pubkey }: Device): WebAuthnCredential {
  return { credential_id: credentialId, pubkey };
}
