/** What an identity keeps about itself, second generation (contract, 2.7). */
import { type Anchor, renameAnchor, replaceMetadata } from '../domain/anchor.ts';
import type { AnchorError } from '../domain/anchor_error.ts';
import { type ArchiveOperation, metadataKeys, renaming } from '../domain/archive_operation.ts';
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
  return change(
    canister,
    access,
    (anchor) => replaceMetadata(anchor, metadata),
    () => ({ tag: 'identity_metadata_replace', value: { metadata_keys: metadataKeys(metadata) } }),
  );
}

/** Gives the identity a name, or takes it away. */
export function setName(
  canister: Canister,
  access: Access,
  name: string | null,
): Result<void, PropertiesError> {
  return change(
    canister,
    access,
    (anchor) => renameAnchor(anchor, name),
    (before) => renaming(before.name, name),
  );
}

function change(
  canister: Canister,
  access: Access,
  edit: (anchor: Anchor) => Result<Anchor, AnchorError>,
  archived: (before: Anchor) => ArchiveOperation | null,
): Result<void, PropertiesError> {
  const before = loadWithActivity(canister, access);
  const after = edit(before);
  if (!after.ok) {
    const { error } = after;
    return error.kind === 'tooMuchData'
      ? refused({ kind: 'spaceExceeded', available: error.limit, required: error.length })
      : refused({ kind: 'refused', error });
  }
  const stored = tryStoreEdited(canister, {
    anchorNumber: access.anchorNumber,
    caller: access.caller,
    before: before.devices,
    after: after.value,
    operation: () => archived(before),
  });
  if (stored.ok) return stored;
  return refused({ kind: 'spaceExceeded', available: stored.error.limit, required: stored.error.required });
}
