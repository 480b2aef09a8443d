import {
  decode_canister_status_reply,
  encode_canister_status_request,
} from '../../declarations/archive_calls_codec.ts';
import type { ArchiveStatus } from '../../declarations/archive_types.ts';
import { MANAGEMENT_CANISTER } from '../../backend/ic/ic.ts';
import type { Archive } from './archive.ts';

/** How the archive was installed, how its calls went and what the system says of it. */
export async function archiveStatus({ ic, init, calls }: Archive): Promise<ArchiveStatus> {
  const request = encode_canister_status_request({ canister_id: ic.canisterId() });
  const reply = await ic.call(MANAGEMENT_CANISTER, 'canister_status', request);
  const [status] = decode_canister_status_reply(reply);
  return {
    init,
    call_info: { last_successful_fetch: calls.lastFetch, call_errors: calls.errors },
    canister_status: status,
  };
}
