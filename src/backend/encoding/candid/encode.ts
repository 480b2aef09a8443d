import {
  writeBigNumber,
  writeBlob,
  writeByte,
  writeFloat32,
  writeFloat64,
  writePrincipal,
  writeText,
  writeUint16,
  writeUint32,
  writeUint64,
  writeUnsigned,
} from './message_writer.ts';
import * as code from './type_code.ts';
import type { ExpectedType, TypeRef } from './type_code.ts';

/**
 * Appends a value to the message that is being written. The value must be of the type: the generated codec's
 * TypeScript types see to that.
 */
export function writeValue(types: readonly ExpectedType[], of: TypeRef, value: unknown): void {
  if (of < 0) {
    (WRITERS[-of] as (value: unknown) => void)(value);
    return;
  }
  const type = types[of] as ExpectedType;
  const kind = type[0];
  if (kind === code.BLOB) {
    writeBlob(value as Uint8Array);
  } else if (kind === code.OPT || kind === code.WRAPPED_OPT) {
    writeByte(value === null ? 0 : 1);
    if (value === null) return;
    writeValue(types, type[1] as TypeRef, kind === code.OPT ? value : (value as { some: unknown }).some);
  } else if (kind === code.RECORD) {
    for (let field = 2; field < type.length; field += 3) {
      writeValue(
        types,
        type[field + 1] as TypeRef,
        (value as Record<string, unknown>)[type[field] as string],
      );
    }
  } else if (kind === code.VARIANT) {
    const { tag, value: payload = null } = value as { tag: string; value?: unknown };
    const field = type.indexOf(tag);
    if (field < 0) throw new Error(`no variant case is called ${tag}`);
    writeUnsigned((field - 2) / 3);
    writeValue(types, type[field + 1] as TypeRef, payload);
  } else if (kind === code.VEC) {
    writeUnsigned((value as unknown[]).length);
    for (const item of value as unknown[]) writeValue(types, type[1] as TypeRef, item);
  } else if (kind === code.TUPLE) {
    for (let item = 1; item < type.length; item++) {
      writeValue(types, type[item] as TypeRef, (value as unknown[])[item - 1]);
    }
  } else {
    const { canister, method } = value as { canister: Uint8Array; method: string };
    writeByte(1);
    writePrincipal(canister);
    writeText(method);
  }
}

/** Writes a value of a primitive type, by the negated type code. */
const WRITERS: ((value: never) => void)[] = [];
WRITERS[-code.NULL] = WRITERS[-code.RESERVED] = () => undefined;
WRITERS[-code.BOOL] = (value: boolean) => writeByte(value ? 1 : 0);
WRITERS[-code.NAT] = (value: bigint) => writeBigNumber(value, false);
WRITERS[-code.INT] = (value: bigint) => writeBigNumber(value, true);
WRITERS[-code.NAT8] = WRITERS[-code.INT8] = writeByte;
WRITERS[-code.NAT16] = WRITERS[-code.INT16] = writeUint16;
WRITERS[-code.NAT32] = WRITERS[-code.INT32] = writeUint32;
WRITERS[-code.NAT64] = WRITERS[-code.INT64] = writeUint64;
WRITERS[-code.FLOAT32] = writeFloat32;
WRITERS[-code.FLOAT64] = writeFloat64;
WRITERS[-code.TEXT] = writeText;
WRITERS[-code.PRINCIPAL] = writePrincipal;
WRITERS[-code.EMPTY] = () => {
  throw new Error('the empty type has no values');
};
