/**
 * Every memory of the canister, once. A number is never given to something else; one that is no longer used stays
 * here as a comment. Each costs 8 MiB of stable memory, so there are few. 254 and 255 belong to Azle.
 */

/** Key of one byte, see storage/settings_store.ts, to the setting's record. */
export const SETTINGS_MEMORY = 0;
/** Anchor number, 8 bytes big-endian, to anchor record. */
export const ANCHORS_MEMORY = 1;
/** SHA-256 of a WebAuthn credential id to the anchors that have it, 8 bytes big-endian each, oldest first. */
export const CREDENTIALS_MEMORY = 2;
/** Number of a registration, 8 bytes big-endian, to its time; and the log's state. Opened by the dynamic captcha trigger. */
export const REGISTRATIONS_MEMORY = 3;
/** Accounts: see storage/account_store.ts. Opened by the first account that is not a default one. */
export const ACCOUNTS_MEMORY = 4;
/** Operations that wait for the archive: see storage/archive_buffer.ts. Opened when an archive is created. */
export const ARCHIVE_MEMORY = 5;
/** Activity windows, delegation events and their totals: see storage/event_statistics.ts. Opened by the first use of an identity. */
export const STATISTICS_MEMORY = 6;
/** Linked accounts of OpenID providers: see storage/openid_store.ts. Opened by the first of them. */
export const OPENID_MEMORY = 7;
