/** Edits of authentication methods that first look for the method, second generation (contract, 2.7). */
import { deviceIndex } from '../domain/anchor.ts';
import type { Device } from '../domain/device.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { loadWithActivity, requireAccess } from './access.ts';
import type { Canister } from './canister.ts';
import { updateDeviceAs } from './devices.ts';

export type ChangeError<E> = { readonly kind: 'notFound' } | { readonly kind: 'invalid'; readonly why: E };

/**
 * Changes the device with a key, as `update` does and with its refusals. That the caller asked counts as a use even
 * when there is no such device.
 * @param change - the device with its new fields, or why they make none
 */
export function changeDevice<E>(
  canister: Canister,
  anchorNumber: bigint,
  pubkey: Uint8Array,
  change: (device: Device) => Result<Device, E>,
): Result<void, ChangeError<E>> {
  const access = requireAccess(canister, anchorNumber);
  const anchor = loadWithActivity(canister, access);
  const device = anchor.devices[deviceIndex(anchor, pubkey)];
  if (device === undefined) return refused({ kind: 'notFound' });
  const changed = change(device);
  if (!changed.ok) return refused({ kind: 'invalid', why: changed.error });
  updateDeviceAs(canister, access, pubkey, changed.value);
  return ok(undefined);
}
