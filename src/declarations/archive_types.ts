/* eslint-disable */
// Generated from archive.did.ts by scripts/generate_codec.ts: change that, not this.

export type Anchor = bigint;

export interface AnchorEntries {
  readonly cursor: Cursor | null;
  readonly entries: readonly (Entry | null)[];
}

export interface ArchiveInit {
  readonly max_entries_per_call: number;
  readonly polling_interval_ns: bigint;
  readonly ii_canister: Uint8Array;
  readonly error_buffer_limit: number;
}

export interface ArchiveStatus {
  readonly init: ArchiveInit;
  readonly canister_status: CanisterStatus;
  readonly call_info: CallInfo;
}

export interface CallErrorInfo {
  readonly argument: Uint8Array;
  readonly method: string;
  readonly time: Timestamp;
  readonly message: string;
  readonly canister: Uint8Array;
  readonly rejection_code: number;
}

export interface CallInfo {
  readonly call_errors: readonly CallErrorInfo[];
  readonly last_successful_fetch: FetchInfo | null;
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

export type Cursor =
  | { readonly tag: 'next_token'; readonly value: { readonly next_token: Uint8Array } }
  | { readonly tag: 'timestamp'; readonly value: { readonly timestamp: Timestamp } };

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

export interface Entries {
  readonly entries: readonly (Entry | null)[];
}

export interface Entry {
  readonly sequence_number: bigint;
  readonly anchor: Anchor;
  readonly operation: Operation;
  readonly timestamp: Timestamp;
  readonly caller: Uint8Array;
}

export interface FetchInfo {
  readonly number_of_entries: number;
  readonly timestamp: Timestamp;
}

export type HeaderField = readonly [string, string];

export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly body: Uint8Array;
  readonly headers: readonly HeaderField[];
}

export interface HttpResponse {
  readonly body: Uint8Array;
  readonly headers: readonly HeaderField[];
  readonly status_code: number;
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
  get_anchor_entries: { args: [Anchor, Cursor | null, number | null]; results: [AnchorEntries] };
  get_entries: { args: [bigint | null, number | null]; results: [Entries] };
  http_request: { args: [HttpRequest]; results: [HttpResponse] };
  status: { args: []; results: [ArchiveStatus] };
  write_entry: { args: [Anchor, Timestamp, Uint8Array]; results: [] };
}

/** The arguments of `init` and `post_upgrade`. */
export type InitArgs = [ArchiveInit];
