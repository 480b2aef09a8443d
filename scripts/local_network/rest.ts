/** The few PocketIC REST calls that starting a network takes. */

export interface Topology {
  readonly subnets: ReadonlyMap<string, { readonly kind: string }>;
  readonly defaultEffectiveCanisterId: Uint8Array;
}

export interface CreatedInstance {
  readonly instanceId: number;
  readonly topology: Topology;
}

async function request(url: string, method: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

const NEW_SUBNET = { state_config: 'New', instruction_config: 'Production', cost_schedule: 'Normal' };

/** Creates an instance with an NNS, an II and an application subnet whose state is kept in `stateDir`. */
export async function createInstance(serverUrl: string, stateDir: string): Promise<CreatedInstance> {
  const reply = (await request(`${serverUrl}/instances`, 'POST', {
    subnet_config_set: {
      nns: NEW_SUBNET,
      ii: NEW_SUBNET,
      system: [],
      application: [NEW_SUBNET],
      verified_application: [],
    },
    state_dir: stateDir,
  })) as {
    Created?: {
      instance_id: number;
      topology: {
        subnet_configs: Record<string, { subnet_kind: string }>;
        default_effective_canister_id: { canister_id: string };
      };
    };
    Error?: { message: string };
  };
  if (!reply.Created) throw new Error(`the instance was not created: ${reply.Error?.message ?? 'no reason'}`);
  const { instance_id, topology } = reply.Created;
  return {
    instanceId: instance_id,
    topology: {
      subnets: new Map(
        Object.entries(topology.subnet_configs).map(([id, config]) => [id, { kind: config.subnet_kind }]),
      ),
      defaultEffectiveCanisterId: Buffer.from(topology.default_effective_canister_id.canister_id, 'base64'),
    },
  };
}

/** Lets time follow the wall clock and rounds run by themselves. */
export async function autoProgress(serverUrl: string, instanceId: number): Promise<void> {
  await request(`${serverUrl}/instances/${instanceId}/auto_progress`, 'POST', { artificial_delay_ms: null });
}

/** Opens the HTTP gateway; @throws Error when the port is taken. */
export async function openGateway(serverUrl: string, instanceId: number, port: number): Promise<number> {
  const reply = (await request(`${serverUrl}/http_gateway`, 'POST', {
    ip_addr: null,
    port,
    forward_to: { PocketIcInstance: instanceId },
    domains: ['localhost'],
    https_config: null,
  })) as { Created?: { port: number }; Error?: { message: string } };
  if (!reply.Created) throw new Error(`the gateway does not open: ${reply.Error?.message ?? 'no reason'}`);
  return reply.Created.port;
}

/** Deletes the instance, which makes the server write its state. */
export async function deleteInstance(serverUrl: string, instanceId: number): Promise<void> {
  await request(`${serverUrl}/instances/${instanceId}`, 'DELETE');
}
