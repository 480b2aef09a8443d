/* eslint-disable */
// Generated from identity_calls.did.ts by scripts/generate_codec.ts: change that, not this.

export type Anchor = bigint;

export interface ArchiveInit {
  readonly max_entries_per_call: number;
  readonly polling_interval_ns: bigint;
  readonly ii_canister: Uint8Array;
  readonly error_buffer_limit: number;
}

export type CredentialId = Uint8Array;

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
  archive_init: { args: [ArchiveInit]; results: [] };
  canister_status: {
    args: [{ readonly canister_id: Uint8Array }];
    results: [{ readonly module_hash: Uint8Array | null }];
  };
  create_canister: {
    args: [Readonly<Record<string, never>>];
    results: [{ readonly canister_id: Uint8Array }];
  };
  entry: { args: [Entry]; results: [] };
  install_code: {
    args: [
      {
        readonly arg: Uint8Array;
        readonly wasm_module: Uint8Array;
        readonly mode: { readonly tag: 'upgrade' } | { readonly tag: 'install' };
        readonly canister_id: Uint8Array;
      },
    ];
    results: [];
  };
}

/** The arguments of `init` and `post_upgrade`. */
export type InitArgs = [];
