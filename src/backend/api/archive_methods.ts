/** The archive: its deployment by anyone, and what it calls itself. */
import {
  decode_acknowledge_entries,
  decode_deploy_archive,
  decode_fetch_entries,
  encode_acknowledge_entries,
  encode_deploy_archive,
  encode_fetch_entries,
} from '../../declarations/canister_codec.ts';
import { deployArchive } from '../services/archive/deploy.ts';
import { acknowledgeEntries, fetchEntries } from '../services/archive/operations.ts';
import type { Handler } from './handler.ts';

export const deploy_archive: Handler = async (canister, argument) => {
  const [wasm] = decode_deploy_archive(argument);
  const deployed = await deployArchive(canister, wasm);
  if (deployed.ok) return encode_deploy_archive({ tag: 'success', value: deployed.value });
  const { error } = deployed;
  return encode_deploy_archive(
    error.kind === 'failed' ? { tag: 'failed', value: error.why } : { tag: 'creation_in_progress' },
  );
};

export const fetch_entries: Handler = (canister, argument) => {
  decode_fetch_entries(argument);
  return encode_fetch_entries(
    fetchEntries(canister).map(({ anchorNumber, timestamp, sequenceNumber, entry }) => ({
      anchor_number: anchorNumber,
      timestamp,
      sequence_number: sequenceNumber,
      entry,
    })),
  );
};

export const acknowledge_entries: Handler = (canister, argument) => {
  const [sequenceNumber] = decode_acknowledge_entries(argument);
  acknowledgeEntries(canister, sequenceNumber);
  return encode_acknowledge_entries();
};
