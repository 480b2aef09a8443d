/**
 * The numbers that stand for types, and the shape of the table of expected types.
 * @see Candid specification, "Binary Format", "Types"
 */
export const NULL = -1;
export const BOOL = -2;
export const NAT = -3;
export const INT = -4;
export const NAT8 = -5;
export const NAT16 = -6;
export const NAT32 = -7;
export const NAT64 = -8;
export const INT8 = -9;
export const INT16 = -10;
export const INT32 = -11;
export const INT64 = -12;
export const FLOAT32 = -13;
export const FLOAT64 = -14;
export const TEXT = -15;
export const RESERVED = -16;
export const EMPTY = -17;
export const OPT = -18;
export const VEC = -19;
export const RECORD = -20;
export const VARIANT = -21;
export const FUNC = -22;
export const SERVICE = -23;
export const PRINCIPAL = -24;

// Codes of our own, in the table of expected types only: forms whose JavaScript value differs.

/** `vec nat8`: a Uint8Array. */
export const BLOB = -32;
/** A record whose fields are 0, 1, 2 ...: an array. */
export const TUPLE = -33;
/** An option of a type that has null itself: `{ some }` or null. */
export const WRAPPED_OPT = -34;

/** A primitive type's code, or the index of an entry in the table. */
export type TypeRef = number;

/**
 * An expected type: a code and what it is made of.
 * - OPT, WRAPPED_OPT, VEC: the inner type
 * - RECORD, VARIANT: hash, name and type of each field, in the order of the hashes
 * - TUPLE: the type of each item
 * - BLOB, FUNC: nothing
 */
export type ExpectedType = readonly (number | string)[];
