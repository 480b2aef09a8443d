/** The PocketIC server's REST interface: finds the handler of a request and prints its answer. */
import { agentApi } from '../agent/routes.ts';
import { HttpError, type HttpReply, type HttpRequest } from '../http/message.ts';
import type { ServerState } from '../server_state.ts';
import { instanceEndpoints, SERVER_ENDPOINTS } from './endpoints.ts';
import type { InstanceHandler } from './instance_reads.ts';
import { json, readJson } from './json_body.ts';
import { matchPath } from './path_pattern.ts';

/** Handler of all requests to the server's port. */
export function pocketIcApi(state: ServerState): (request: HttpRequest) => Promise<HttpReply> {
  const ofInstances = instanceEndpoints(state);
  return async (request) => {
    const segments = request.path.split('/').slice(1);
    try {
      return segments[0] === 'instances' && segments.length > 1
        ? await instanceRoute(state, ofInstances, request, segments.slice(1))
        : await serverRoute(state, request);
    } catch (error) {
      if (error instanceof HttpError && !isAgentPath(segments))
        return json(error.status, { message: error.message });
      throw error;
    }
  };
}

function serverRoute(state: ServerState, request: HttpRequest): Promise<HttpReply> | HttpReply {
  for (const [name, handler] of Object.entries(SERVER_ENDPOINTS)) {
    const [method, pattern] = name.split(' ') as [string, string];
    const values = method === request.method ? matchPath(pattern, request.path) : undefined;
    if (values !== undefined) return handler(state, request, values);
  }
  throw unknownEndpoint(request);
}

async function instanceRoute(
  state: ServerState,
  endpoints: ReadonlyMap<string, InstanceHandler>,
  request: HttpRequest,
  [number = '', ...below]: readonly string[],
): Promise<HttpReply> {
  const id = /^\d{1,9}$/.test(number) ? Number(number) : -1;
  const hosted = state.instance(id);
  if (hosted === undefined) throw new HttpError(404, `Instance ${number.slice(0, 20)} not found`);
  if (below.length === 0 && request.method === 'DELETE') {
    await state.deleteInstance(id);
    return json(200, null);
  }
  const path = `/${below.join('/')}`;
  if (below[0] === 'api') return agentApi(hosted, path, request);
  const handler = endpoints.get(`${request.method} ${path}`);
  if (handler === undefined) throw unknownEndpoint(request);
  return json(200, await handler(hosted, request.method === 'GET' ? null : await readJson(request)));
}

function isAgentPath(segments: readonly string[]): boolean {
  return segments[0] === 'instances' && segments[2] === 'api';
}

function unknownEndpoint(request: HttpRequest): HttpError {
  return new HttpError(404, `no endpoint ${request.method} ${request.path.slice(0, 200)}`);
}
