import { type Host, readHeap } from '../host.ts';
import { authorViolation, contractViolation, wrongContext } from '../trap.ts';
import { bytesPair } from './bytes_pair.ts';
import { MAX_CERTIFIED_DATA_BYTES } from './limits.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** Certified data, its certificate, and the key that certificates go back to. */

function certificate(host: Host): Uint8Array {
  const bytes = host.message.certificate;
  if (!bytes) throw wrongContext('data_certificate_size', host.message.context.name);
  return bytes;
}

function certifiedDataSet(host: Host, start: number, size: number): void {
  host.charge(size);
  if (size > MAX_CERTIFIED_DATA_BYTES) {
    throw authorViolation(
      `ic0_certified_data_set failed because the passed data must be no larger than ${MAX_CERTIFIED_DATA_BYTES} bytes. Found ${size} bytes.`,
      'Try certifying just the hash of your data instead of the full contents.',
      'certified_data_set-payload-too-large',
    );
  }
  const length = host.heap?.length ?? 0;
  if (start + size > length) {
    throw contractViolation(
      `ic0_certified_data_set failed because src + size is out of bounds. Found src = ${start} and size = ${size} while src + size must be <= ${length}`,
    );
  }
  host.message.certifiedData = readHeap(host, 'ic0.certified_data_set', start, size);
}

export const certifiedFunctions: Record<string, SystemFunction> = {
  certified_data_set: systemFunction('II>', 'I G U Ry Rt T', certifiedDataSet),
  data_certificate_present: systemFunction('>i', '*', (host) => (host.message.certificate ? 1 : 0)),
  ...bytesPair('data_certificate', 'NRQ CQ', certificate),
  ...bytesPair('root_key', 'I G U RQ Ry Rt C T', (host) => host.message.input.rootKeyDer),
};
