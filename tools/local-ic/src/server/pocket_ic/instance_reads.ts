/** GET and POST I/read/<name>: endpoints that change nothing. */
import { bytesKey } from '../../encoding/bytes.ts';
import type { JsonValue } from '../../encoding/lossless_json.ts';
import { principalToText, samePrincipal } from '../../encoding/principal.ts';
import type { HostedInstance } from '../hosted_instance.ts';
import { HttpError } from '../http/message.ts';
import { pendingOutcalls } from './canister_http.ts';
import { encodeCallResult, encodeIngressStatus } from './call_result.ts';
import { asObject, asPrincipal } from './fields.ts';
import { base64, parseMessageId, parseRawCall } from './raw_call.ts';
import { encodeTopology } from './topology_json.ts';

/** Answers one endpoint; the body is `null` when the request has none. */
export type InstanceHandler = (hosted: HostedInstance, body: JsonValue) => JsonValue | Promise<JsonValue>;

export const readGets: Readonly<Record<string, InstanceHandler>> = {
  topology: ({ instance }) => encodeTopology(instance.subnets.map(({ info }) => info)),
  get_time: ({ instance }) => ({ nanos_since_epoch: instance.time }),
  get_canister_http: pendingOutcalls,
};

export const readPosts: Readonly<Record<string, InstanceHandler>> = {
  get_controllers({ instance }, body) {
    const id = parseCanisterId(body);
    const controllers = instance.controllers(id);
    if (controllers === undefined) throw unknownCanister(id);
    return controllers.map((controller) => ({ principal_id: base64(controller) }));
  },
  get_cycles({ instance }, body) {
    const id = parseCanisterId(body);
    const cycles = instance.cycles(id);
    if (cycles === undefined) throw unknownCanister(id);
    return { cycles };
  },
  get_subnet({ instance }, body) {
    const subnet = instance.subnetOf(parseCanisterId(body));
    return subnet === undefined ? null : { subnet_id: base64(subnet.info.id) };
  },
  pub_key(hosted, body) {
    const id = asPrincipal(asObject(body, 'body')['subnet_id'], 'subnet_id');
    const subnet = hosted.instance.subnets.find(({ info }) => samePrincipal(info.id, id));
    if (subnet === undefined) throw new HttpError(400, `no subnet ${principalToText(id)} in this instance`);
    return [...hosted.certifier.keysOf(subnet).bls.derPublicKey];
  },
  get_stable_memory({ instance }, body) {
    const id = parseCanisterId(body);
    const blob = instance.stableMemory(id);
    if (blob === undefined) throw unknownCanister(id);
    return { blob: base64(blob) };
  },
  query({ instance }, body) {
    return encodeCallResult(instance.query(parseRawCall(body)));
  },
  ingress_status(hosted, body) {
    const request = asObject(body, 'body');
    const messageId = parseMessageId(request['raw_message_id']);
    const caller = parseCaller(request['raw_caller']);
    const sender = hosted.instance.ingressAuthor(messageId)?.sender;
    if (caller !== undefined && sender !== undefined && bytesKey(sender) !== bytesKey(caller)) {
      throw new HttpError(403, 'The user tries to access Request ID not signed by the caller.');
    }
    return encodeIngressStatus(hosted.instance.ingressStatus(messageId));
  },
};

export function parseCanisterId(body: JsonValue): Uint8Array {
  return asPrincipal(asObject(body, 'body')['canister_id'], 'canister_id');
}

export function unknownCanister(id: Uint8Array): HttpError {
  return new HttpError(400, `canister ${principalToText(id)} does not exist`);
}

/** Some clients send the principal itself, others `{ principal_id }`. */
function parseCaller(value: JsonValue | undefined): Uint8Array | undefined {
  if (value === undefined || value === null) return undefined;
  return asPrincipal(
    typeof value === 'string' ? value : asObject(value, 'raw_caller')['principal_id'],
    'raw_caller',
  );
}
