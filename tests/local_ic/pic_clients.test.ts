/** Every public method of the unmodified PocketIC clients, the present one and one of the time of server 11. */
import * as newPic from '@dfinity/pic';
import { IDL } from '@icp-sdk/core/candid';
import { Principal } from '@icp-sdk/core/principal';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { oldPic } from './support/old_pic.ts';
import { forwardArg, puppetWasm } from './support/puppet.ts';
import { POCKET_IC } from './support/server.ts';

type Pic = typeof newPic;
type PocketIc = newPic.PocketIc;

const NEW = { state: { type: newPic.SubnetStateType.New } } as const;
const II = Principal.fromText('rdmx6-jaaaa-aaaaa-aaadq-cai');
const ARG = new Uint8Array([1, 2, 3]);

const Puppet: IDL.InterfaceFactory = () =>
  IDL.Service({
    echo: IDL.Func([IDL.Text], [IDL.Text], []),
    echo_query: IDL.Func([IDL.Text], [IDL.Text], ['query']),
  });
interface Puppet {
  echo(text: string): Promise<string>;
  echo_query(text: string): Promise<string>;
}

const HttpRequest = IDL.Record({
  url: IDL.Text,
  method: IDL.Variant({ get: IDL.Null, head: IDL.Null, post: IDL.Null }),
  max_response_bytes: IDL.Opt(IDL.Nat64),
  headers: IDL.Vec(IDL.Record({ name: IDL.Text, value: IDL.Text })),
  body: IDL.Opt(IDL.Vec(IDL.Nat8)),
});
const HttpResponse = IDL.Record({
  status: IDL.Nat,
  headers: IDL.Vec(IDL.Record({ name: IDL.Text, value: IDL.Text })),
  body: IDL.Vec(IDL.Nat8),
});
const clients: readonly { name: string; load(): { module: Pic; remove(): void } }[] = [
  { name: '@dfinity/pic 0.23.0', load: () => ({ module: newPic, remove: () => undefined }) },
  { name: '@dfinity/pic 0.17.2', load: () => oldPic() as unknown as { module: Pic; remove(): void } },
];

describe.each(clients)('$name', ({ name, load }) => {
  const isOld = name.endsWith('0.17.2');
  const spies: { method: string; calls(): number }[] = [];
  let loaded: ReturnType<typeof load>;
  let server: newPic.PocketIcServer;
  let pic: PocketIc;
  let wasm: Uint8Array;

  beforeAll(async () => {
    loaded = load();
    const { PocketIc: Client, PocketIcServer } = loaded.module;
    for (const method of methodsOf(Client)) {
      const spy = vi.spyOn(Client.prototype, method as 'tick');
      spies.push({ method, calls: () => spy.mock.calls.length });
    }
    server = await PocketIcServer.start(isOld ? {} : { binPath: POCKET_IC });
    wasm = await puppetWasm();
    pic = await Client.create(server.getUrl(), {
      nns: NEW,
      sns: NEW,
      ii: NEW,
      fiduciary: NEW,
      bitcoin: NEW,
      system: [NEW],
      application: [NEW, NEW],
      processingTimeoutMs: 60_000,
    });
  });

  afterAll(async () => {
    await pic.tearDown();
    await server.stop();
    loaded.remove();
    const unused = spies.filter(({ calls }) => calls() === 0).map(({ method }) => method);
    vi.restoreAllMocks();
    expect(unused).toEqual([]);
  });

  async function puppet(): Promise<Principal> {
    const canisterId = await pic.createCanister();
    await pic.installCode({ canisterId, wasm });
    return canisterId;
  }

  it('should see the topology, every kind of subnet in it', async () => {
    const topology = await pic.getTopology();
    expect(topology.map(({ type }) => type).sort()).toEqual([
      'Application',
      'Application',
      'Bitcoin',
      'Fiduciary',
      'II',
      'NNS',
      'SNS',
      'System',
    ]);
    const named = await Promise.all([
      pic.getBitcoinSubnet(),
      pic.getFiduciarySubnet(),
      pic.getInternetIdentitySubnet(),
      pic.getNnsSubnet(),
      pic.getSnsSubnet(),
    ]);
    expect(named.map((subnet) => subnet?.type)).toEqual(['Bitcoin', 'Fiduciary', 'II', 'NNS', 'SNS']);
    expect(await pic.getApplicationSubnets()).toHaveLength(2);
    expect(await pic.getSystemSubnets()).toHaveLength(1);
    for (const { id } of topology) {
      const key = new Uint8Array(await pic.getPubKey(id));
      expect(Principal.selfAuthenticating(key).toText()).toBe(id.toText());
    }
    const [application] = await pic.getApplicationSubnets();
    expect((await pic.getDefaultEffectiveCanisterId()).toText()).toBe(
      application!.canisterRanges[0]!.start.toText(),
    );
  });

  it('should create canisters on subnets and with ids of its choice', async () => {
    const ii = (await pic.getInternetIdentitySubnet())!.id;
    const chosen = await pic.createCanister({ targetCanisterId: II, targetSubnetId: ii, cycles: 5n });
    expect(chosen.toText()).toBe(II.toText());
    expect((await pic.getCanisterSubnetId(II))?.toText()).toBe(ii.toText());
    expect(await pic.getCyclesBalance(II)).toEqual(expect.toBeOneOf([5, 5n]));
    expect(Number(await pic.addCycles(II, 7n))).toBe(12);
    expect(await pic.getCanisterSubnetId(Principal.fromUint8Array(new Uint8Array(10).fill(0x55)))).toBe(null);
  });

  it('should install, upgrade, reinstall, stop and start a canister', async () => {
    const canisterId = await puppet();
    expect(await pic.updateCall({ canisterId, method: 'echo', arg: ARG })).toEqual(ARG);
    expect(await pic.queryCall({ canisterId, method: 'echo_query', arg: ARG })).toEqual(ARG);
    await pic.updateCall({ canisterId, method: 'keep', arg: ARG });
    await pic.upgradeCanister({ canisterId, wasm });
    await pic.reinstallCode({ canisterId, wasm });
    expect(await pic.queryCall({ canisterId, method: 'kept' })).toEqual(new Uint8Array(0));
    await pic.stopCanister({ canisterId });
    await expect(pic.updateCall({ canisterId, method: 'echo', arg: ARG })).rejects.toThrow('is stopped');
    await pic.startCanister({ canisterId });
    expect(await pic.updateCall({ canisterId, method: 'echo', arg: ARG })).toEqual(ARG);
  });

  it('should install modules of several megabytes', async () => {
    const canisterId = await pic.createCanister();
    const padding = new Uint8Array(2_200_000);
    const section = [0, ...leb128(padding.length + 2), 1, 0x78];
    await pic.installCode({ canisterId, wasm: new Uint8Array([...wasm, ...section, ...padding]) });
    expect(await pic.updateCall({ canisterId, method: 'echo', arg: ARG })).toEqual(ARG);
  });

  it('should change settings', async () => {
    const sender = loaded.module.createIdentity('owner').getPrincipal();
    const canisterId = await pic.createCanister({ sender });
    expect((await pic.getControllers(canisterId)).map(String)).toEqual([sender.toText()]);
    await pic.updateCanisterSettings({
      canisterId,
      sender,
      controllers: [sender, II],
      freezingThreshold: 9n,
    });
    expect((await pic.getControllers(canisterId)).map(String).sort()).toEqual(
      [II.toText(), sender.toText()].sort(),
    );
    if (isOld) return;
    expect(await pic.canisterStatus({ canisterId, sender })).toMatchObject({
      status: { running: null },
      settings: { freezingThreshold: 9n },
      moduleHash: null,
    });
  });

  it('should call through actors', async () => {
    const fixture = await pic.setupCanister<Puppet & newPic.ActorInterface<Puppet>>({
      idlFactory: Puppet,
      wasm,
    });
    expect(await fixture.actor.echo('at once')).toBe('at once');
    const actor = pic.createActor<Puppet & newPic.ActorInterface<Puppet>>(Puppet, fixture.canisterId);
    actor.setIdentity(loaded.module.generateRandomIdentity());
    expect(await actor.echo_query('asked')).toBe('asked');
    const deferred = pic.createDeferredActor<Puppet & newPic.ActorInterface<Puppet>>(
      Puppet,
      fixture.canisterId,
    );
    const answers = [await deferred.echo('later'), await deferred.echo('still later')];
    expect(await Promise.all(answers.map((answer) => answer()))).toEqual(['later', 'still later']);
  });

  it('should have its time', async () => {
    const later = Date.UTC(2031, 0, 1);
    await pic.setTime(later);
    expect(await pic.getTime()).toBe(later);
    await pic.advanceTime(1500);
    await pic.setCertifiedTime(later + 2000);
    await pic.advanceCertifiedTime(1000);
    await pic.tick(3);
    expect(await pic.getTime()).toBe(later + 3000);
    // The old client repeats requests that were refused until its patience ends.
    if (!isOld) await expect(pic.setTime(0)).rejects.toThrow('cannot set time to 0');
    const present = await loaded.module.PocketIc.create(server.getUrl(), { application: [NEW] });
    await present.resetTime();
    const now = await present.getTime();
    expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
    await present.resetCertifiedTime();
    expect(await present.getTime()).toBeGreaterThanOrEqual(now);
    await present.tearDown();
  });

  it('should read and set stable memory', async () => {
    const canisterId = await puppet();
    const bytes = new Uint8Array(70_000).map((_, i) => i % 251);
    await pic.setStableMemory(canisterId, bytes);
    expect((await pic.getStableMemory(canisterId)).subarray(0, bytes.length)).toEqual(bytes);
  });

  it('should call between canisters of two subnets', async () => {
    const [first, second] = await pic.getApplicationSubnets();
    const [near, far] = await Promise.all(
      [first, second].map((subnet) => pic.createCanister({ targetSubnetId: subnet!.id })),
    );
    await pic.installCode({ canisterId: near!, wasm, targetSubnetId: first!.id });
    await pic.installCode({ canisterId: far!, wasm, targetSubnetId: second!.id });
    const arg = forwardArg(far!.toUint8Array(), 'whoami', ARG);
    expect(await pic.updateCall({ canisterId: near!, method: 'forward', arg })).toEqual(near!.toUint8Array());
    const trap = forwardArg(far!.toUint8Array(), 'trap', ARG);
    await expect(pic.updateCall({ canisterId: near!, method: 'forward', arg: trap })).rejects.toThrow(
      'told to',
    );
  });

  it('should answer HTTPS outcalls', async () => {
    const canisterId = await puppet();
    const request = IDL.encode(
      [HttpRequest],
      [
        {
          url: 'https://example.org/price',
          method: { post: null },
          max_response_bytes: [1000n],
          headers: [{ name: 'accept', value: 'text/plain' }],
          body: [ARG],
        },
      ],
    );
    const arg = forwardArg(new Uint8Array(0), 'http_request', new Uint8Array(request));
    const answer = await submit(canisterId, arg);
    await pic.tick(2);
    const [pending] = await pic.getPendingHttpsOutcalls();
    expect(pending).toMatchObject({
      httpMethod: 'POST',
      url: 'https://example.org/price',
      headers: [['accept', 'text/plain']],
      body: ARG,
      maxResponseBytes: 1000,
    });
    await pic.mockPendingHttpsOutcall({
      requestId: pending!.requestId,
      subnetId: pending!.subnetId,
      response: { type: 'success', statusCode: 200, headers: [['x-own', 'yes']], body: Buffer.from('42') },
    });
    expect(await pic.getPendingHttpsOutcalls()).toEqual([]);
    const [response] = IDL.decode([HttpResponse], await answer()) as unknown as [
      { status: bigint; body: Uint8Array },
    ];
    expect([response.status, Buffer.from(response.body).toString()]).toEqual([200n, '42']);

    const refused = await submit(canisterId, arg);
    await pic.tick(2);
    const [again] = await pic.getPendingHttpsOutcalls();
    await pic.mockPendingHttpsOutcall({
      requestId: again!.requestId,
      subnetId: again!.subnetId,
      response: { type: 'reject', statusCode: 2, message: 'no route' },
    });
    await expect(refused()).rejects.toThrow('no route');
  });

  /** Sends a call of `forward` without waiting, as the client's deferred actors do; answers how to wait. */
  async function submit(canisterId: Principal, arg: Uint8Array): Promise<() => Promise<Uint8Array>> {
    const { client } = pic as unknown as { client: DeferredClient };
    const sender = Principal.anonymous();
    const id = await client.submitCall({ canisterId, sender, method: 'forward', payload: arg });
    return async () => (await client.awaitCall(id)).body;
  }

  it('should tell errors by their codes', async () => {
    const canisterId = await puppet();
    await expect(pic.updateCall({ canisterId, method: 'trap' })).rejects.toThrow('told to');
    await expect(pic.queryCall({ canisterId, method: 'none' })).rejects.toThrow("has no query method 'none'");
    await expect(pic.updateCall({ canisterId, method: 'forbidden' })).rejects.toThrow('rejected');
    await expect(pic.upgradeCanister({ canisterId, wasm, sender: II })).rejects.toThrow(
      /Only controllers of canister/,
    );
  });

  if (isOld) return;
  it('should go live', async () => {
    const canisterId = await puppet();
    const port = await pic.makeLive();
    expect((await fetch(`http://127.0.0.1:${port}/api/v2/status`)).status).toBe(200);
    expect(await pic.updateCall({ canisterId, method: 'echo', arg: ARG })).toEqual(ARG);
    await pic.stopLive();
    await expect(fetch(`http://127.0.0.1:${port}/api/v2/status`)).rejects.toThrow();
  });
});

interface DeferredClient {
  submitCall(call: object): Promise<unknown>;
  awaitCall(id: unknown): Promise<{ body: Uint8Array }>;
}

/** Names of the public methods; those that TypeScript knows as private are the client's own affair. */
function methodsOf(client: Pic['PocketIc']): string[] {
  return Object.getOwnPropertyNames(client.prototype).filter(
    (name) => name !== 'constructor' && name !== 'installCodeChunked',
  );
}

function leb128(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb128(value >> 7)];
}
