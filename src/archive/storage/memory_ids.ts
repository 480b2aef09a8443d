/** Every memory of the archive, once. A number is never given to something else. 254 and 255 belong to Azle. */

/** Key of one byte to a record: see storage/{archive_settings,archive_log,call_log}.ts, which have 0, 1, and 2 and 3. */
export const SETTINGS_MEMORY = 0;
/** Index of an entry, 8 bytes big-endian, to the entry: see storage/archive_log.ts. */
export const LOG_MEMORY = 1;
/** Entries by identity: see storage/archive_log.ts. */
export const ANCHOR_INDEX_MEMORY = 2;
