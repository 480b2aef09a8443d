/** POST /http_gateway, GET /http_gateway, POST /http_gateway/<id>/stop */
import type { JsonValue } from '../../encoding/lossless_json.ts';
import { Gateway } from '../gateway/gateway.ts';
import { HttpError, type HttpReply } from '../http/message.ts';
import type { ServerState } from '../server_state.ts';
import { asObject, asSmallNatural, optional } from './fields.ts';
import { type GatewayOptions, parseGatewayOptions } from './gateway_options.ts';
import { json } from './json_body.ts';

/** Opens a port whose requests go to an instance: `{ forward_to: { PocketIcInstance: n }, ip_addr?, port?, domains? }`. */
export async function createGateway(state: ServerState, body: JsonValue): Promise<HttpReply> {
  const config = asObject(body, 'body');
  const target = asObject(config['forward_to'], 'forward_to');
  const instanceId = optional(target, 'PocketIcInstance', asSmallNatural(2 ** 31));
  if (instanceId === undefined) throw new HttpError(400, 'local-ic only forwards to a PocketIcInstance');
  try {
    const opened = await openGateway(state, instanceId, parseGatewayOptions(body));
    return json(201, { Created: opened });
  } catch (error) {
    if (error instanceof HttpError) return json(error.status, { Error: { message: error.message } });
    throw error;
  }
}

/**
 * Opens a gateway for an instance.
 * @throws HttpError 400 when there is no such instance or the port cannot be opened
 */
export async function openGateway(
  state: ServerState,
  instanceId: number,
  options: GatewayOptions,
): Promise<{ instance_id: number; port: number }> {
  const hosted = state.instance(instanceId);
  if (hosted === undefined) throw new HttpError(400, `Instance ${instanceId} not found`);
  let gateway: Gateway;
  try {
    gateway = await Gateway.open(hosted, options, state);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    // Codes of the TLS library: certificate and key are malformed or do not belong together.
    if (code.startsWith('ERR_OSSL')) throw new HttpError(400, `TLS config could not be created: ${message}`);
    const reason = code === 'EADDRINUSE' ? 'the port is in use' : message;
    throw new HttpError(
      400,
      `Failed to open ${options.host}:${options.port} for the HTTP gateway: ${reason}`,
    );
  }
  // Deleted while the port was being opened: nobody would close it.
  if (state.instance(instanceId) !== hosted) {
    await gateway.close();
    throw new HttpError(400, `Instance ${instanceId} not found`);
  }
  return { instance_id: state.addGateway({ gateway, instanceId, given: options.given }), port: gateway.port };
}

export function listGateways(state: ServerState): JsonValue {
  return state.gateways().map(([id, { gateway, instanceId, given }]) => ({
    instance_id: id,
    port: gateway.port,
    forward_to: { PocketIcInstance: instanceId },
    ...given,
  }));
}

/** @throws HttpError 404 when there is no such gateway */
export async function stopGateway(state: ServerState, id: string): Promise<void> {
  if (!/^\d{1,9}$/.test(id) || !(await state.stopGateway(Number(id))))
    throw new HttpError(404, 'no such HTTP gateway');
}
