/** Limits of the network on messages, in bytes unless said otherwise. */
export const MAX_REPLY_BYTES = 2 * 2 ** 20;
export const MAX_QUERY_REPLY_BYTES = 3 * 2 ** 20;
/** Of a call within one subnet, method name included; across subnets `ic/` allows a fifth of it. */
export const MAX_CALL_BYTES = 10 * 2 ** 20;
export const MAX_METHOD_NAME_BYTES = 20_000;
export const MAX_LOG_TEXT_BYTES = 32 * 1024;
/** What a canister's log holds; printing more costs nothing more. */
export const LOG_BYTES = 4096;
export const MAX_CERTIFIED_DATA_BYTES = 32;
export const MAX_PRINCIPAL_BYTES = 29;
export const MAX_VARIABLE_NAME_BYTES = 128;
/** Longest deadline of a best-effort call. */
export const MAX_TIMEOUT_SECONDS = 300;
/** Calls that may wait for one callee. */
export const MAX_CALLS_PER_CALLEE = 500;
/** Pages of 4 KiB of stable memory that one message may change. */
export const MAX_CHANGED_PAGES = 2 * 2 ** 20;
export const MAX_CHANGED_PAGES_UPGRADE = 8 * 2 ** 20;
export const MAX_CHANGED_PAGES_QUERY = 256 * 1024;

/** Instructions for each byte that leaves the canister in a message or its log. */
export const TRANSMISSION_COST_PER_BYTE = 50;
/** Instructions for each page of 4 KiB of stable memory that a message changes. */
export const CHANGED_PAGE_COST = 1000;
