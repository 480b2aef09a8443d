/** POST /instances */
import { createInstance as startNew, openInstance } from '../../ic/instance.ts';
import type { JsonValue } from '../../encoding/lossless_json.ts';
import { StateError } from '../../ic/state/state_error.ts';
import type { StartInstance } from '../hosted_instance.ts';
import { holdsState } from '../state_dir.ts';
import { HttpError, type HttpReply } from '../http/message.ts';
import type { ServerState } from '../server_state.ts';
import { createTopology } from '../../certificate/topology.ts';
import { openGateway } from './gateways.ts';
import { type InstanceConfig, parseInstanceConfig } from './instance_config.ts';
import { json } from './json_body.ts';
import { encodeTopology } from './topology_json.ts';

/** Genesis of the IC, 6 May 2021 19:17:10 UTC, in nanoseconds since the epoch: when instances start by default. */
const GENESIS = 1_620_328_630_000_000_000n;
/** 10 May 2021 08:00:01 UTC: the first time at which the cycles minting canister knows a rate. */
const GENESIS_OF_CYCLES_MINTING = 1_620_633_601_000_000_000n;

/** Creates an instance, or opens the one that is kept in `state_dir`. */
export async function createInstance(state: ServerState, body: JsonValue): Promise<HttpReply> {
  try {
    const config = parseInstanceConfig(body);
    const { id, hosted } = state.addInstance(startOf(config), config);
    if (config.autoProgress !== undefined) hosted.goLive(config.autoProgress);
    const gateway = config.gateway && (await openGatewayOrDelete(state, id, config));
    return json(201, {
      Created: {
        instance_id: id,
        topology: encodeTopology(hosted.instance.subnets.map(({ info }) => info)),
        http_gateway_info: gateway ?? null,
      },
    });
  } catch (error) {
    if (error instanceof HttpError) return json(error.status, { Error: { message: error.message } });
    if (error instanceof StateError) return json(400, { Error: { message: error.message } });
    throw error;
  }
}

function startOf(config: InstanceConfig): StartInstance {
  const { stateDir } = config;
  return (ports) => {
    if (stateDir !== undefined && holdsState(stateDir)) return openInstance(stateDir, ports);
    if (config.subnets.length === 0)
      throw new HttpError(400, `no state in ${stateDir ?? 'state_dir'}, and no subnets given`);
    const start = config.features.includes('cycles_minting') ? GENESIS_OF_CYCLES_MINTING : GENESIS;
    const { features } = config;
    const options = {
      subnets: createTopology(config.subnets),
      time: config.initialTime ?? start,
      features,
    };
    return startNew(stateDir === undefined ? options : { ...options, stateDir }, ports);
  };
}

/** An instance whose gateway cannot be opened was not asked for. */
async function openGatewayOrDelete(
  state: ServerState,
  id: number,
  { gateway }: InstanceConfig,
): Promise<{ instance_id: number; port: number } | undefined> {
  try {
    return gateway && (await openGateway(state, id, gateway));
  } catch (error) {
    await state.deleteInstance(id);
    throw error;
  }
}
