/** Every endpoint of the REST interface, by method and path. */
import { AGENT_ENDPOINTS } from '../agent/routes.ts';
import { HttpError, type HttpReply, type HttpRequest, textReply } from '../http/message.ts';
import type { ServerState } from '../server_state.ts';
import { createGateway, listGateways, stopGateway } from './gateways.ts';
import { type InstanceHandler, readGets, readPosts } from './instance_reads.ts';
import { instanceUpdates, isLive, startProgress, stopProgress } from './instance_updates.ts';
import { createInstance } from './instances.ts';
import { json, readBlob, readJson } from './json_body.ts';
import { verifySignature } from './verify_signature.ts';

/** Answers an endpoint of the server; `values` stand for the placeholders of its path. */
type ServerHandler = (
  state: ServerState,
  request: HttpRequest,
  values: readonly string[],
) => Promise<HttpReply> | HttpReply;

export const SERVER_ENDPOINTS: Readonly<Record<string, ServerHandler>> = {
  'GET /status': () => textReply(200, ''),
  'GET /instances': (state) => json(200, state.instanceStates()),
  'POST /instances': async (state, request) => createInstance(state, await readJson(request)),
  'POST /blobstore': async (state, request) => textReply(200, state.addBlob(await readBlob(request))),
  'GET /blobstore/<id>': (state, _, [id]) => {
    const body = state.blob(id!);
    if (body === undefined) throw new HttpError(404, 'no such blob');
    return { status: 200, headers: [['content-type', 'application/octet-stream']], body };
  },
  'POST /verify_signature': async (_, request) => json(200, verifySignature(await readJson(request))),
  'GET /http_gateway': (state) => json(200, listGateways(state)),
  'POST /http_gateway': async (state, request) => createGateway(state, await readJson(request)),
  'POST /http_gateway/<id>/stop': async (state, _, [id]) => {
    await stopGateway(state, id!);
    return json(200, null);
  },
  // Every request is answered with its result at once: no operation is ever left running.
  'GET /read_graph/<label>/<op>': () => {
    throw new HttpError(404, 'no such operation');
  },
  'DELETE /prune_graph/<label>/<op>': () => json(200, null),
};

/** Endpoints of an instance, by method and the path below `/instances/<n>`. */
export function instanceEndpoints(state: ServerState): ReadonlyMap<string, InstanceHandler> {
  const below = (start: string, table: Readonly<Record<string, InstanceHandler>>) =>
    Object.entries(table).map(([name, handler]) => [`${start}/${name}`, handler] as const);
  return new Map([
    ...below('GET /read', readGets),
    ['GET /_/topology', readGets['topology']!],
    ...below('POST /read', readPosts),
    ...below('POST /update', instanceUpdates(state)),
    ['GET /auto_progress', isLive],
    ['POST /auto_progress', startProgress],
    ['POST /stop_progress', stopProgress],
  ]);
}

/** Names of all endpoints, as the documentation lists them. */
export function endpointNames(state: ServerState): string[] {
  const ofInstances = [...instanceEndpoints(state).keys(), ...AGENT_ENDPOINTS].map((name) =>
    name.replace(' ', ' /instances/<n>'),
  );
  return [...Object.keys(SERVER_ENDPOINTS), 'DELETE /instances/<n>', ...ofInstances];
}
