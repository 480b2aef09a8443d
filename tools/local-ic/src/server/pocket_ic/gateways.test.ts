import { expect, it } from 'vitest';
import { FakeNetwork } from '../../certificate/fake_network.ts';
import type { Instance } from '../../ic/types.ts';
import { ServerState } from '../server_state.ts';
import { parseGatewayOptions } from './gateway_options.ts';
import { openGateway } from './gateways.ts';

it('should leave no gateway of an instance that is deleted while its port is being opened', async () => {
  const state = new ServerState({ log: () => undefined, fault: () => undefined });
  const core = Object.assign(new FakeNetwork(['Application'], 0n), { close: () => undefined });
  const settings = { stateDir: undefined, checksIngress: true };
  const { id } = state.addInstance(() => core as unknown as Instance, settings);
  const opening = openGateway(state, id, parseGatewayOptions({}));
  const deleting = state.deleteInstance(id);
  await expect(opening).rejects.toMatchObject({ status: 400, message: `Instance ${id} not found` });
  expect(await deleting).toBe(true);
  expect(state.gateways()).toEqual([]);
});
