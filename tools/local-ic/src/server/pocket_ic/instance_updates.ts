/** POST I/update/<name> and the switches of automatic progress. */
import { sha256, domainSeparator } from '../../encoding/sha256.ts';
import { encodeLeb128 } from '../../encoding/leb128.ts';
import { toHex } from '../../encoding/bytes.ts';
import type { JsonValue } from '../../encoding/lossless_json.ts';
import type { Call, EffectivePrincipal, Instance } from '../../ic/types.ts';
import { MANAGEMENT_CANISTER, samePrincipal } from '../../encoding/principal.ts';
import { type HostedInstance, isFinal } from '../hosted_instance.ts';
import { HttpError } from '../http/message.ts';
import type { ServerState } from '../server_state.ts';
import { mockOutcall } from './canister_http.ts';
import { encodeIngressStatus, encodeReject } from './call_result.ts';
import { asBytes, asNat128, asObject, asText, asTime } from './fields.ts';
import { type InstanceHandler, parseCanisterId, unknownCanister } from './instance_reads.ts';
import { parseDelay } from './instance_config.ts';
import { base64, encodeEffective, parseMessageId, parseRawCall } from './raw_call.ts';

/** Rounds after which an unanswered message is given up, as the official server does. */
const MAX_ROUNDS = 100;
/** Milliseconds that a live instance gets to answer a message. */
const LIVE_TIMEOUT = 5 * 60_000;
/** Nanoseconds for which an unsigned message is kept. */
const INGRESS_TTL = 300_000_000_000n;

/** The endpoints below I/update. */
export function instanceUpdates(state: ServerState): Readonly<Record<string, InstanceHandler>> {
  return {
    tick(hosted) {
      hosted.instance.tick();
      hosted.settle();
      return null;
    },
    set_time(hosted, body) {
      setTime(hosted.instance, parseTime(body));
      hosted.settle();
      return null;
    },
    set_certified_time(hosted, body) {
      setTime(hosted.instance, parseTime(body));
      // A round makes the state with the new time the one that certificates show.
      hosted.instance.tick();
      hosted.settle();
      return null;
    },
    add_cycles(hosted, body) {
      const id = parseCanisterId(body);
      const cycles = hosted.instance.addCycles(id, asNat128(asObject(body, 'body')['amount'], 'amount'));
      if (cycles === undefined) throw unknownCanister(id);
      hosted.settle();
      return { cycles };
    },
    set_stable_memory(hosted, body) {
      const id = parseCanisterId(body);
      const blobId = toHex(asBytes(asObject(body, 'body')['blob_id'], 'blob_id'));
      const blob = state.blob(blobId);
      if (blob === undefined) throw new HttpError(400, `no blob ${blobId.slice(0, 64)}`);
      if (!hosted.instance.setStableMemory(id, blob)) throw unknownCanister(id);
      hosted.settle();
      return null;
    },
    submit_ingress_message(hosted, body) {
      return submit(hosted, parseRawCall(body));
    },
    await_ingress_message(hosted, body) {
      return awaitAnswer(hosted, parseMessageId(body));
    },
    mock_canister_http: mockOutcall,
    canister_snapshot_download: refuseSnapshots,
    canister_snapshot_upload: refuseSnapshots,
  };
}

/** POST I/auto_progress: `{ artificial_delay_ms }` */
export const startProgress: InstanceHandler = (hosted, body) => {
  hosted.goLive(body === null ? 0 : parseDelay(asObject(body, 'body')));
  return null;
};

export const stopProgress: InstanceHandler = (hosted) => {
  hosted.stopLive();
  return null;
};

export const isLive: InstanceHandler = (hosted) => hosted.progress.running;

function submit(hosted: HostedInstance, call: Call): JsonValue {
  const effective = resolveEffective(hosted.instance, call);
  const messageId = freshMessageId(hosted.instance, call);
  const expiry = hosted.instance.time + INGRESS_TTL;
  const reject = hosted.submit({ ...call, messageId, expiry });
  if (reject !== undefined) return { Err: encodeReject(reject, false) };
  hosted.keep();
  return { Ok: { effective_principal: encodeEffective(effective), message_id: base64(messageId) } };
}

/** Where a message goes, for the client to hand back later. */
function resolveEffective(instance: Instance, call: Call): EffectivePrincipal {
  if (call.effective.kind !== 'none') return call.effective;
  const subnet = samePrincipal(call.canisterId, MANAGEMENT_CANISTER)
    ? instance.routeManagementCall(call)
    : instance.subnetOf(call.canisterId);
  return subnet === undefined ? call.effective : { kind: 'subnet', id: subnet.info.id };
}

/** An id that no message of the instance has: unsigned messages have no request id, and may be equal. */
function freshMessageId(instance: Instance, call: Call): Uint8Array {
  for (let attempt = 0n; ; attempt++) {
    const id = sha256(
      domainSeparator('local-ic-unsigned-ingress'),
      encodeLeb128(instance.time),
      encodeLeb128(attempt),
      call.sender,
      call.canisterId,
      Buffer.from(call.method),
      sha256(call.arg),
    );
    if (instance.ingressStatus(id) === undefined) return id;
  }
}

async function awaitAnswer(hosted: HostedInstance, messageId: Uint8Array): Promise<JsonValue> {
  const { instance } = hosted;
  if (instance.ingressStatus(messageId) === undefined) throw new HttpError(400, 'unknown ingress message');
  if (hosted.progress.running) return encodeIngressStatus(await hosted.outcome(messageId, LIVE_TIMEOUT));
  const status = instance.runUntilDone(messageId, MAX_ROUNDS);
  hosted.settle();
  if (status === undefined || !isFinal(status)) {
    throw new HttpError(400, `Failed to answer to ingress 0x${toHex(messageId)} after ${MAX_ROUNDS} rounds.`);
  }
  return encodeIngressStatus(status);
}

function setTime(instance: Instance, nanos: bigint): void {
  if (nanos < instance.time) {
    throw new HttpError(400, `cannot set time to ${nanos}: it is ${instance.time} already`);
  }
  instance.setTime(nanos);
}

function parseTime(body: JsonValue): bigint {
  return asTime(asObject(body, 'body')['nanos_since_epoch'], 'nanos_since_epoch');
}

function refuseSnapshots(_hosted: HostedInstance, body: JsonValue): never {
  asText(asObject(body, 'body')['snapshot_dir'], 'snapshot_dir');
  throw new HttpError(400, 'local-ic does not support canister snapshots on disk');
}
