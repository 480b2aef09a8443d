/** The IC's HTTP interface through @icp-sdk/core, the version of today's clients and the next one. */
import * as agent5 from '@icp-sdk/core/agent';
import * as candid5 from '@icp-sdk/core/candid';
import * as identity5 from '@icp-sdk/core/identity';
import * as principal5 from '@icp-sdk/core/principal';
import * as agent6 from '@icp-sdk/core-6/agent';
import * as candid6 from '@icp-sdk/core-6/candid';
import * as identity6 from '@icp-sdk/core-6/identity';
import * as principal6 from '@icp-sdk/core-6/principal';
import { decode } from 'cborg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { goLive, type Live } from './support/live.ts';

let live: Live;
beforeAll(async () => {
  live = await goLive();
});
afterAll(() => live.close());

const ARG = new Uint8Array([1, 2, 3]);
const five = { agent: agent5, candid: candid5, identity: identity5, principal: principal5 };
const six = {
  agent: agent6,
  candid: candid6,
  identity: identity6,
  principal: principal6,
} as unknown as typeof five;

describe.each([
  ['@icp-sdk/core 5', five],
  ['@icp-sdk/core 6', six],
] as const)('%s', (_, core) => {
  const { HttpAgent, Actor, CanisterStatus, Certificate, SubnetStatus, polling } = core.agent;
  const { Principal } = core.principal;
  const { IDL } = core.candid;
  const { DelegationChain, DelegationIdentity, Ed25519KeyIdentity } = core.identity;

  const agentOf = (options: agent5.HttpAgentOptions = {}): Promise<agent5.HttpAgent> =>
    HttpAgent.create({ host: live.url, shouldFetchRootKey: true, retryTimes: 0, ...options });
  const ids = (): principal5.Principal[] =>
    [live.canisterId, live.otherId].map((id) => Principal.fromText(id.toText()));

  it('should fetch the root key, the one of the network', async () => {
    const agent = await HttpAgent.create({ host: live.url });
    const key = await agent.fetchRootKey();
    const nns = (await live.pic.getNnsSubnet())!;
    expect(key).toEqual(new Uint8Array(await live.pic.getPubKey(nns.id)));
    expect(await agent.status()).toMatchObject({ replica_health_status: 'healthy' });
  });

  it('should call, at once and by polling, on both subnets', async () => {
    const identity = Ed25519KeyIdentity.generate();
    const agent = await agentOf({ identity });
    for (const canisterId of ids()) {
      const { response, requestId } = await agent.call(canisterId, {
        methodName: 'whoami',
        arg: ARG,
        effectiveCanisterId: canisterId,
      });
      expect(response).toMatchObject({ status: 200, body: { status: 'replied' } });
      const { reply } = await polling.pollForResponse(agent, canisterId, requestId);
      expect(reply).toEqual(identity.getPrincipal().toUint8Array());
      const polled = await agent.call(canisterId, {
        methodName: 'echo',
        arg: ARG,
        effectiveCanisterId: canisterId,
        callSync: false,
      });
      expect(polled.response.status).toBe(202);
      expect((await polling.pollForResponse(agent, canisterId, polled.requestId)).reply).toEqual(ARG);
    }
  });

  it('should call through actors, and get certified rejects', async () => {
    const service = () =>
      IDL.Service({
        echo: IDL.Func([IDL.Text], [IDL.Text], []),
        echo_query: IDL.Func([IDL.Text], [IDL.Text], ['query']),
        trap: IDL.Func([], [], []),
        forbidden: IDL.Func([], [], []),
      });
    const agent = await agentOf();
    const actor = Actor.createActor<Record<string, (text?: string) => Promise<unknown>>>(service, {
      agent,
      canisterId: ids()[0]!,
    });
    expect(await actor['echo']!('called')).toBe('called');
    expect(await actor['echo_query']!('asked')).toBe('asked');
    await expect(actor['trap']!()).rejects.toThrow(/told to/);
    await expect(actor['forbidden']!()).rejects.toThrow(/IC0406/);
  });

  it('should verify the signatures of queries, and refuse changed ones', async () => {
    const agent = await agentOf();
    for (const id of ids()) {
      expect(await agent.query(id, { methodName: 'echo_query', arg: ARG })).toMatchObject({
        status: 'replied',
        reply: { arg: ARG },
      });
    }
    const forged = await agentOf({
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (!String(input).endsWith('/query')) return response;
        const bytes = new Uint8Array(await response.arrayBuffer());
        const at = Buffer.from(bytes).indexOf(Buffer.from(ARG));
        bytes[at] = 9;
        return new Response(bytes, response);
      },
    });
    await expect(forged.query(ids()[0]!, { methodName: 'echo_query', arg: ARG })).rejects.toThrow(
      /signature/i,
    );
  });

  it('should read the state of a canister', async () => {
    const agent = await agentOf();
    const status = await CanisterStatus.request({
      agent,
      canisterId: ids()[1]!,
      paths: ['time', 'controllers', 'module_hash', 'candid', 'subnet'],
    });
    expect(Math.abs((status.get('time') as Date).getTime() - Date.now())).toBeLessThan(60_000);
    expect(status.get('candid')).toBe('service : {}');
    expect(status.get('module_hash')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('should refuse certificates that are old, of another root, or of another subnet', async () => {
    const agent = await agentOf();
    const [canisterId, otherId] = ids() as [principal5.Principal, principal5.Principal];
    const { certificate } = await agent.readState(canisterId, { paths: [[Buffer.from('time')]] });
    const rootKey = agent.rootKey!;
    const of = (id: principal5.Principal): object => ({ principal: { canisterId: id } });
    const check = (options: object): Promise<unknown> =>
      Certificate.create({ certificate, rootKey, ...options } as agent5.CreateCertificateOptions);
    await check(of(canisterId));
    await expect(check(of(otherId))).rejects.toThrow();
    const otherRoot = new Uint8Array(
      await live.pic.getPubKey((await live.pic.getCanisterSubnetId(canisterId as never))!),
    );
    await expect(check({ ...of(canisterId), rootKey: otherRoot })).rejects.toThrow();
    vi.useFakeTimers({ now: Date.now() + 10 * 60_000, toFake: ['Date'] });
    try {
      await expect(check(of(canisterId))).rejects.toThrow();
    } finally {
      vi.useRealTimers();
    }
  });

  it('should read the state of a subnet, with its metrics', async () => {
    const agent = await agentOf();
    const [canisterId] = ids() as [principal5.Principal];
    const subnetId = await agent.getSubnetIdFromCanister(canisterId);
    expect(subnetId.toText()).toBe((await live.pic.getCanisterSubnetId(canisterId as never))!.toText());
    const status = await SubnetStatus.request({
      agent,
      subnetId,
      paths: ['time', 'canisterRanges', 'publicKey', 'nodeKeys'],
    });
    expect(status.get('publicKey')).toEqual(new Uint8Array(await live.pic.getPubKey(subnetId as never)));
    expect((status.get('nodeKeys') as Map<string, Uint8Array>).size).toBe(1);
    await agent.syncTimeWithSubnet(subnetId);
    expect(Math.abs(agent.getTimeDiffMsecs())).toBeLessThan(60_000);

    const path = [Buffer.from('subnet'), subnetId.toUint8Array(), Buffer.from('metrics')];
    const { certificate } = await agent.readSubnetState(subnetId, { paths: [path] });
    const verified = await Certificate.create({
      certificate,
      rootKey: agent.rootKey!,
      principal: { subnetId },
    } as agent5.CreateCertificateOptions);
    const found = core.agent.lookupResultToBuffer(verified.lookup_path(path))!;
    // Behind the tag that says that it is CBOR.
    const metrics = decode(found.subarray(3), { useMaps: true }) as Map<string, number>;
    expect(metrics.get('num_canisters')).toBeGreaterThan(0);
    expect(metrics.get('canister_state_bytes')).toBeGreaterThan(65_536);
    expect(metrics.get('update_transactions_total')).toBeGreaterThan(0);
    await expect(agent.readState(canisterId, { paths: [path] })).rejects.toThrow(/Invalid path/);
  });

  it('should act by delegations, within their targets', async () => {
    const owner = Ed25519KeyIdentity.generate();
    const session = Ed25519KeyIdentity.generate();
    const [canisterId, otherId] = ids() as [principal5.Principal, principal5.Principal];
    const until = new Date(Date.now() + 60_000);
    const chain = await DelegationChain.create(owner, session.getPublicKey(), until, {
      targets: [canisterId],
    });
    const agent = await agentOf({ identity: DelegationIdentity.fromDelegation(session, chain) });
    const reply = await agent.query(canisterId, { methodName: 'whoami_query', arg: ARG });
    expect(reply).toMatchObject({ reply: { arg: owner.getPrincipal().toUint8Array() } });
    const call = (id: principal5.Principal): Promise<unknown> =>
      agent.call(id, { methodName: 'echo', arg: ARG, effectiveCanisterId: id });
    expect(await call(canisterId)).toMatchObject({ response: { status: 200 } });
    await expect(call(otherId)).rejects.toThrow(
      `Canister '${otherId.toText()}' is not one of the delegation targets.`,
    );
  });
});

describe('delegations that permit queries only (@icp-sdk/core 6)', () => {
  async function agentWith(permissions: string): Promise<agent6.HttpAgent> {
    const owner = identity6.Ed25519KeyIdentity.generate();
    const session = identity6.Ed25519KeyIdentity.generate();
    const until = new Date(Date.now() + 60_000);
    const chain = await identity6.DelegationChain.create(owner, session.getPublicKey(), until, {
      permissions,
    });
    const identity = identity6.DelegationIdentity.fromDelegation(session, chain);
    return agent6.HttpAgent.create({ host: live.url, shouldFetchRootKey: true, retryTimes: 0, identity });
  }
  const canisterId = (): principal6.Principal => principal6.Principal.fromText(live.canisterId.toText());
  const call = (agent: agent6.HttpAgent): Promise<unknown> =>
    agent.call(canisterId(), { methodName: 'echo', arg: ARG, effectiveCanisterId: canisterId() });

  it('should query and read the state', async () => {
    const agent = await agentWith('queries');
    expect(await agent.query(canisterId(), { methodName: 'echo_query', arg: ARG })).toMatchObject({
      status: 'replied',
    });
    expect(
      await agent.readState({ canisterId: canisterId() }, { paths: [[Buffer.from('time')]] }),
    ).toHaveProperty('certificate');
  });

  it('should not make updates', async () => {
    await expect(call(await agentWith('queries'))).rejects.toThrow(
      'Update calls are not permitted: a delegation restricts the sender to query calls (permissions = "queries").',
    );
  });

  it('should make updates when all is permitted, and be refused for permissions that there are not', async () => {
    expect(await call(await agentWith('all'))).toMatchObject({ response: { status: 200 } });
    await expect(call(await agentWith('everything'))).rejects.toThrow(/permissions/);
  });
});
