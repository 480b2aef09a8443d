/* eslint-disable */
// Generated from internet_identity.did.ts by scripts/generate_codec.ts: change that, not this.

export type AccountDelegationError =
  | { readonly tag: 'NoSuchDelegation' }
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export interface AccountInfo {
  readonly name: string | null;
  readonly origin: string;
  readonly account_number: AccountNumber | null;
  readonly last_used: Timestamp | null;
}

export type AccountNumber = bigint;

export interface AccountUpdate {
  readonly name: string | null;
}

export type AddTentativeDeviceResponse =
  | { readonly tag: 'device_registration_mode_off' }
  | { readonly tag: 'another_device_tentatively_added' }
  | {
      readonly tag: 'added_tentatively';
      readonly value: { readonly verification_code: string; readonly device_registration_timeout: Timestamp };
    };

export type AnalyticsConfig = {
  readonly tag: 'Plausible';
  readonly value: {
    readonly domain: string | null;
    readonly track_localhost: boolean | null;
    readonly hash_mode: boolean | null;
    readonly api_host: string | null;
  };
};

export interface AnchorCredentials {
  readonly recovery_phrases: readonly PublicKey[];
  readonly credentials: readonly WebAuthnCredential[];
  readonly recovery_credentials: readonly WebAuthnCredential[];
}

export interface ArchiveConfig {
  readonly polling_interval_ns: bigint;
  readonly entries_buffer_limit: bigint;
  readonly module_hash: Uint8Array;
  readonly entries_fetch_limit: number;
}

export interface ArchiveInfo {
  readonly archive_config: ArchiveConfig | null;
  readonly archive_canister: Uint8Array | null;
}

export type Aud = string;

export type AuthnMethod =
  | { readonly tag: 'PubKey'; readonly value: PublicKeyAuthn }
  | { readonly tag: 'WebAuthn'; readonly value: WebAuthn };

export type AuthnMethodAddError = { readonly tag: 'InvalidMetadata'; readonly value: string };

export interface AuthnMethodConfirmationCode {
  readonly confirmation_code: string;
  readonly expiration: Timestamp;
}

export type AuthnMethodConfirmationError =
  | { readonly tag: 'RegistrationModeOff' }
  | { readonly tag: 'NoAuthnMethodToConfirm' }
  | { readonly tag: 'WrongCode'; readonly value: { readonly retries_left: number } };

export interface AuthnMethodData {
  readonly security_settings: AuthnMethodSecuritySettings;
  readonly metadata: MetadataMapV2;
  readonly last_authentication: Timestamp | null;
  readonly authn_method: AuthnMethod;
}

export type AuthnMethodMetadataReplaceError =
  { readonly tag: 'AuthnMethodNotFound' } | { readonly tag: 'InvalidMetadata'; readonly value: string };

export type AuthnMethodProtection = { readonly tag: 'Protected' } | { readonly tag: 'Unprotected' };

export type AuthnMethodPurpose = { readonly tag: 'Recovery' } | { readonly tag: 'Authentication' };

export type AuthnMethodRegisterError =
  | { readonly tag: 'RegistrationModeOff' }
  | { readonly tag: 'RegistrationAlreadyInProgress' }
  | { readonly tag: 'InvalidMetadata'; readonly value: string };

export interface AuthnMethodRegistrationInfo {
  readonly expiration: Timestamp;
  readonly authn_method: AuthnMethodData | null;
}

export type AuthnMethodRegistrationModeEnterError =
  | { readonly tag: 'InvalidRegistrationId'; readonly value: string }
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'AlreadyInProgress' }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export type AuthnMethodReplaceError =
  { readonly tag: 'AuthnMethodNotFound' } | { readonly tag: 'InvalidMetadata'; readonly value: string };

export interface AuthnMethodSecuritySettings {
  readonly protection: AuthnMethodProtection;
  readonly purpose: AuthnMethodPurpose;
}

export type AuthnMethodSecuritySettingsReplaceError = { readonly tag: 'AuthnMethodNotFound' };

export interface BufferedArchiveEntry {
  readonly sequence_number: bigint;
  readonly entry: Uint8Array;
  readonly anchor_number: UserNumber;
  readonly timestamp: Timestamp;
}

export interface CaptchaConfig {
  readonly max_unsolved_captchas: bigint;
  readonly captcha_trigger:
    | {
        readonly tag: 'Dynamic';
        readonly value: {
          readonly reference_rate_sampling_interval_s: bigint;
          readonly threshold_pct: number;
          readonly current_rate_sampling_interval_s: bigint;
        };
      }
    | {
        readonly tag: 'Static';
        readonly value: { readonly tag: 'CaptchaDisabled' } | { readonly tag: 'CaptchaEnabled' };
      };
}

export interface Challenge {
  readonly png_base64: string;
  readonly challenge_key: ChallengeKey;
}

export type ChallengeKey = string;

export interface ChallengeResult {
  readonly key: ChallengeKey;
  readonly chars: string;
}

export interface CheckCaptchaArg {
  readonly solution: string;
}

export type CheckCaptchaError =
  | { readonly tag: 'NoRegistrationFlow' }
  | { readonly tag: 'UnexpectedCall'; readonly value: { readonly next_step: RegistrationFlowNextStep } }
  | { readonly tag: 'WrongSolution'; readonly value: { readonly new_captcha_png_base64: string } };

export type CreateAccountError =
  | { readonly tag: 'AccountLimitReached' }
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export type CredentialId = Uint8Array;

export interface Delegation {
  readonly permissions: string | null;
  readonly pubkey: PublicKey;
  readonly targets: readonly Uint8Array[] | null;
  readonly expiration: Timestamp;
}

export type DelegationPermissions = { readonly tag: 'all' } | { readonly tag: 'queries' };

export type DeployArchiveResult =
  | { readonly tag: 'creation_in_progress' }
  | { readonly tag: 'success'; readonly value: Uint8Array }
  | { readonly tag: 'failed'; readonly value: string };

export interface DeviceData {
  readonly alias: string;
  readonly metadata: MetadataMap | null;
  readonly origin: string | null;
  readonly protection: DeviceProtection;
  readonly pubkey: DeviceKey;
  readonly key_type: KeyType;
  readonly purpose: Purpose;
  readonly credential_id: CredentialId | null;
}

export type DeviceKey = PublicKey;

export interface DeviceKeyWithAnchor {
  readonly pubkey: DeviceKey;
  readonly anchor_number: UserNumber;
}

export type DeviceProtection = { readonly tag: 'unprotected' } | { readonly tag: 'protected' };

export interface DeviceRegistrationInfo {
  readonly tentative_device: DeviceData | null;
  readonly expiration: Timestamp;
}

export interface DeviceWithUsage {
  readonly alias: string;
  readonly last_usage: Timestamp | null;
  readonly metadata: MetadataMap | null;
  readonly origin: string | null;
  readonly protection: DeviceProtection;
  readonly pubkey: DeviceKey;
  readonly key_type: KeyType;
  readonly purpose: Purpose;
  readonly credential_id: CredentialId | null;
}

export interface DummyAuthConfig {
  readonly prompt_for_index: boolean;
}

export type FrontendHostname = string;

export type GetAccountsError =
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export type GetDefaultAccountError =
  | { readonly tag: 'NoSuchOrigin'; readonly value: { readonly anchor_number: UserNumber } }
  | { readonly tag: 'NoSuchAnchor' }
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export type GetDelegationResponse =
  | { readonly tag: 'no_such_delegation' }
  | { readonly tag: 'signed_delegation'; readonly value: SignedDelegation };

export type GetIdAliasError =
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array }
  | { readonly tag: 'NoSuchCredentials'; readonly value: string };

export interface GetIdAliasRequest {
  readonly rp_id_alias_jwt: string;
  readonly issuer: FrontendHostname;
  readonly issuer_id_alias_jwt: string;
  readonly relying_party: FrontendHostname;
  readonly identity_number: IdentityNumber;
}

export type HeaderField = readonly [string, string];

export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly body: Uint8Array;
  readonly headers: readonly HeaderField[];
  readonly certificate_version: number | null;
}

export interface HttpResponse {
  readonly body: Uint8Array;
  readonly headers: readonly HeaderField[];
  readonly upgrade: boolean | null;
  readonly streaming_strategy: StreamingStrategy | null;
  readonly status_code: number;
}

export interface IdAliasCredentials {
  readonly rp_id_alias_credential: SignedIdAlias;
  readonly issuer_id_alias_credential: SignedIdAlias;
}

export interface IdRegFinishArg {
  readonly name: string | null;
  readonly authn_method: AuthnMethodData;
}

export type IdRegFinishError =
  | { readonly tag: 'NoRegistrationFlow' }
  | { readonly tag: 'UnexpectedCall'; readonly value: { readonly next_step: RegistrationFlowNextStep } }
  | { readonly tag: 'InvalidAuthnMethod'; readonly value: string }
  | { readonly tag: 'IdentityLimitReached' }
  | { readonly tag: 'StorageError'; readonly value: string };

export interface IdRegFinishResult {
  readonly identity_number: bigint;
}

export interface IdRegNextStepResult {
  readonly next_step: RegistrationFlowNextStep;
}

export type IdRegStartError =
  | { readonly tag: 'InvalidCaller' }
  | { readonly tag: 'AlreadyInProgress' }
  | { readonly tag: 'RateLimitExceeded' };

export interface IdentityAnchorInfo {
  readonly name: string | null;
  readonly devices: readonly DeviceWithUsage[];
  readonly openid_credentials: readonly OpenIdCredential[] | null;
  readonly device_registration: DeviceRegistrationInfo | null;
}

export interface IdentityAuthnInfo {
  readonly authn_methods: readonly AuthnMethod[];
  readonly recovery_authn_methods: readonly AuthnMethod[];
}

export interface IdentityInfo {
  readonly authn_methods: readonly AuthnMethodData[];
  readonly metadata: MetadataMapV2;
  readonly name: string | null;
  readonly authn_method_registration: AuthnMethodRegistrationInfo | null;
  readonly openid_credentials: readonly OpenIdCredential[] | null;
}

export type IdentityInfoError =
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export type IdentityMetadataReplaceError =
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array }
  | {
      readonly tag: 'StorageSpaceExceeded';
      readonly value: { readonly space_required: bigint; readonly space_available: bigint };
    };

export type IdentityNumber = bigint;

export interface IdentityPropertiesReplace {
  readonly name: string | null;
}

export type IdentityPropertiesReplaceError =
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array }
  | { readonly tag: 'NameTooLong'; readonly value: { readonly limit: bigint } }
  | {
      readonly tag: 'StorageSpaceExceeded';
      readonly value: { readonly space_required: bigint; readonly space_available: bigint };
    };

export interface InternetIdentityInit {
  readonly fetch_root_key: boolean | null;
  readonly openid_google: { readonly some: OpenIdConfig | null } | null;
  readonly is_production: boolean | null;
  readonly enable_dapps_explorer: boolean | null;
  readonly assigned_user_number_range: readonly [bigint, bigint] | null;
  readonly new_flow_origins: readonly string[] | null;
  readonly archive_config: ArchiveConfig | null;
  readonly canister_creation_cycles_cost: bigint | null;
  readonly analytics_config: { readonly some: AnalyticsConfig | null } | null;
  readonly related_origins: readonly string[] | null;
  readonly openid_configs: readonly OpenIdProviderConfig[] | null;
  readonly captcha_config: CaptchaConfig | null;
  readonly dummy_auth: { readonly some: DummyAuthConfig | null } | null;
  readonly native_login: NativeLoginConfig | null;
  readonly register_rate_limit: RateLimitConfig | null;
}

export interface InternetIdentityStats {
  readonly storage_layout_version: number;
  readonly users_registered: bigint;
  readonly assigned_user_number_range: readonly [bigint, bigint];
  readonly archive_info: ArchiveInfo;
  readonly canister_creation_cycles_cost: bigint;
  readonly event_aggregations: readonly (readonly [string, readonly (readonly [string, bigint])[]])[];
}

export type Iss = string;

export type JWT = string;

export type KeyType =
  | { readonly tag: 'platform' }
  | { readonly tag: 'seed_phrase' }
  | { readonly tag: 'cross_platform' }
  | { readonly tag: 'unknown' }
  | { readonly tag: 'browser_storage_key' };

export type MetadataMap = readonly (readonly [
  string,
  (
    | { readonly tag: 'map'; readonly value: MetadataMap }
    | { readonly tag: 'string'; readonly value: string }
    | { readonly tag: 'bytes'; readonly value: Uint8Array }
  ),
])[];

export type MetadataMapV2 = readonly (readonly [
  string,
  (
    | { readonly tag: 'Map'; readonly value: MetadataMapV2 }
    | { readonly tag: 'String'; readonly value: string }
    | { readonly tag: 'Bytes'; readonly value: Uint8Array }
  ),
])[];

export interface NativeClient {
  readonly redirect_uris: readonly string[];
  readonly allowed_origins: readonly string[];
  readonly name: string;
  readonly client_id: string;
}

export interface NativeLoginConfig {
  readonly issuer: string;
  readonly schnorr_key_name: string;
  readonly clients: readonly NativeClient[];
}

export type NativeLoginError =
  | { readonly tag: 'Page'; readonly value: string }
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | {
      readonly tag: 'Redirect';
      readonly value: { readonly url: string; readonly redirect_kind: RedirectKind };
    }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export interface NativeLoginRequest {
  readonly redirect_kind: RedirectKind;
  readonly client_name: string;
  readonly origin: string;
  readonly refusal_url: string;
  readonly client_id: string;
}

export type NativeLoginRequestError =
  | { readonly tag: 'Page'; readonly value: string }
  | {
      readonly tag: 'Redirect';
      readonly value: { readonly url: string; readonly redirect_kind: RedirectKind };
    };

export interface OpenIDRegFinishArg {
  readonly jwt: JWT;
  readonly salt: Salt;
}

export interface OpenIdConfig {
  readonly client_id: string;
}

export interface OpenIdCredential {
  readonly aud: Aud;
  readonly iss: Iss;
  readonly sub: Sub;
  readonly metadata: MetadataMapV2;
  readonly last_usage_timestamp: Timestamp | null;
}

export type OpenIdCredentialAddError =
  | { readonly tag: 'OpenIdCredentialAlreadyRegistered' }
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array }
  | { readonly tag: 'JwtVerificationFailed' };

export type OpenIdCredentialKey = readonly [Iss, Sub];

export type OpenIdCredentialRemoveError =
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'OpenIdCredentialNotFound' }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export type OpenIdDelegationError =
  | { readonly tag: 'NoSuchDelegation' }
  | { readonly tag: 'NoSuchAnchor' }
  | { readonly tag: 'JwtVerificationFailed' };

export interface OpenIdKeysResponse {
  readonly status: bigint;
  readonly body: Uint8Array;
  readonly headers: readonly { readonly value: string; readonly name: string }[];
}

export interface OpenIdPrepareDelegationResponse {
  readonly user_key: UserKey;
  readonly expiration: Timestamp;
  readonly anchor_number: UserNumber;
}

export interface OpenIdProviderConfig {
  readonly auth_uri: string;
  readonly jwks_uri: string;
  readonly logo: string;
  readonly name: string;
  readonly fedcm_uri: string | null;
  readonly email_verification:
    { readonly tag: 'Google' } | { readonly tag: 'Unknown' } | { readonly tag: 'Microsoft' } | null;
  readonly issuer: string;
  readonly auth_scope: readonly string[];
  readonly seed_jwks: readonly (readonly (readonly [string, string])[])[] | null;
  readonly client_id: string;
}

export interface PrepareAccountDelegation {
  readonly user_key: UserKey;
  readonly expiration: Timestamp;
}

export type PrepareIdAliasError =
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export interface PrepareIdAliasRequest {
  readonly issuer: FrontendHostname;
  readonly relying_party: FrontendHostname;
  readonly identity_number: IdentityNumber;
}

export interface PreparedIdAlias {
  readonly rp_id_alias_jwt: string;
  readonly issuer_id_alias_jwt: string;
  readonly canister_sig_pk_der: PublicKey;
}

export type PublicKey = Uint8Array;

export interface PublicKeyAuthn {
  readonly pubkey: PublicKey;
}

export type Purpose = { readonly tag: 'authentication' } | { readonly tag: 'recovery' };

export interface RateLimitConfig {
  readonly max_tokens: bigint;
  readonly time_per_token_ns: bigint;
}

export type RedirectKind =
  { readonly tag: 'Loopback' } | { readonly tag: 'PrivateUse' } | { readonly tag: 'Https' };

export type RegisterResponse =
  | { readonly tag: 'bad_challenge' }
  | { readonly tag: 'canister_full' }
  | { readonly tag: 'registered'; readonly value: { readonly user_number: UserNumber } };

export type RegistrationFlowNextStep =
  | { readonly tag: 'CheckCaptcha'; readonly value: { readonly captcha_png_base64: string } }
  | { readonly tag: 'Finish' };

export type Salt = Uint8Array;

export type SessionKey = PublicKey;

export type SetDefaultAccountError =
  | { readonly tag: 'NoSuchOrigin'; readonly value: { readonly anchor_number: UserNumber } }
  | { readonly tag: 'NoSuchAnchor' }
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array }
  | {
      readonly tag: 'NoSuchAccount';
      readonly value: { readonly origin: FrontendHostname; readonly anchor_number: UserNumber };
    };

export interface SignedDelegation {
  readonly signature: Uint8Array;
  readonly delegation: Delegation;
}

export interface SignedIdAlias {
  readonly credential_jws: string;
  readonly id_alias: Uint8Array;
  readonly id_dapp: Uint8Array;
}

export interface StreamingCallbackHttpResponse {
  readonly token: Token | null;
  readonly body: Uint8Array;
}

export type StreamingStrategy = {
  readonly tag: 'Callback';
  readonly value: {
    readonly token: Token;
    readonly callback: { readonly canister: Uint8Array; readonly method: string };
  };
};

export type Sub = string;

export type Timestamp = bigint;

export type Token = Readonly<Record<string, never>>;

export type UpdateAccountError =
  | { readonly tag: 'AccountLimitReached' }
  | { readonly tag: 'InternalCanisterError'; readonly value: string }
  | { readonly tag: 'Unauthorized'; readonly value: Uint8Array };

export type UserKey = PublicKey;

export type UserNumber = bigint;

export type VerifyTentativeDeviceResponse =
  | { readonly tag: 'device_registration_mode_off' }
  | { readonly tag: 'verified' }
  | { readonly tag: 'wrong_code'; readonly value: { readonly retries_left: number } }
  | { readonly tag: 'no_device_to_verify' };

export interface WebAuthn {
  readonly pubkey: PublicKey;
  readonly credential_id: CredentialId;
}

export interface WebAuthnCredential {
  readonly pubkey: PublicKey;
  readonly credential_id: CredentialId;
}

/** The arguments and results of every method. */
export interface CanisterMethods {
  acknowledge_entries: { args: [bigint]; results: [] };
  add: { args: [UserNumber, DeviceData]; results: [] };
  add_tentative_device: { args: [UserNumber, DeviceData]; results: [AddTentativeDeviceResponse] };
  authn_method_add: {
    args: [IdentityNumber, AuthnMethodData];
    results: [{ readonly tag: 'Ok' } | { readonly tag: 'Err'; readonly value: AuthnMethodAddError }];
  };
  authn_method_confirm: {
    args: [IdentityNumber, string];
    results: [{ readonly tag: 'Ok' } | { readonly tag: 'Err'; readonly value: AuthnMethodConfirmationError }];
  };
  authn_method_metadata_replace: {
    args: [IdentityNumber, PublicKey, MetadataMapV2];
    results: [
      { readonly tag: 'Ok' } | { readonly tag: 'Err'; readonly value: AuthnMethodMetadataReplaceError },
    ];
  };
  authn_method_register: {
    args: [IdentityNumber, AuthnMethodData];
    results: [
      | { readonly tag: 'Ok'; readonly value: AuthnMethodConfirmationCode }
      | { readonly tag: 'Err'; readonly value: AuthnMethodRegisterError },
    ];
  };
  authn_method_registration_mode_enter: {
    args: [IdentityNumber, string | null];
    results: [
      | { readonly tag: 'Ok'; readonly value: { readonly expiration: Timestamp } }
      | { readonly tag: 'Err'; readonly value: AuthnMethodRegistrationModeEnterError },
    ];
  };
  authn_method_registration_mode_exit: {
    args: [IdentityNumber];
    results: [{ readonly tag: 'Ok' } | { readonly tag: 'Err' }];
  };
  authn_method_remove: {
    args: [IdentityNumber, PublicKey];
    results: [{ readonly tag: 'Ok' } | { readonly tag: 'Err' }];
  };
  authn_method_replace: {
    args: [IdentityNumber, PublicKey, AuthnMethodData];
    results: [{ readonly tag: 'Ok' } | { readonly tag: 'Err'; readonly value: AuthnMethodReplaceError }];
  };
  authn_method_security_settings_replace: {
    args: [IdentityNumber, PublicKey, AuthnMethodSecuritySettings];
    results: [
      | { readonly tag: 'Ok' }
      | { readonly tag: 'Err'; readonly value: AuthnMethodSecuritySettingsReplaceError },
    ];
  };
  check_captcha: {
    args: [CheckCaptchaArg];
    results: [
      | { readonly tag: 'Ok'; readonly value: IdRegNextStepResult }
      | { readonly tag: 'Err'; readonly value: CheckCaptchaError },
    ];
  };
  config: { args: []; results: [InternetIdentityInit] };
  create_account: {
    args: [UserNumber, FrontendHostname, string];
    results: [
      | { readonly tag: 'Ok'; readonly value: AccountInfo }
      | { readonly tag: 'Err'; readonly value: CreateAccountError },
    ];
  };
  create_challenge: { args: []; results: [Challenge] };
  deploy_archive: { args: [Uint8Array]; results: [DeployArchiveResult] };
  enter_device_registration_mode: { args: [UserNumber]; results: [Timestamp] };
  exit_device_registration_mode: { args: [UserNumber]; results: [] };
  fetch_entries: { args: []; results: [readonly BufferedArchiveEntry[]] };
  get_account_delegation: {
    args: [
      UserNumber,
      FrontendHostname,
      AccountNumber | null,
      SessionKey,
      Timestamp,
      DelegationPermissions | null,
    ];
    results: [
      | { readonly tag: 'Ok'; readonly value: SignedDelegation }
      | { readonly tag: 'Err'; readonly value: AccountDelegationError },
    ];
  };
  get_accounts: {
    args: [UserNumber, FrontendHostname];
    results: [
      | { readonly tag: 'Ok'; readonly value: readonly AccountInfo[] }
      | { readonly tag: 'Err'; readonly value: GetAccountsError },
    ];
  };
  get_anchor_credentials: { args: [UserNumber]; results: [AnchorCredentials] };
  get_anchor_info: { args: [UserNumber]; results: [IdentityAnchorInfo] };
  get_default_account: {
    args: [UserNumber, FrontendHostname];
    results: [
      | { readonly tag: 'Ok'; readonly value: AccountInfo }
      | { readonly tag: 'Err'; readonly value: GetDefaultAccountError },
    ];
  };
  get_delegation: {
    args: [UserNumber, FrontendHostname, SessionKey, Timestamp];
    results: [GetDelegationResponse];
  };
  get_id_alias: {
    args: [GetIdAliasRequest];
    results: [
      | { readonly tag: 'Ok'; readonly value: IdAliasCredentials }
      | { readonly tag: 'Err'; readonly value: GetIdAliasError },
    ];
  };
  get_principal: { args: [UserNumber, FrontendHostname]; results: [Uint8Array] };
  http_request: { args: [HttpRequest]; results: [HttpResponse] };
  http_request_update: { args: [HttpRequest]; results: [HttpResponse] };
  identity_authn_info: {
    args: [IdentityNumber];
    results: [{ readonly tag: 'Ok'; readonly value: IdentityAuthnInfo } | { readonly tag: 'Err' }];
  };
  identity_info: {
    args: [IdentityNumber];
    results: [
      | { readonly tag: 'Ok'; readonly value: IdentityInfo }
      | { readonly tag: 'Err'; readonly value: IdentityInfoError },
    ];
  };
  identity_metadata_replace: {
    args: [IdentityNumber, MetadataMapV2];
    results: [{ readonly tag: 'Ok' } | { readonly tag: 'Err'; readonly value: IdentityMetadataReplaceError }];
  };
  identity_properties_replace: {
    args: [IdentityNumber, IdentityPropertiesReplace];
    results: [
      { readonly tag: 'Ok' } | { readonly tag: 'Err'; readonly value: IdentityPropertiesReplaceError },
    ];
  };
  identity_registration_finish: {
    args: [IdRegFinishArg];
    results: [
      | { readonly tag: 'Ok'; readonly value: IdRegFinishResult }
      | { readonly tag: 'Err'; readonly value: IdRegFinishError },
    ];
  };
  identity_registration_start: {
    args: [];
    results: [
      | { readonly tag: 'Ok'; readonly value: IdRegNextStepResult }
      | { readonly tag: 'Err'; readonly value: IdRegStartError },
    ];
  };
  init_salt: { args: []; results: [] };
  lookup: { args: [UserNumber]; results: [readonly DeviceData[]] };
  lookup_by_registration_mode_id: { args: [string]; results: [IdentityNumber | null] };
  lookup_device_key: { args: [Uint8Array]; results: [DeviceKeyWithAnchor | null] };
  native_login_authorize: {
    args: [IdentityNumber, string];
    results: [
      | { readonly tag: 'Ok'; readonly value: { readonly redirect_url: string } }
      | { readonly tag: 'Err'; readonly value: NativeLoginError },
    ];
  };
  native_login_request: {
    args: [string];
    results: [
      | { readonly tag: 'Ok'; readonly value: NativeLoginRequest }
      | { readonly tag: 'Err'; readonly value: NativeLoginRequestError },
    ];
  };
  openid_credential_add: {
    args: [IdentityNumber, JWT, Salt];
    results: [{ readonly tag: 'Ok' } | { readonly tag: 'Err'; readonly value: OpenIdCredentialAddError }];
  };
  openid_credential_remove: {
    args: [IdentityNumber, OpenIdCredentialKey];
    results: [{ readonly tag: 'Ok' } | { readonly tag: 'Err'; readonly value: OpenIdCredentialRemoveError }];
  };
  openid_get_delegation: {
    args: [JWT, Salt, SessionKey, Timestamp];
    results: [
      | { readonly tag: 'Ok'; readonly value: SignedDelegation }
      | { readonly tag: 'Err'; readonly value: OpenIdDelegationError },
    ];
  };
  openid_identity_registration_finish: {
    args: [OpenIDRegFinishArg];
    results: [
      | { readonly tag: 'Ok'; readonly value: IdRegFinishResult }
      | { readonly tag: 'Err'; readonly value: IdRegFinishError },
    ];
  };
  openid_keys_transform: {
    args: [{ readonly context: Uint8Array; readonly response: OpenIdKeysResponse }];
    results: [OpenIdKeysResponse];
  };
  openid_prepare_delegation: {
    args: [JWT, Salt, SessionKey];
    results: [
      | { readonly tag: 'Ok'; readonly value: OpenIdPrepareDelegationResponse }
      | { readonly tag: 'Err'; readonly value: OpenIdDelegationError },
    ];
  };
  prepare_account_delegation: {
    args: [
      UserNumber,
      FrontendHostname,
      AccountNumber | null,
      SessionKey,
      bigint | null,
      DelegationPermissions | null,
    ];
    results: [
      | { readonly tag: 'Ok'; readonly value: PrepareAccountDelegation }
      | { readonly tag: 'Err'; readonly value: AccountDelegationError },
    ];
  };
  prepare_delegation: {
    args: [UserNumber, FrontendHostname, SessionKey, bigint | null];
    results: [UserKey, Timestamp];
  };
  prepare_id_alias: {
    args: [PrepareIdAliasRequest];
    results: [
      | { readonly tag: 'Ok'; readonly value: PreparedIdAlias }
      | { readonly tag: 'Err'; readonly value: PrepareIdAliasError },
    ];
  };
  register: { args: [DeviceData, ChallengeResult, Uint8Array | null]; results: [RegisterResponse] };
  remove: { args: [UserNumber, DeviceKey]; results: [] };
  replace: { args: [UserNumber, DeviceKey, DeviceData]; results: [] };
  set_default_account: {
    args: [UserNumber, FrontendHostname, AccountNumber | null];
    results: [
      | { readonly tag: 'Ok'; readonly value: AccountInfo }
      | { readonly tag: 'Err'; readonly value: SetDefaultAccountError },
    ];
  };
  stats: { args: []; results: [InternetIdentityStats] };
  update: { args: [UserNumber, DeviceKey, DeviceData]; results: [] };
  update_account: {
    args: [UserNumber, FrontendHostname, AccountNumber | null, AccountUpdate];
    results: [
      | { readonly tag: 'Ok'; readonly value: AccountInfo }
      | { readonly tag: 'Err'; readonly value: UpdateAccountError },
    ];
  };
  verify_tentative_device: { args: [UserNumber, string]; results: [VerifyTentativeDeviceResponse] };
}

/** The arguments of `init` and `post_upgrade`. */
export type InitArgs = [InternetIdentityInit | null];
