/** POST /api/v{2,3}/canister/<id>/query */
import type { Envelope, MessageContent } from '../../auth/envelope.ts';
import { type Hashable, type HashableMap, hashOfMap } from '../../auth/request_hash.ts';
import { queryReplyToSign } from '../../certificate/subnet_keys.ts';
import { encodeCbor } from '../../encoding/cbor.ts';
import type { CallResult, SubnetView } from '../../ic/types.ts';
import type { HostedInstance } from '../hosted_instance.ts';
import { cborReply, type HttpReply } from '../http/message.ts';

/** Answers a validated query, signed by the node that stands for the subnet. */
export function query(
  hosted: HostedInstance,
  subnet: SubnetView,
  effectiveId: Uint8Array,
  envelope: Envelope<MessageContent>,
): HttpReply {
  const { content, requestId } = envelope;
  hosted.freshen(subnet);
  const result = hosted.instance.query({
    sender: content.sender,
    canisterId: content.canisterId,
    method: content.method,
    arg: content.arg,
    effective: { kind: 'canister', id: effectiveId },
  });
  const reply = replyFields(result);
  // The wall clock: clients compare it with theirs to judge how old the reply is.
  const timestamp = hosted.instance.time;
  const hash = hashOfMap({ ...reply, timestamp, request_id: requestId });
  const { node } = hosted.certifier.keysOf(subnet);
  const signature = { timestamp, signature: node.sign(queryReplyToSign(hash)), identity: node.id };
  return cborReply(200, encodeCbor({ ...reply, signatures: [signature] }));
}

function replyFields(result: CallResult): HashableMap & Record<string, Hashable> {
  if (result.kind === 'reply') return { status: 'replied', reply: { arg: result.bytes } };
  const { code, message, errorCode } = result.reject;
  return {
    status: 'rejected',
    reject_code: BigInt(code),
    reject_message: message,
    error_code: errorCode,
  };
}
