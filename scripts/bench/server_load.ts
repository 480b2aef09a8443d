/** What the local IC's server takes: time to be ready, calls of each kind, queries at once, memory of instances. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { HttpAgent, type Identity } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { PocketIc, SubnetStateType } from '@dfinity/pic';
import { Principal } from '@icp-sdk/core/principal';
import { idlFactory } from '../../src/declarations/internet_identity.did.ts';
import { encodeInit, LOCAL_INIT } from '../local_network/init_arg.ts';
import { startServer } from '../local_network/server.ts';

const WASM = fileURLToPath(new URL('../../dist/internet_identity.wasm.gz', import.meta.url));
const II = Principal.fromText('rdmx6-jaaaa-aaaaa-aaadq-cai');
const NEW = { state: { type: SubnetStateType.New } } as const;
const SUBNETS = { nns: NEW, ii: NEW, application: [NEW] };
const CALLS = 40;
const WARM_UP = 10;
const CONNECTIONS = 8;
/** Milliseconds for which queries are counted. */
const COUNTED = 3000;
const IDLE_INSTANCES = 4;

/** One number of the benchmark. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'per s' | 'MB';
  /** The most, or of queries per second the least, that is meant; measured on the developers' machines. */
  readonly goal: number;
}

/** Measures a server of its own. Needs the built canister. */
export async function measureLoad(): Promise<Measured[]> {
  const began = performance.now();
  const server = await startServer();
  const ready = performance.now() - began;
  try {
    const created = performance.now();
    const pic = await instanceWithCanister(server.url);
    const installed = performance.now() - created;

    const nothing = new Uint8Array(IDL.encode([], []));
    const update = (): Promise<unknown> =>
      pic.updateCall({ canisterId: II, method: 'identity_registration_start', arg: nothing });
    const viaRest = await medianOf(update);
    const live = await throughHttp(`http://127.0.0.1:${await pic.makeLive()}`);
    await pic.stopLive();
    const idle = await memoryPerInstance(server.url, server.process.pid!);
    await pic.tearDown();
    return [
      { name: 'server: ready', value: ready, unit: 'ms', goal: 1000 },
      { name: 'server: instance with the canister installed', value: installed, unit: 'ms', goal: 1500 },
      { name: 'server: update through REST', value: viaRest, unit: 'ms', goal: 15 },
      { name: 'server: call with certificate', value: live.call, unit: 'ms', goal: 25 },
      { name: 'server: query', value: live.query, unit: 'ms', goal: 3 },
      {
        name: `server: queries, ${CONNECTIONS} connections`,
        value: live.perSecond,
        unit: 'per s',
        goal: 200,
      },
      { name: 'server: memory of an idle instance', value: idle, unit: 'MB', goal: 60 },
    ];
  } finally {
    await server.stop();
  }
}

async function instanceWithCanister(url: string): Promise<PocketIc> {
  const pic = await PocketIc.create(url, SUBNETS);
  const targetSubnetId = (await pic.getInternetIdentitySubnet())!.id;
  const canisterId = await pic.createCanister({ targetCanisterId: II, targetSubnetId });
  const arg = encodeInit(LOCAL_INIT);
  await pic.installCode({ canisterId, wasm: readFileSync(WASM), arg, targetSubnetId });
  return pic;
}

/** Milliseconds of calls and queries on the wire, and queries per second. */
async function throughHttp(url: string): Promise<{ call: number; query: number; perSecond: number }> {
  const identity = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(7));
  const call = await medianOf(async () => {
    const sent = await signed(url, identity, 'call');
    return () => post(sent.path, sent.body, url);
  });
  const asked = await signed(url, identity, 'query');
  const query = await medianOf(() => post(asked.path, asked.body, url));
  const connections = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const end = performance.now() + COUNTED;
  let answered = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < end) {
        await post(asked.path, asked.body, url, connections);
        answered++;
      }
    }),
  );
  connections.destroy();
  return { call, query, perSecond: (answered * 1000) / COUNTED };
}

/** A signed request as the agent sends it. */
async function signed(
  url: string,
  identity: Identity,
  kind: 'call' | 'query',
): Promise<{ path: string; body: Uint8Array }> {
  let sent: { path: string; body: Uint8Array } | undefined;
  const agent = HttpAgent.createSync({
    host: url,
    identity,
    retryTimes: 0,
    verifyQuerySignatures: false,
    rootKey: new Uint8Array(133),
    fetch: (input, init) => {
      sent = { path: new URL(String(input)).pathname, body: init?.body as Uint8Array };
      return Promise.reject(new Error('recorded'));
    },
  });
  const { argTypes } = methodsOf()[kind === 'call' ? 'identity_registration_start' : 'lookup']!;
  const arg = IDL.encode(argTypes, argTypes.length === 0 ? [] : [10_000n]);
  const options = { methodName: kind === 'call' ? 'identity_registration_start' : 'lookup', arg };
  await (kind === 'call' ? agent.call(II.toText(), options) : agent.query(II.toText(), options)).catch(
    () => undefined,
  );
  if (sent === undefined) throw new Error('the agent sent nothing');
  return sent;
}

function methodsOf(): Record<string, IDL.FuncClass> {
  const { _fields } = idlFactory({ IDL }) as unknown as { _fields: [string, IDL.FuncClass][] };
  return Object.fromEntries(_fields);
}

function post(path: string, body: Uint8Array, url: string, agent?: Agent): Promise<void> {
  const headers = { 'content-type': 'application/cbor', 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, url),
      { method: 'POST', headers, ...(agent && { agent }) },
      (answer) => {
        answer.resume();
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`${path}: ${answer.statusCode}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Median milliseconds; a step that answers a function is timed without what comes before that. */
async function medianOf(step: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < CALLS + WARM_UP; i++) {
    let began = performance.now();
    const prepared = await step();
    if (typeof prepared === 'function') {
      began = performance.now();
      await (prepared as () => Promise<unknown>)();
    }
    times.push(performance.now() - began);
  }
  const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Megabytes by which the server grows for each further instance with the canister. */
async function memoryPerInstance(url: string, pid: number): Promise<number> {
  const before = residentMegabytes(pid);
  const instances: PocketIc[] = [];
  for (let i = 0; i < IDLE_INSTANCES; i++) instances.push(await instanceWithCanister(url));
  const grown = residentMegabytes(pid) - before;
  await Promise.all(instances.map((instance) => instance.tearDown()));
  return Math.max(0, grown) / IDLE_INSTANCES;
}

/** Resident memory of a process, from /proc; zero on systems without it. */
function residentMegabytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
