import { CandidError } from './candid_error.ts';
import {
  readBigNumber,
  readByte,
  readFlag,
  readFloat32,
  readFloat64,
  readPrincipal,
  readText,
  readUint16,
  readUint32,
  readUint64,
} from './message_reader.ts';
import * as code from './type_code.ts';
import type { TypeRef } from './type_code.ts';

/**
 * Reads a value of a primitive type. A table and not a `switch`: the canister's engine compares with one case after
 * the other.
 */
export function readPrimitive(type: TypeRef): unknown {
  return (READERS[-type] as () => unknown)();
}

/** By the negated type code. */
const READERS: (() => unknown)[] = [];
READERS[-code.NULL] = READERS[-code.RESERVED] = () => null;
READERS[-code.BOOL] = readFlag;
READERS[-code.NAT] = () => readBigNumber(false);
READERS[-code.INT] = () => readBigNumber(true);
READERS[-code.NAT8] = readByte;
READERS[-code.NAT16] = readUint16;
READERS[-code.NAT32] = readUint32;
READERS[-code.NAT64] = readUint64;
READERS[-code.INT8] = () => (readByte() << 24) >> 24;
READERS[-code.INT16] = () => (readUint16() << 16) >> 16;
READERS[-code.INT32] = () => readUint32() | 0;
READERS[-code.INT64] = () => BigInt.asIntN(64, readUint64());
READERS[-code.FLOAT32] = readFloat32;
READERS[-code.FLOAT64] = readFloat64;
READERS[-code.TEXT] = readText;
READERS[-code.PRINCIPAL] = readPrincipal;
READERS[-code.EMPTY] = () => {
  throw new CandidError('Candid message has a value of the empty type');
};
