/** The REST interface through the unmodified client. */
import { type CanisterFixture, PocketIc, SubnetStateType, SubnetType } from '@dfinity/pic';
import { IDL } from '@icp-sdk/core/candid';
import { Principal } from '@icp-sdk/core/principal';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { puppetWasm } from './support/puppet.ts';
import { type Server, startServer } from './support/server.ts';

const NEW = { state: { type: SubnetStateType.New } } as const;
const II = Principal.fromText('rdmx6-jaaaa-aaaaa-aaadq-cai');

let server: Server;
let wasm: Uint8Array;
let pic: PocketIc;

beforeAll(async () => {
  server = await startServer();
  wasm = await puppetWasm();
});
afterAll(() => server.stop());

beforeEach(async () => {
  pic = await PocketIc.create(server.url, { nns: NEW, ii: NEW, application: [NEW, NEW], system: [NEW] });
});
afterEach(() => pic.tearDown());

async function createPuppet(): Promise<Principal> {
  const canisterId = await pic.createCanister();
  await pic.installCode({ canisterId, wasm });
  return canisterId;
}

describe('topology', () => {
  it('should have the subnets asked for, with mainnet ranges where they have names', async () => {
    const topology = await pic.getTopology();
    expect(topology.map(({ type }) => type)).toEqual(
      expect.arrayContaining([SubnetType.NNS, SubnetType.InternetIdentity, SubnetType.System]),
    );
    expect(await pic.getApplicationSubnets()).toHaveLength(2);
    const ii = (await pic.getInternetIdentitySubnet())!;
    expect(
      ii.canisterRanges.some(
        ({ start, end }) => start.toText() === II.toText() && end.toText() === II.toText(),
      ),
    ).toBe(true);
    const nns = (await pic.getNnsSubnet())!;
    expect(nns.canisterRanges[0]!.start.toText()).toBe('rwlgt-iiaaa-aaaaa-aaaaa-cai');
    const [application] = await pic.getApplicationSubnets();
    expect((await pic.getDefaultEffectiveCanisterId()).toText()).toBe(
      application!.canisterRanges[0]!.start.toText(),
    );
  });

  it('should make subnet ids from subnet keys', async () => {
    for (const { id } of await pic.getTopology()) {
      const key = new Uint8Array(await pic.getPubKey(id));
      expect(key).toHaveLength(133);
      expect(Principal.selfAuthenticating(key).toText()).toBe(id.toText());
    }
  });

  it('should hold every kind of subnet', async () => {
    const all = await PocketIc.create(server.url, {
      nns: NEW,
      sns: NEW,
      ii: NEW,
      fiduciary: NEW,
      bitcoin: NEW,
      system: [NEW],
      application: [NEW],
    });
    const kinds = (await all.getTopology()).map(({ type }) => type).sort();
    expect(kinds).toEqual(['Application', 'Bitcoin', 'Fiduciary', 'II', 'NNS', 'SNS', 'System']);
    await all.tearDown();
  });

  it('should say what it does not support', async () => {
    const features = { icpFeatures: { sns: 'DefaultConfig' as never }, application: [NEW] };
    await expect(PocketIc.create(server.url, features)).rejects.toThrow(
      'local-ic does not support icp_features (sns)',
    );
    const loaded = {
      application: [{ state: { type: SubnetStateType.FromPath, path: '/nowhere' } as never }],
    };
    await expect(PocketIc.create(server.url, loaded)).rejects.toThrow(
      'does not support a state_config other than New',
    );
  });
});

describe('canisters', () => {
  it('should be created where they are asked for', async () => {
    const ii = (await pic.getInternetIdentitySubnet())!.id;
    const placed = await pic.createCanister({ targetCanisterId: II, targetSubnetId: ii });
    expect(placed.toText()).toBe(II.toText());
    expect((await pic.getCanisterSubnetId(placed))?.toText()).toBe(ii.toText());
    const [, second] = await pic.getApplicationSubnets();
    const there = await pic.createCanister({ targetSubnetId: second!.id });
    expect((await pic.getCanisterSubnetId(there))?.toText()).toBe(second!.id.toText());
    expect(await pic.getCanisterSubnetId(Principal.fromUint8Array(new Uint8Array(10).fill(0x55)))).toBe(null);
  });

  it('should answer updates and queries of their sender', async () => {
    const canisterId = await createPuppet();
    const sender = Principal.selfAuthenticating(new Uint8Array(44));
    const arg = new Uint8Array([1, 2, 3]);
    expect(await pic.updateCall({ canisterId, method: 'echo', arg })).toEqual(arg);
    expect(await pic.queryCall({ canisterId, method: 'echo_query', arg })).toEqual(arg);
    expect(await pic.updateCall({ canisterId, method: 'whoami', sender })).toEqual(sender.toUint8Array());
    expect(await pic.queryCall({ canisterId, method: 'whoami_query' })).toEqual(new Uint8Array([4]));
    // Twice the same message: each has an answer of its own.
    expect(await Promise.all([0, 1].map(() => pic.updateCall({ canisterId, method: 'echo', arg })))).toEqual([
      arg,
      arg,
    ]);
  });

  it('should be installed in chunks when large', async () => {
    const canisterId = await pic.createCanister();
    const large = new Uint8Array([
      ...wasm,
      0,
      0x81,
      0x80,
      0x80,
      1,
      1,
      0x78,
      ...new Uint8Array(0x20_0000 - 1),
    ]);
    await pic.installCode({ canisterId, wasm: large });
    expect(await pic.updateCall({ canisterId, method: 'echo', arg: new Uint8Array([9]) })).toEqual(
      new Uint8Array([9]),
    );
  });

  it('should report rejects with codes by their names', async () => {
    const canisterId = await createPuppet();
    await expect(pic.updateCall({ canisterId, method: 'trap' })).rejects.toThrow(
      /told to.*Reject code: CanisterError\. Error code: CanisterCalledTrap\. Certified: true/s,
    );
    await expect(pic.queryCall({ canisterId, method: 'none' })).rejects.toThrow(
      /Error code: CanisterMethodNotFound\. Certified: false/,
    );
    await expect(pic.updateCall({ canisterId, method: 'forbidden' })).rejects.toThrow(
      'CanisterRejectedMessage',
    );
    const nobody = Principal.fromUint8Array(
      canisterId.toUint8Array().map((byte, i) => (i === 7 ? 99 : byte)),
    );
    await expect(pic.updateCall({ canisterId: nobody, method: 'echo' })).rejects.toThrow('CanisterNotFound');
  });

  it('should keep cycles of 128 bits exact', async () => {
    const canisterId = await pic.createCanister({ cycles: 2n ** 60n });
    const before = BigInt(await pic.getCyclesBalance(canisterId));
    expect(before).toBe(2n ** 60n);
    expect(BigInt(await pic.addCycles(canisterId, 1000n))).toBe(before + 1000n);
  });

  it('should have controllers, settings and a status', async () => {
    const owner = Principal.selfAuthenticating(new Uint8Array(44));
    const canisterId = await pic.createCanister({ sender: owner });
    expect((await pic.getControllers(canisterId)).map(String)).toEqual([owner.toText()]);
    await pic.updateCanisterSettings({ canisterId, sender: owner, controllers: [owner, II] });
    expect((await pic.getControllers(canisterId)).map(String).sort()).toEqual(
      [owner.toText(), II.toText()].sort(),
    );
    await pic.stopCanister({ canisterId, sender: owner });
    expect(await pic.canisterStatus({ canisterId, sender: owner })).toMatchObject({ moduleHash: null });
    await pic.startCanister({ canisterId, sender: owner });
    await expect(pic.getControllers(Principal.fromText('aaaaa-aa'))).rejects.toThrow('does not exist');
  });

  it('should have stable memory that can be read and set', async () => {
    const canisterId = await createPuppet();
    const bytes = new Uint8Array(100_000).map((_, i) => i % 251);
    await pic.setStableMemory(canisterId, bytes);
    const read = await pic.getStableMemory(canisterId);
    expect(read.subarray(0, bytes.length)).toEqual(bytes);
  });

  it('should work through an actor', async () => {
    const idl = () => IDL.Service({ echo: IDL.Func([IDL.Text], [IDL.Text], []) });
    const fixture: CanisterFixture<{ echo(text: string): Promise<string> }> = await pic.setupCanister({
      idlFactory: idl as never,
      wasm,
    });
    expect(await fixture.actor.echo('hello')).toBe('hello');
  });
});

describe('time', () => {
  it('should start at genesis, be exact, and not go back', async () => {
    expect(await pic.getTime()).toBe(Date.UTC(2021, 4, 6, 19, 17, 10));
    await pic.setTime(new Date(Date.UTC(2030, 0, 1)));
    expect(await pic.getTime()).toBe(Date.UTC(2030, 0, 1));
    await pic.advanceTime(1500);
    expect(await pic.getTime()).toBe(Date.UTC(2030, 0, 1) + 1500);
    await expect(pic.setTime(0)).rejects.toThrow('cannot set time to 0');
    const exact = async (): Promise<string> =>
      (await fetch(`${server.url}/instances/${await ownId()}/read/get_time`)).text();
    const before = BigInt(/\d+/.exec(await exact())![0]);
    await pic.tick(3);
    expect(BigInt(/\d+/.exec(await exact())![0])).toBe(before + 3n);
  });

  it('should be certified when asked for', async () => {
    await pic.setCertifiedTime(new Date(Date.UTC(2031, 0, 1)));
    expect(await pic.getTime()).toBe(Date.UTC(2031, 0, 1));
    await pic.advanceCertifiedTime(1000);
    expect(await pic.getTime()).toBe(Date.UTC(2031, 0, 1) + 1000);
  });
});

describe('live mode', () => {
  it('should follow the wall clock and open a gateway', async () => {
    const canisterId = await createPuppet();
    const before = Date.now();
    const port = await pic.makeLive();
    expect(await pic.makeLive()).toBe(port);
    const status = await fetch(`http://127.0.0.1:${port}/api/v2/status`);
    expect(status.headers.get('content-type')).toBe('application/cbor');
    expect(await pic.updateCall({ canisterId, method: 'echo', arg: new Uint8Array([1]) })).toEqual(
      new Uint8Array([1]),
    );
    expect(await pic.getTime()).toBeGreaterThanOrEqual(before);
    await pic.stopLive();
    await expect(fetch(`http://127.0.0.1:${port}/api/v2/status`)).rejects.toThrow();
    const stopped = await pic.getTime();
    expect(await pic.getTime()).toBe(stopped);
  });
});

/** Number of the test's instance: the last one that the server has. */
async function ownId(): Promise<number> {
  const states = (await (await fetch(`${server.url}/instances`)).json()) as string[];
  return states.length - 1;
}
