/** The IC's HTTP interface through the unmodified agents. */
import {
  CanisterStatus,
  Cbor,
  Certificate,
  HttpAgent,
  type Identity,
  lookupResultToBuffer,
  pollForResponse,
} from '@dfinity/agent';
import { DelegationChain, DelegationIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { HttpAgent as CoreAgent, SubnetStatus } from '@icp-sdk/core/agent';
import { Principal as CorePrincipal } from '@icp-sdk/core/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goLive, type Live } from './support/live.ts';

let live: Live;
beforeAll(async () => {
  live = await goLive();
});
afterAll(() => live.close());

const ARG = new Uint8Array([1, 2, 3]);

function agentOf(identity?: Identity, fetch?: typeof globalThis.fetch): Promise<HttpAgent> {
  return HttpAgent.create({
    host: live.url,
    shouldFetchRootKey: true,
    retryTimes: 0,
    ...(identity === undefined ? {} : { identity }),
    ...(fetch === undefined ? {} : { fetch }),
  });
}

describe('@dfinity/agent', () => {
  it('should call, and verify the certificate that it gets at once', async () => {
    const identity = Ed25519KeyIdentity.generate();
    const agent = await agentOf(identity);
    for (const canisterId of [live.canisterId, live.otherId]) {
      const { response, requestId } = await agent.call(canisterId, { methodName: 'whoami', arg: ARG });
      expect(response.status).toBe(200);
      const { certificate } = response.body as { certificate: Uint8Array };
      const verified = await Certificate.create({ certificate, rootKey: agent.rootKey!, canisterId });
      const reply = lookupResultToBuffer(verified.lookup_path(['request_status', requestId, 'reply']));
      expect(reply).toEqual(identity.getPrincipal().toUint8Array());
    }
  });

  it('should call asynchronously and poll', async () => {
    const agent = await agentOf();
    const { requestId, response } = await agent.call(live.canisterId, {
      methodName: 'echo',
      arg: ARG,
      callSync: false,
    });
    expect(response.status).toBe(202);
    expect((await pollForResponse(agent, live.canisterId, requestId)).reply).toEqual(ARG);
  });

  it('should query and verify the signature of the node', async () => {
    const agent = await agentOf();
    for (const canisterId of [live.canisterId, live.otherId]) {
      expect(await agent.query(canisterId, { methodName: 'echo_query', arg: ARG })).toMatchObject({
        status: 'replied',
        reply: { arg: ARG },
      });
    }
    const rejected = await agent.query(live.canisterId, { methodName: 'none', arg: ARG });
    expect(rejected).toMatchObject({ status: 'rejected', reject_code: 5, error_code: 'IC0536' });
  });

  it('should refuse a reply to a query that was changed on its way', async () => {
    const agent = await agentOf(undefined, async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).endsWith('/query')) return response;
      const reply = Cbor.decode<{ reply: { arg: Uint8Array } }>(new Uint8Array(await response.arrayBuffer()));
      return new Response(Cbor.encode({ ...reply, reply: { arg: new Uint8Array([9]) } }) as BodyInit);
    });
    await expect(agent.query(live.canisterId, { methodName: 'echo_query', arg: ARG })).rejects.toThrow(
      /signature/i,
    );
  });

  it('should read status, metadata and controllers', async () => {
    const agent = await agentOf();
    const status = await CanisterStatus.request({
      agent,
      canisterId: live.canisterId,
      paths: ['time', 'controllers', 'module_hash', 'candid', 'subnet'],
    });
    expect(Math.abs((status.get('time') as Date).getTime() - Date.now())).toBeLessThan(60_000);
    expect(status.get('module_hash')).toMatch(/^[0-9a-f]{64}$/);
    expect(status.get('candid')).toBe('service : {}');
    expect((status.get('controllers') as Principal[]).map(String)).toEqual([Principal.anonymous().toText()]);
    expect((status.get('subnet') as { nodeKeys: Map<string, Uint8Array> }).nodeKeys.size).toBe(1);
  });

  it('should get rejects, certified or not', async () => {
    const agent = await agentOf();
    const refused = await agent.call(live.canisterId, { methodName: 'forbidden', arg: ARG });
    expect(refused.response.body).toMatchObject({
      status: 'non_replicated_rejection',
      reject_code: 4,
      error_code: 'IC0406',
    });
    const { requestId } = await agent.call(live.canisterId, { methodName: 'trap', arg: ARG });
    await expect(pollForResponse(agent, live.canisterId, requestId)).rejects.toThrow('told to');
  });

  it('should answer the same request twice with one effect', async () => {
    let copy: [string, RequestInit] | undefined;
    const agent = await agentOf(undefined, (input, init) => {
      if (String(input).endsWith('/call')) copy = [String(input), init!];
      return fetch(input, init);
    });
    const first = await agent.call(live.canisterId, { methodName: 'whoami', arg: ARG });
    const before = await live.pic.getCyclesBalance(CorePrincipal.fromText(live.canisterId.toText()));
    const again = await fetch(...copy!);
    expect(again.status).toBe(200);
    const body = Cbor.decode<{ status: string; certificate: Uint8Array }>(
      new Uint8Array(await again.arrayBuffer()),
    );
    const certificate = await Certificate.create({
      certificate: body.certificate,
      rootKey: agent.rootKey!,
      canisterId: live.canisterId,
    });
    expect(certificate.lookup_path(['request_status', first.requestId, 'status'])).toMatchObject({
      value: new TextEncoder().encode('replied'),
    });
    expect(await live.pic.getCyclesBalance(CorePrincipal.fromText(live.canisterId.toText()))).toBe(before);
  });

  it('should not see requests of others, nor private metadata', async () => {
    const agent = await agentOf(Ed25519KeyIdentity.generate());
    const other = await agentOf(Ed25519KeyIdentity.generate());
    const { requestId } = await agent.call(live.canisterId, { methodName: 'echo', arg: ARG });
    const path = [Buffer.from('request_status'), requestId];
    await expect(other.readState(live.canisterId, { paths: [path] })).rejects.toThrow(
      /not signed by the caller/,
    );
    const notes = [
      Buffer.from('canister'),
      live.canisterId.toUint8Array(),
      Buffer.from('metadata'),
      Buffer.from('notes'),
    ];
    await expect(other.readState(live.canisterId, { paths: [notes] })).rejects.toThrow(
      /only be requested by the controllers/,
    );
    const anonymous = await agentOf();
    expect(await anonymous.readState(live.canisterId, { paths: [notes] })).toHaveProperty('certificate');
    for (const paths of [
      [[Buffer.from('canister')]],
      [[Buffer.from('request_status')]],
      [[Buffer.from('canister'), live.otherId.toUint8Array(), Buffer.from('module_hash')]],
    ]) {
      await expect(anonymous.readState(live.canisterId, { paths })).rejects.toThrow(
        /Invalid path|does not match requested/,
      );
    }
  });

  it('should be held to the targets of its delegation', async () => {
    const key = Ed25519KeyIdentity.generate();
    const session = Ed25519KeyIdentity.generate();
    const chain = await DelegationChain.create(key, session.getPublicKey(), new Date(Date.now() + 60_000), {
      targets: [live.canisterId],
    });
    const agent = await agentOf(DelegationIdentity.fromDelegation(session, chain));
    const { response } = await agent.call(live.canisterId, { methodName: 'echo', arg: ARG });
    expect(response.status).toBe(200);
    await expect(agent.call(live.otherId, { methodName: 'echo', arg: ARG })).rejects.toThrow(
      /not one of the delegation targets/,
    );
  });

  it('should create a canister through the management canister, as dfx does', async () => {
    const agent = await agentOf(Ed25519KeyIdentity.generate());
    const effectiveCanisterId = Principal.fromText((await live.pic.getDefaultEffectiveCanisterId()).toText());
    const { requestId } = await agent.call('aaaaa-aa', {
      methodName: 'provisional_create_canister_with_cycles',
      arg: new Uint8Array([...Buffer.from('DIDL'), 1, 0x6c, 0, 1, 0]),
      effectiveCanisterId,
    });
    const { reply } = await pollForResponse(agent, effectiveCanisterId, requestId);
    expect(Buffer.from(reply).subarray(0, 4).toString()).toBe('DIDL');
  });
});

describe('@icp-sdk/core', () => {
  it('should call, query and read the subnet', async () => {
    const agent = await CoreAgent.create({ host: live.url, shouldFetchRootKey: true });
    const canisterId = CorePrincipal.fromText(live.canisterId.toText());
    const { response } = await agent.call(canisterId, {
      methodName: 'echo',
      arg: ARG,
      effectiveCanisterId: canisterId,
    });
    expect(response).toMatchObject({ status: 200, body: { status: 'replied' } });
    expect(await agent.query(canisterId, { methodName: 'echo_query', arg: ARG })).toMatchObject({
      status: 'replied',
    });
    const subnetId = (await live.pic.getCanisterSubnetId(canisterId))!;
    const status = await SubnetStatus.request({
      agent,
      subnetId,
      paths: ['time', 'canisterRanges', 'publicKey', 'nodeKeys'],
    });
    expect(status.get('publicKey')).toEqual(new Uint8Array(await live.pic.getPubKey(subnetId)));
    expect((status.get('nodeKeys') as Map<string, Uint8Array>).size).toBe(1);
  });
});

describe('requests that are not well', () => {
  async function post(path: string, body: unknown): Promise<{ status: number; text: string }> {
    const response = await fetch(`${live.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: Cbor.encode(body) as BodyInit,
    });
    return { status: response.status, text: await response.text() };
  }

  function content(fields: object = {}): Record<string, unknown> {
    return {
      request_type: 'call',
      sender: Principal.anonymous(),
      canister_id: live.canisterId,
      method_name: 'echo',
      arg: ARG,
      ingress_expiry: BigInt(Date.now() + 60_000) * 1_000_000n,
      ...fields,
    };
  }

  it.each([
    [
      'a call for another canister than the URL says',
      { canister_id: 'otherId' },
      'does not match effective canister id',
    ],
    ['an expired call', { ingress_expiry: 1n }, 'Invalid request expiry: Specified ingress_expiry'],
    ['a query at the call endpoint', { request_type: 'query' }, 'Expected a call request'],
    ['a method that is no text', { method_name: 5 }, 'method_name is not a text'],
    ['an unsigned call of somebody', { sender: new Uint8Array(29).fill(2) }, 'Missing signature'],
  ])('should get 400 for %s', async (_, fields, text) => {
    const changed = 'canister_id' in fields ? { canister_id: live.otherId } : fields;
    const reply = await post(`/api/v3/canister/${live.canisterId.toText()}/call`, {
      content: content(changed),
    });
    expect(reply).toEqual({ status: 400, text: expect.stringContaining(text) as string });
  });

  it('should get 400 for a canister that no subnet can hold, 404 for an endpoint that there is not', async () => {
    const nowhere = Principal.fromUint8Array(new Uint8Array(10).fill(0x55));
    const reply = await post(`/api/v2/canister/${nowhere.toText()}/call`, {
      content: content({ canister_id: nowhere }),
    });
    expect(reply).toEqual({
      status: 400,
      text: expect.stringContaining('does not belong to any subnet') as string,
    });
    for (const path of [
      '/api/v5/canister/aaaaa-aa/call',
      '/api/v1/status',
      '/api',
      '/api/v4/canister/aaaaa-aa/query',
    ]) {
      expect(await post(path, {})).toEqual({ status: 404, text: expect.stringContaining(path) as string });
    }
    expect((await fetch(`${live.url}/api/v3/canister/aaaaa-aa/call`)).status).toBe(405);
    expect(await post('/api/v2/canister/nonsense/call', {})).toMatchObject({ status: 400 });
  });

  it('should get 413 for a body without end', async () => {
    const response = await fetch(`${live.url}/api/v3/canister/${live.canisterId.toText()}/call`, {
      method: 'POST',
      body: new Uint8Array(5 * 1024 * 1024),
    });
    expect(response.status).toBe(413);
  });

  it('should be told that a signature is wrong', async () => {
    const identity = Ed25519KeyIdentity.generate();
    const signed = content({ sender: identity.getPrincipal() });
    const reply = await post(`/api/v2/canister/${live.canisterId.toText()}/call`, {
      content: signed,
      sender_pubkey: identity.getPublicKey().toDer(),
      sender_sig: new Uint8Array(64),
    });
    expect(reply).toEqual({
      status: 400,
      text: 'Invalid signature: Invalid basic signature: Ed25519 signature could not be verified',
    });
  });
});
