/**
 * A server that is killed in the middle of its work, again and again: what it acknowledged is there when the next one
 * opens the folder, which it always can.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { puppetWasm } from './support/puppet.ts';
import { type Server, startServer, temporaryFolder } from './support/server.ts';

const KILLS = 100;
/** Servers that are killed beside each other, each with a folder of its own. */
const LANES = 2;
/** Updates that a server acknowledges before it is killed are fewer than these. */
const MOST_UPDATES = 8;
const ANONYMOUS = 'BA==';

interface Call {
  readonly canister_id: string;
  readonly method: string;
  readonly payload: string;
}

/** An instance of one server, through its REST interface. */
class Instance {
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  static async open(server: Server, stateDir: string): Promise<Instance> {
    const body = { subnet_config_set: { application: [{}] }, state_dir: stateDir };
    const created = await fetch(`${server.url}/instances`, { method: 'POST', body: JSON.stringify(body) });
    expect([created.status, await created.text()]).toEqual([
      201,
      expect.stringContaining('Created') as string,
    ]);
    return new Instance(`${server.url}/instances/0`);
  }

  async post<T>(path: string, body: object): Promise<T> {
    const response = await fetch(`${this.#url}/${path}`, { method: 'POST', body: JSON.stringify(body) });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  submit(call: Call): Promise<{ Ok: object }> {
    return this.post('update/submit_ingress_message', {
      ...call,
      sender: ANONYMOUS,
      effective_principal: 'None',
    });
  }

  finish(message: object): Promise<{ Ok: string }> {
    return this.post('update/await_ingress_message', message);
  }

  async update(call: Call): Promise<string> {
    return (await this.finish((await this.submit(call)).Ok)).Ok;
  }

  async query(call: Call): Promise<Buffer> {
    const { Ok } = await this.post<{ Ok: string }>('read/query', {
      ...call,
      sender: ANONYMOUS,
      effective_principal: 'None',
    });
    return Buffer.from(Ok, 'base64');
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** A number in as many bytes as make a page of memory change, so that a record can break in its middle. */
function encode(value: number): string {
  const bytes = Buffer.alloc(3000, value & 0xff);
  bytes.writeUInt32BE(value);
  return base64(bytes);
}

async function install(instance: Instance): Promise<string> {
  const Created = IDL.Record({ canister_id: IDL.Principal });
  const management = { canister_id: '' };
  const reply = await instance.update({
    ...management,
    method: 'provisional_create_canister_with_cycles',
    payload: base64(IDL.encode([IDL.Record({})], [{}])),
  });
  const [{ canister_id: id }] = IDL.decode(
    [Created],
    new Uint8Array(Buffer.from(reply, 'base64')),
  ) as unknown as [{ canister_id: Principal }];
  const Install = IDL.Record({
    mode: IDL.Variant({ install: IDL.Null }),
    canister_id: IDL.Principal,
    wasm_module: IDL.Vec(IDL.Nat8),
    arg: IDL.Vec(IDL.Nat8),
  });
  const arg = { mode: { install: null }, canister_id: id, wasm_module: await puppetWasm(), arg: [] };
  await instance.update({
    ...management,
    method: 'install_code',
    payload: base64(IDL.encode([Install], [arg])),
  });
  return base64(id.toUint8Array());
}

/** Keeps killing servers on one folder; answers how many updates were acknowledged. */
async function killAgainAndAgain(kills: number): Promise<number> {
  const folder = temporaryFolder();
  let canister_id: string | undefined;
  let acknowledged = 0;
  let promised: { readonly message: object; readonly value: number } | undefined;
  /** Milliseconds that the last update took. */
  let lately = 0;
  for (let life = 0; life <= kills; life++) {
    const server = await startServer();
    const instance = await Instance.open(server, folder.path);
    canister_id ??= await install(instance);
    const kept = await instance.query({ canister_id, method: 'kept', payload: '' });
    const value = kept.length === 0 ? 0 : kept.readUInt32BE();
    // One more may have been written than was acknowledged; never one less.
    expect(value).toBeGreaterThanOrEqual(acknowledged);
    expect(kept.subarray(4).every((byte) => byte === (value & 0xff))).toBe(true);
    // A message that was taken is remembered, and answered by whoever comes next.
    if (promised !== undefined) expect(await instance.finish(promised.message)).toHaveProperty('Ok');
    acknowledged = Math.max(value, promised?.value ?? 0);
    promised = undefined;
    if (life === kills) {
      await server.stop();
      break;
    }
    const exited = once(server.process, 'exit');
    const last = acknowledged + Math.floor(Math.random() * MOST_UPDATES);
    let isReached = (): void => undefined;
    const reached = new Promise<void>((resolve) => (isReached = resolve));
    const work = (async () => {
      for (;;) {
        if (acknowledged === last) isReached();
        const begun = performance.now();
        const next = acknowledged + 1;
        const { Ok: message } = await instance.submit({ canister_id, method: 'keep', payload: encode(next) });
        promised = { message, value: next };
        await instance.finish(message);
        acknowledged = next;
        promised = undefined;
        lately = performance.now() - begun;
      }
    })().catch((error: unknown) => error);
    await Promise.race([reached, work]);
    // At any point of the next one, however long it takes here.
    await pause(Math.random() * 1.5 * lately);
    server.process.kill('SIGKILL');
    await exited;
    expect(await work).toBeInstanceOf(Error);
    await server.stop();
  }
  folder.remove();
  return acknowledged;
}

describe('a killed server', () => {
  it(`should have lost nothing that it acknowledged, ${KILLS} times`, async () => {
    const lanes = Array.from({ length: LANES }, () => killAgainAndAgain(KILLS / LANES));
    for (const acknowledged of await Promise.all(lanes)) expect(acknowledged).toBeGreaterThan(KILLS / LANES);
  }, 1_800_000);
});
