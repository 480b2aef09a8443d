/** Edits of an identity's devices, first generation: refused by traps (contract, 2.2 and 2.3). */
import {
  type Anchor,
  addDevice as added,
  deviceIndex,
  modifyDevice as modified,
  removeDevice as removed,
  replaceDevice as replaced,
} from '../domain/anchor.ts';
import { type AnchorError, anchorErrorText } from '../domain/anchor_error.ts';
import { type ArchiveOperation, archivedDevice, archivedUpdate } from '../domain/archive_operation.ts';
import type { Device } from '../domain/device.ts';
import type { Result } from '../domain/result.ts';
import { Trap } from '../domain/trap.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';
import { DevicesInRecord } from '../storage/codecs/devices_in_record.ts';
import { type Access, requireAccess, stampedRecord, storeEdited, storeEditedRecord } from './access.ts';
import type { Canister } from './canister.ts';
import { addedInRecord, changedInRecord, type EditedRecord, removedInRecord } from './edits_in_record.ts';

export function addDevice(canister: Canister, anchorNumber: bigint, device: Device): void {
  addDeviceAs(canister, requireAccess(canister, anchorNumber), device);
}

/** As {@link addDevice}, for a caller who was found to have access. */
export function addDeviceAs(canister: Canister, access: Access, device: Device): void {
  edit(canister, access, 'failed to add device: ', {
    inRecord: (record) => addedInRecord(record, device),
    change: (anchor) => added(anchor, device),
    archived: () => ({ tag: 'add_device', value: { device: archivedDevice(device) } }),
  });
}

/** Gives a device new fields; its key and last use stay. */
export function updateDevice(
  canister: Canister,
  anchorNumber: bigint,
  pubkey: Uint8Array,
  device: Device,
): void {
  updateDeviceAs(canister, requireAccess(canister, anchorNumber), pubkey, device);
}

/** As {@link updateDevice}, for a caller who was found to have access. */
export function updateDeviceAs(canister: Canister, access: Access, pubkey: Uint8Array, device: Device): void {
  edit(canister, access, 'failed to modify device: ', {
    inRecord: (record) => changedInRecord(record, pubkey, device),
    change: (anchor) => {
      const current = anchor.devices[deviceIndex(anchor, pubkey)];
      if (current === undefined) throw new Trap('Could not find device to update, check device key');
      return modified(anchor, pubkey, { ...device, lastUsage: current.lastUsage }, access.caller);
    },
    archived: (before) => {
      const devices = new DevicesInRecord(before);
      const current = devices.device(devices.indexOf(pubkey));
      return {
        tag: 'update_device',
        value: { device: pubkey, new_values: archivedUpdate(current, device) },
      };
    },
  });
}

/** Puts a fresh device in the place of another, in one step; it may be the caller's own. */
export function replaceDevice(
  canister: Canister,
  anchorNumber: bigint,
  pubkey: Uint8Array,
  device: Device,
): void {
  const access = requireAccess(canister, anchorNumber);
  edit(canister, access, 'failed to replace device: ', {
    inRecord: () => null,
    change: (anchor) => replaced(anchor, pubkey, device, access.caller),
    archived: () => ({
      tag: 'replace_device',
      value: { old_device: pubkey, new_device: archivedDevice(device) },
    }),
  });
  canister.tempKeys.drop(anchorNumber, pubkey);
}

/** Removes a device: the last one too, and the caller's own. */
export function removeDevice(canister: Canister, anchorNumber: bigint, pubkey: Uint8Array): void {
  const access = requireAccess(canister, anchorNumber);
  edit(canister, access, 'failed to remove device: ', {
    inRecord: (record) => removedInRecord(record, pubkey),
    change: (anchor) => removed(anchor, pubkey, access.caller),
    archived: () => ({ tag: 'remove_device', value: { device: pubkey } }),
  });
  canister.tempKeys.drop(anchorNumber, pubkey);
}

interface DeviceEdit {
  /** The edit in the identity's record, or null where that does not show that it is allowed. */
  readonly inRecord: (record: Uint8Array) => EditedRecord | null;
  readonly change: (anchor: Anchor) => Result<Anchor, AnchorError>;
  /** What the archive is told. */
  readonly archived: (before: Uint8Array) => ArchiveOperation;
}

function edit(
  canister: Canister,
  access: Access,
  prefix: string,
  { inRecord, change, archived }: DeviceEdit,
): void {
  // Written once: what is stored notes the use, and a refusal undoes everything.
  const record = stampedRecord(canister, access);
  const { anchorNumber, caller } = access;
  const operation = () => archived(record);
  const edited = inRecord(record);
  if (edited !== null) {
    storeEditedRecord(canister, access, edited, operation);
    return;
  }
  const before = decodeAnchor(record);
  const after = change(before);
  if (!after.ok) throw new Trap(prefix + anchorErrorText(after.error));
  storeEdited(canister, { anchorNumber, caller, before: before.devices, after: after.value, operation });
}
