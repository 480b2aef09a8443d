/** The PocketIC server's REST interface: finds the handler of a request and prints its answer. */
import { type JsonValue, parseJson, printJson } from '../../encoding/lossless_json.ts';
import { parseUtf8 } from '../../encoding/bytes.ts';
import { agentApi } from '../agent/routes.ts';
import type { HostedInstance } from '../hosted_instance.ts';
import { gunzipBody } from '../http/body.ts';
import { headerOf, HttpError, type HttpReply, type HttpRequest, textReply } from '../http/message.ts';
import type { ServerState } from '../server_state.ts';
import { createGateway, listGateways, stopGateway } from './gateways.ts';
import { type InstanceHandler, readGets, readPosts } from './instance_reads.ts';
import { instanceUpdates, isLive, startProgress, stopProgress } from './instance_updates.ts';
import { createInstance } from './instances.ts';
import { verifySignature } from './verify_signature.ts';

/** Bodies of JSON requests; a wasm module of several MB comes in base64. */
const MAX_JSON_BYTES = 256 * 1024 * 1024;
const MAX_BLOB_BYTES = 1024 ** 3;

/** Handler of all requests to the server's port. */
export function pocketIcApi(state: ServerState): (request: HttpRequest) => Promise<HttpReply> {
  const updates = instanceUpdates(state);
  return async (request) => {
    const segments = request.path.split('/').slice(1);
    try {
      return segments[0] === 'instances' && segments.length > 1
        ? await instanceRoute(state, updates, request, segments.slice(1))
        : await serverRoute(state, request, segments);
    } catch (error) {
      if (error instanceof HttpError && !isAgentPath(segments))
        return json(error.status, { message: error.message });
      throw error;
    }
  };
}

async function serverRoute(state: ServerState, request: HttpRequest, segments: string[]): Promise<HttpReply> {
  const [first = '', second, third] = segments;
  switch (`${request.method} /${first}${segments.length > 1 ? '/' : ''}`) {
    case 'GET /status':
      return textReply(200, '');
    case 'GET /instances':
      return json(200, state.instanceStates());
    case 'POST /instances':
      return createInstance(state, await readJson(request));
    case 'POST /blobstore':
      return textReply(200, state.addBlob(await readBlob(request)));
    case 'GET /blobstore/': {
      const blob = segments.length === 2 ? state.blob(second!) : undefined;
      if (blob === undefined) throw new HttpError(404, 'no such blob');
      return { status: 200, headers: [['content-type', 'application/octet-stream']], body: blob };
    }
    case 'POST /verify_signature':
      return json(200, verifySignature(await readJson(request)));
    case 'GET /http_gateway':
      return json(200, listGateways(state));
    case 'POST /http_gateway':
      return createGateway(state, await readJson(request));
    case 'POST /http_gateway/':
      if (segments.length !== 3 || third !== 'stop') throw unknownEndpoint(request);
      await stopGateway(state, second!);
      return json(200, null);
    case 'GET /read_graph/':
      // Every request is answered with its result at once: no operation is ever left running.
      throw new HttpError(404, 'no such operation');
    case 'DELETE /prune_graph/':
      return json(200, null);
    default:
      throw unknownEndpoint(request);
  }
}

async function instanceRoute(
  state: ServerState,
  updates: Readonly<Record<string, InstanceHandler>>,
  request: HttpRequest,
  segments: string[],
): Promise<HttpReply> {
  const [number, area, name] = segments;
  const id = /^\d{1,9}$/.test(number ?? '') ? Number(number) : -1;
  const hosted = state.instance(id);
  if (hosted === undefined) throw new HttpError(404, `Instance ${String(number).slice(0, 20)} not found`);
  if (area === undefined && request.method === 'DELETE') {
    await state.deleteInstance(id);
    return json(200, null);
  }
  if (area === 'api') return agentApi(hosted, `/${segments.slice(1).join('/')}`, request);
  const handler = findHandler(updates, request.method, area ?? '', name, segments.length);
  if (handler === undefined) throw unknownEndpoint(request);
  return json(200, await handle(handler, hosted, request));
}

function findHandler(
  updates: Readonly<Record<string, InstanceHandler>>,
  method: string,
  area: string,
  name: string | undefined,
  length: number,
): InstanceHandler | undefined {
  if (length === 2) {
    if (area === 'auto_progress')
      return method === 'GET' ? isLive : method === 'POST' ? startProgress : undefined;
    return area === 'stop_progress' && method === 'POST' ? stopProgress : undefined;
  }
  if (length !== 3 || name === undefined) return undefined;
  const find = (table: Readonly<Record<string, InstanceHandler>>): InstanceHandler | undefined =>
    Object.hasOwn(table, name) ? table[name] : undefined;
  if (method === 'GET') {
    if (area === '_') return name === 'topology' ? find(readGets) : undefined;
    return area === 'read' ? find(readGets) : undefined;
  }
  if (method !== 'POST') return undefined;
  return area === 'read' ? find(readPosts) : area === 'update' ? find(updates) : undefined;
}

async function handle(
  handler: InstanceHandler,
  hosted: HostedInstance,
  request: HttpRequest,
): Promise<JsonValue> {
  const body = request.method === 'GET' ? null : await readJson(request);
  return handler(hosted, body);
}

/** The JSON body; an empty one counts as null. */
async function readJson(request: HttpRequest): Promise<JsonValue> {
  const bytes = await request.body(MAX_JSON_BYTES);
  if (bytes.length === 0) return null;
  const text = parseUtf8(bytes);
  if (text === undefined) throw new HttpError(400, 'the body is not UTF-8');
  const parsed = parseJson(text);
  if (!parsed.ok) throw new HttpError(400, parsed.reason);
  return parsed.value;
}

async function readBlob(request: HttpRequest): Promise<Uint8Array> {
  const body = await request.body(MAX_BLOB_BYTES);
  return headerOf(request, 'content-encoding') === 'gzip' ? gunzipBody(body, MAX_BLOB_BYTES) : body;
}

export function json(status: number, value: unknown): HttpReply {
  return { status, headers: [['content-type', 'application/json']], body: printJson(value) };
}

function isAgentPath(segments: readonly string[]): boolean {
  return segments[0] === 'instances' && segments[2] === 'api';
}

function unknownEndpoint(request: HttpRequest): HttpError {
  return new HttpError(404, `no endpoint ${request.method} ${request.path.slice(0, 200)}`);
}
