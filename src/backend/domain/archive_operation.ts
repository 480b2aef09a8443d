/**
 * Changes of identities as the archive keeps them (contract, 5.3): what changed and by which device, without anything
 * that a person wrote. Values have the shape that the archive's Candid interface gives them.
 */
import type { Device, KeyType, Protection, Purpose } from './device.ts';
import { type Metadata, isSameMetadata } from './metadata.ts';
import { equalBytes } from '../encoding/bytes.ts';

interface Tagged<T extends string> {
  readonly tag: T;
}

interface Change<T extends string, V> extends Tagged<T> {
  readonly value: V;
}

/** A case of a variant for each name, which TypeScript would otherwise take for one case of many names. */
type Cases<T extends string> = T extends string ? Tagged<T> : never;

export interface ArchivedDevice {
  readonly pubkey: Uint8Array;
  readonly credential_id: Uint8Array | null;
  readonly purpose: Cases<Purpose>;
  readonly key_type: Cases<KeyType>;
  readonly protection: Cases<Protection>;
  readonly origin: string | null;
  readonly metadata_keys: readonly string[] | null;
}

/** Stands where a person's own words are left out. */
type Private = Tagged<'redacted'>;

/** Fields that did not change are null. That a credential id was cleared cannot be told from that. */
export interface ArchivedUpdate {
  readonly alias: Private | null;
  readonly credential_id: Uint8Array | null;
  readonly purpose: Cases<Purpose> | null;
  readonly key_type: Cases<KeyType> | null;
  readonly protection: Cases<Protection> | null;
  readonly origin: { readonly some: string | null } | null;
  readonly metadata_keys: readonly string[] | null;
}

export type ArchiveOperation =
  | Change<'register_anchor' | 'add_device', { readonly device: ArchivedDevice }>
  | Change<'update_device', { readonly device: Uint8Array; readonly new_values: ArchivedUpdate }>
  | Change<'replace_device', { readonly old_device: Uint8Array; readonly new_device: ArchivedDevice }>
  | Change<'remove_device', { readonly device: Uint8Array }>
  | Change<'identity_metadata_replace', { readonly metadata_keys: readonly string[] }>
  | Change<
      'add_openid_credential' | 'remove_openid_credential' | 'register_anchor_with_openid_credential',
      { readonly iss: string }
    >
  | Tagged<'add_name'>
  | Tagged<'update_name'>
  | Tagged<'remove_name'>
  | Change<'create_account', { readonly name: Private }>
  | Change<'update_account', { readonly name: Private | null }>;

export const REDACTED: Private = { tag: 'redacted' };

/** A device without its alias and without the values of its metadata. */
export function archivedDevice(device: Device): ArchivedDevice {
  return {
    pubkey: device.pubkey,
    credential_id: device.credentialId,
    purpose: { tag: device.purpose },
    key_type: { tag: device.keyType },
    protection: { tag: device.protection },
    origin: device.origin,
    metadata_keys: device.metadata === null ? null : metadataKeys(device.metadata),
  };
}

/** What is new in a device. */
export function archivedUpdate(before: Device, after: Device): ArchivedUpdate {
  const { credentialId } = after;
  const hadCredential = before.credentialId !== null && credentialId !== null;
  return {
    alias: before.alias === after.alias ? null : REDACTED,
    credential_id: hadCredential && equalBytes(before.credentialId!, credentialId!) ? null : credentialId,
    purpose: before.purpose === after.purpose ? null : { tag: after.purpose },
    key_type: before.keyType === after.keyType ? null : { tag: after.keyType },
    protection: before.protection === after.protection ? null : { tag: after.protection },
    origin: before.origin === after.origin ? null : { some: after.origin },
    metadata_keys: isSameMetadata(before.metadata ?? [], after.metadata ?? [])
      ? null
      : metadataKeys(after.metadata ?? []),
  };
}

/** How a name came, changed or went; null when there is none as before. */
export function renaming(before: string | null, after: string | null): ArchiveOperation | null {
  if (before === null) return after === null ? null : { tag: 'add_name' };
  return { tag: after === null ? 'remove_name' : 'update_name' };
}

/** Names at the top level. */
export function metadataKeys(metadata: Metadata): string[] {
  return metadata.map(([name]) => name);
}
