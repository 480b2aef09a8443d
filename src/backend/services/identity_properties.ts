/** What an identity keeps about itself, second generation (contract, 2.7). */
import { type Anchor, renameAnchor, replaceMetadata } from '../domain/anchor.ts';
import type { AnchorError } from '../domain/anchor_error.ts';
import type { Metadata } from '../domain/metadata.ts';
import { refused, type Result } from '../domain/result.ts';
import { type Access, loadWithActivity, tryStoreEdited } from './access.ts';
import type { Canister } from './canister.ts';

export type PropertiesError =
  | { readonly kind: 'spaceExceeded'; readonly available: number; readonly required: number }
  | { readonly kind: 'refused'; readonly error: AnchorError };

/** Overwrites the identity's metadata. */
export function setMetadata(
  canister: Canister,
  access: Access,
  metadata: Metadata,
): Result<void, PropertiesError> {
  return change(canister, access, (anchor) => replaceMetadata(anchor, metadata));
}

/** Gives the identity a name, or takes it away. */
export function setName(
  canister: Canister,
  access: Access,
  name: string | null,
): Result<void, PropertiesError> {
  return change(canister, access, (anchor) => renameAnchor(anchor, name));
}

function change(
  canister: Canister,
  access: Access,
  edit: (anchor: Anchor) => Result<Anchor, AnchorError>,
): Result<void, PropertiesError> {
  const before = loadWithActivity(canister, access);
  const after = edit(before);
  if (!after.ok) {
    const { error } = after;
    return error.kind === 'tooMuchData'
      ? refused({ kind: 'spaceExceeded', available: error.limit, required: error.length })
      : refused({ kind: 'refused', error });
  }
  const stored = tryStoreEdited(canister, access.anchorNumber, before.devices, after.value);
  if (stored.ok) return stored;
  return refused({ kind: 'spaceExceeded', available: stored.error.limit, required: stored.error.required });
}
