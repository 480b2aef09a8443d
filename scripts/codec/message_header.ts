import { IDL } from '@dfinity/candid';

/** The bytes that the JavaScript agent writes before the values of a message: magic, type table and value types. */
export function messageHeader(types: readonly IDL.Type[]): Uint8Array {
  const valueless = types.map((type) => ({
    buildTypeTable: (table: never) => type.buildTypeTable(table),
    encodeType: (table: never) => type.encodeType(table),
    covariant: () => true,
    encodeValue: () => new Uint8Array(),
  }));
  return IDL.encode(
    valueless as unknown as IDL.Type[],
    types.map(() => null),
  );
}
