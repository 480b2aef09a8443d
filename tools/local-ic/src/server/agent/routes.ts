/** The IC's HTTP interface of one instance: everything below `/api`. */
import {
  type Envelope,
  type MessageContent,
  parseEnvelope,
  type ReadStateContent,
} from '../../auth/envelope.ts';
import { type Targets, validateRequest } from '../../auth/validate_request.ts';
import {
  MANAGEMENT_CANISTER,
  parsePrincipalText,
  principalToText,
  samePrincipal,
} from '../../encoding/principal.ts';
import type { SubnetView } from '../../ic/types.ts';
import type { HostedInstance } from '../hosted_instance.ts';
import { headerOf, HttpError, type HttpReply, type HttpRequest } from '../http/message.ts';
import { call } from './call.ts';
import { query } from './query.ts';
import { readState } from './read_state.ts';
import { status } from './status.ts';

/** Envelopes may be this large: an ingress message of 2 MiB and room for its wrapping, doubled. */
const MAX_ENVELOPE_BYTES = 4 * 1024 * 1024;

const CANISTER_ROUTE = /^\/api\/v([234])\/canister\/([^/]*)\/(call|query|read_state)$/;
const SUBNET_ROUTE = /^\/api\/v([23])\/subnet\/([^/]*)\/read_state$/;
const HIGHEST_VERSION = { call: 4, query: 3, read_state: 3 } as const;

/** The endpoints, by method and path. */
export const AGENT_ENDPOINTS: readonly string[] = [
  'GET /api/v2/status',
  ...Object.entries(HIGHEST_VERSION).flatMap(([name, highest]) =>
    [2, 3, 4]
      .filter((version) => version <= highest)
      .map((version) => `POST /api/v${version}/canister/<id>/${name}`),
  ),
  'POST /api/v2/subnet/<id>/read_state',
  'POST /api/v3/subnet/<id>/read_state',
];

/**
 * Answers a request to the IC's HTTP interface.
 * @param path - from `/api` on
 */
export async function agentApi(
  hosted: HostedInstance,
  path: string,
  request: HttpRequest,
): Promise<HttpReply> {
  if (path === '/api/v2/status') {
    requireMethod(request, 'GET', 'HEAD');
    return status(hosted);
  }
  const canisterRoute = CANISTER_ROUTE.exec(path);
  if (canisterRoute !== null) {
    const [, version, id, endpoint] = canisterRoute as unknown as [
      string,
      string,
      string,
      keyof typeof HIGHEST_VERSION,
    ];
    if (Number(version) <= HIGHEST_VERSION[endpoint]) {
      requireMethod(request, 'POST');
      return canisterEndpoint(hosted, Number(version), parseId(id), endpoint, request);
    }
  }
  const subnetRoute = SUBNET_ROUTE.exec(path);
  if (subnetRoute !== null) {
    requireMethod(request, 'POST');
    return subnetEndpoint(hosted, parseId(subnetRoute[2]!), request);
  }
  throw new HttpError(404, `no endpoint ${path.slice(0, 200)}`);
}

async function canisterEndpoint(
  hosted: HostedInstance,
  version: number,
  effectiveId: Uint8Array,
  endpoint: keyof typeof HIGHEST_VERSION,
  request: HttpRequest,
): Promise<HttpReply> {
  const { envelope, targets } = await readRequest(hosted, request);
  const { content } = envelope;
  if (content.kind !== endpoint)
    throw new HttpError(400, `Expected a ${endpoint} request, got ${content.kind}.`);
  if (content.kind !== 'read_state') checkEffectiveId(content, effectiveId);
  const subnet = subnetFor(hosted, effectiveId, envelope);
  switch (content.kind) {
    case 'call':
      return call(hosted, subnet, effectiveId, envelope as Envelope<MessageContent>, version > 2);
    case 'query':
      return query(hosted, subnet, effectiveId, envelope as Envelope<MessageContent>);
    case 'read_state':
      return readState(
        hosted,
        subnet,
        { kind: 'canister', id: effectiveId },
        envelope as Envelope<ReadStateContent>,
        targets,
      );
  }
}

async function subnetEndpoint(
  hosted: HostedInstance,
  id: Uint8Array,
  request: HttpRequest,
): Promise<HttpReply> {
  const { envelope, targets } = await readRequest(hosted, request);
  if (envelope.content.kind !== 'read_state') {
    throw new HttpError(400, `Expected a read_state request, got ${envelope.content.kind}.`);
  }
  const subnet = hosted.instance.subnets.find(({ info }) => samePrincipal(info.id, id));
  if (subnet === undefined) throw new HttpError(400, `No subnet ${principalToText(id)} in this network.`);
  return readState(hosted, subnet, { kind: 'subnet', id }, envelope as Envelope<ReadStateContent>, targets);
}

async function readRequest(
  hosted: HostedInstance,
  request: HttpRequest,
): Promise<{ envelope: Envelope; targets: Targets }> {
  const body = await request.body(MAX_ENVELOPE_BYTES);
  if (headerOf(request, 'content-type')?.toLowerCase() !== 'application/cbor') {
    throw new HttpError(400, 'Unexpected content-type, expected application/cbor.');
  }
  const parsed = parseEnvelope(body);
  if (!parsed.ok) throw new HttpError(400, `Failed to deserialize cbor request: ${parsed.reason}`);
  if (!hosted.checksIngress) return { envelope: parsed.envelope, targets: undefined };
  hosted.progress.followClock();
  const rules = { now: hosted.instance.time, rootKey: hosted.certifier.rootKey };
  const validation = validateRequest(parsed.envelope, rules);
  if (!validation.ok) throw new HttpError(400, validation.reason);
  return { envelope: parsed.envelope, targets: validation.targets };
}

/** The id in the URL must be the called canister's, but for calls to the management canister. */
function checkEffectiveId(content: MessageContent, effectiveId: Uint8Array): void {
  if (
    samePrincipal(content.canisterId, effectiveId) ||
    samePrincipal(content.canisterId, MANAGEMENT_CANISTER)
  )
    return;
  throw new HttpError(
    400,
    `Specified CanisterId ${principalToText(content.canisterId)} does not match effective canister id in URL ${principalToText(effectiveId)}`,
  );
}

/** The subnet that executes a request and signs its answer. */
function subnetFor(hosted: HostedInstance, effectiveId: Uint8Array, { content }: Envelope): SubnetView {
  const { instance } = hosted;
  const subnet =
    content.kind !== 'read_state' && samePrincipal(content.canisterId, MANAGEMENT_CANISTER)
      ? instance.routeManagementCall({ ...content, effective: { kind: 'canister', id: effectiveId } })
      : instance.subnetOf(effectiveId);
  if (subnet !== undefined) return subnet;
  if (samePrincipal(effectiveId, MANAGEMENT_CANISTER)) {
    throw new HttpError(400, 'Calls to the management canister need an effective canister id.');
  }
  throw new HttpError(400, `Canister ${principalToText(effectiveId)} does not belong to any subnet.`);
}

function parseId(text: string): Uint8Array {
  const id = parsePrincipalText(text);
  if (id === undefined) throw new HttpError(400, `'${text.slice(0, 80)}' is not a principal.`);
  return id;
}

function requireMethod(request: HttpRequest, ...methods: readonly string[]): void {
  if (!methods.includes(request.method))
    throw new HttpError(405, `method ${request.method} is not allowed here`);
}
