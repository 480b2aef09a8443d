/** POST /api/v{2,3,4}/canister/<id>/call */
import type { Envelope, MessageContent } from '../../auth/envelope.ts';
import { LABELS } from '../../certificate/state_tree.ts';
import { encodeCbor } from '../../encoding/cbor.ts';
import type { IngressMessage, SubnetView } from '../../ic/types.ts';
import { type HostedInstance, isFinal } from '../hosted_instance.ts';
import { cborReply, type HttpReply, textReply } from '../http/message.ts';

/** Milliseconds that a synchronous call waits for its answer before the client has to poll. */
const SYNC_CALL_TIMEOUT = 10_000;

/**
 * Answers a validated call.
 * @param effectiveId - canister id of the URL
 * @param sync - whether to wait for the answer (v3 and v4) or only accept the message (v2)
 */
export async function call(
  hosted: HostedInstance,
  subnet: SubnetView,
  effectiveId: Uint8Array,
  envelope: Envelope<MessageContent>,
  sync: boolean,
): Promise<HttpReply> {
  const { content, requestId } = envelope;
  const message: IngressMessage = {
    sender: content.sender,
    canisterId: content.canisterId,
    method: content.method,
    arg: content.arg,
    effective: { kind: 'canister', id: effectiveId },
    messageId: requestId,
    expiry: content.ingressExpiry,
  };
  const reject = hosted.submit(message);
  if (reject !== undefined) {
    return cborReply(
      200,
      encodeCbor({
        status: 'non_replicated_rejection',
        reject_code: reject.code,
        reject_message: reject.message,
        error_code: reject.errorCode,
      }),
    );
  }
  if (!sync) {
    hosted.keep();
    return textReply(202, '');
  }
  const status = await hosted.outcome(requestId, SYNC_CALL_TIMEOUT);
  if (status === undefined || !isFinal(status)) {
    hosted.keep();
    return textReply(202, 'The message has not been executed yet: read its status with read_state.');
  }
  const certificate = hosted.certificate(subnet, [[LABELS.requestStatus, requestId]]);
  return cborReply(200, encodeCbor({ status: 'replied', certificate }));
}
