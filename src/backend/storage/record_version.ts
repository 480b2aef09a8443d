import { RecordError } from '../encoding/byte_reader.ts';

/** Refuses a record that another version of this canister wrote in a form that this one cannot read. */
export function expectRecordVersion(record: Uint8Array, version: number, what: string): void {
  if (record[0] !== version) throw new RecordError(`${what} record of version ${record[0]}`);
}
