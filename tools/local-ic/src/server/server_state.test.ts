import { beforeEach, describe, expect, it } from 'vitest';
import { FakeNetwork } from '../certificate/fake_network.ts';
import type { Instance } from '../ic/types.ts';
import type { Gateway } from './gateway/gateway.ts';
import { ServerState } from './server_state.ts';

let state: ServerState;
/** What was closed, in order. */
let closed: string[];

beforeEach(() => {
  state = new ServerState({ log: () => undefined, fault: () => undefined });
  closed = [];
});

/** Adds an instance with a gateway; answers its number. */
function added(name: string, close: () => void = () => undefined): number {
  const core = Object.assign(new FakeNetwork(['Application'], 0n), {
    close() {
      closed.push(name);
      close();
    },
  });
  const options = { stateDir: undefined, checksIngress: true };
  const { id } = state.addInstance(() => core as unknown as Instance, options);
  const gateway = { close: () => Promise.resolve(closed.push(`gateway of ${name}`)) };
  const given = { domains: null, https_config: null };
  state.addGateway({ gateway: gateway as unknown as Gateway, instanceId: id, given });
  return id;
}
const fail = () => {
  throw new Error('the disk is full');
};

describe('a server', () => {
  it('should end the gateways of an instance with it, and no others', async () => {
    added('a');
    expect(await state.deleteInstance(added('b'))).toBe(true);
    expect(closed).toEqual(['b', 'gateway of b']);
    expect(state.gateways().map(([, { instanceId }]) => instanceId)).toEqual([0]);
  });

  it('should end them also where the instance does not end well', async () => {
    const id = added('a', fail);
    await expect(state.deleteInstance(id)).rejects.toThrow('the disk is full');
    expect(closed).toEqual(['a', 'gateway of a']);
    expect([state.instance(id), state.gateways()]).toEqual([undefined, []]);
  });

  it('should end everything when one instance does not end well', async () => {
    added('a', fail);
    added('b');
    await expect(state.close()).rejects.toThrow('Error: the disk is full');
    expect(closed.toSorted()).toEqual(['a', 'b', 'gateway of a', 'gateway of b']);
  });
});
