/* eslint-disable */
// Generated from archive_calls.did.ts by scripts/generate_codec.ts: change that, not this.

export type Anchor = bigint;

export interface BufferedArchiveEntry {
  readonly sequence_number: bigint;
  readonly entry: Uint8Array;
  readonly anchor_number: bigint;
  readonly timestamp: Timestamp;
}

export interface CanisterStatus {
  readonly status: { readonly tag: 'stopped' } | { readonly tag: 'stopping' } | { readonly tag: 'running' };
  readonly memory_size: bigint;
  readonly cycles: bigint;
  readonly settings: DefiniteCanisterSettings;
  readonly idle_cycles_burned_per_day: bigint;
  readonly module_hash: Uint8Array | null;
}

export type CredentialId = Uint8Array;

export interface DefiniteCanisterSettings {
  readonly freezing_threshold: bigint;
  readonly controllers: readonly Uint8Array[];
  readonly memory_allocation: bigint;
  readonly compute_allocation: bigint;
}

export interface DeviceDataUpdate {
  readonly alias: Private | null;
  readonly origin: { readonly some: string | null } | null;
  readonly protection: DeviceProtection | null;
  readonly metadata_keys: readonly string[] | null;
  readonly key_type: KeyType | null;
  readonly purpose: Purpose | null;
  readonly credential_id: CredentialId | null;
}

export interface DeviceDataWithoutAlias {
  readonly origin: string | null;
  readonly protection: DeviceProtection;
  readonly pubkey: PublicKey;
  readonly metadata_keys: readonly string[] | null;
  readonly key_type: KeyType;
  readonly purpose: Purpose;
  readonly credential_id: CredentialId | null;
}

export type DeviceProtection = { readonly tag: 'unprotected' } | { readonly tag: 'protected' };

export interface Entry {
  readonly sequence_number: bigint;
  readonly anchor: Anchor;
  readonly operation: Operation;
  readonly timestamp: Timestamp;
  readonly caller: Uint8Array;
}

export type KeyType =
  | { readonly tag: 'platform' }
  | { readonly tag: 'seed_phrase' }
  | { readonly tag: 'cross_platform' }
  | { readonly tag: 'unknown' }
  | { readonly tag: 'browser_storage_key' };

export type Operation =
  | { readonly tag: 'add_openid_credential'; readonly value: { readonly iss: string } }
  | { readonly tag: 'update_account'; readonly value: { readonly name: Private | null } }
  | {
      readonly tag: 'replace_device';
      readonly value: { readonly new_device: DeviceDataWithoutAlias; readonly old_device: PublicKey };
    }
  | { readonly tag: 'update_name' }
  | { readonly tag: 'create_account'; readonly value: { readonly name: Private } }
  | { readonly tag: 'delete_account' }
  | { readonly tag: 'remove_name' }
  | { readonly tag: 'add_device'; readonly value: { readonly device: DeviceDataWithoutAlias } }
  | { readonly tag: 'remove_openid_credential'; readonly value: { readonly iss: string } }
  | {
      readonly tag: 'identity_metadata_replace';
      readonly value: { readonly metadata_keys: readonly string[] };
    }
  | { readonly tag: 'register_anchor'; readonly value: { readonly device: DeviceDataWithoutAlias } }
  | { readonly tag: 'register_anchor_with_openid_credential'; readonly value: { readonly iss: string } }
  | {
      readonly tag: 'update_device';
      readonly value: { readonly new_values: DeviceDataUpdate; readonly device: PublicKey };
    }
  | { readonly tag: 'add_name' }
  | { readonly tag: 'remove_device'; readonly value: { readonly device: PublicKey } };

export type Private = { readonly tag: 'redacted' };

export type PublicKey = Uint8Array;

export type Purpose = { readonly tag: 'authentication' } | { readonly tag: 'recovery' };

export type Timestamp = bigint;

/** The arguments and results of every method. */
export interface CanisterMethods {
  acknowledge_entries: { args: [bigint]; results: [] };
  canister_status: { args: [{ readonly canister_id: Uint8Array }]; results: [CanisterStatus] };
  entry: { args: []; results: [Entry] };
  fetch_entries: { args: []; results: [readonly BufferedArchiveEntry[]] };
}

/** The arguments of `init` and `post_upgrade`. */
export type InitArgs = [];
