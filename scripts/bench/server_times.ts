/** Milliseconds of calls on the running local network: in the server, and through the agent with its checks. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Actor, HttpAgent } from '@dfinity/agent';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { idlFactory, type _SERVICE } from '../../src/declarations/internet_identity.did.ts';
import { startNetwork } from '../local_network/network.ts';

const CALLS = 40;
const WARM_UP = 10;

export interface Times {
  /** From the first network start to `ready`, modules built already. */
  readonly start: number;
  /** Median of one update, from sending its last byte to the reply with its certificate. */
  readonly updateInServer: number;
  readonly updateThroughAgent: number;
  readonly queryInServer: number;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

export async function measureTimes(): Promise<Times> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const begin = performance.now();
  const network = await startNetwork({ dir, port: 0, clean: false, progress: () => undefined });
  const start = performance.now() - begin;
  try {
    const inServer: Record<'call' | 'query', number[]> = { call: [], query: [] };
    /** The agent's own fetch, timed: what is left is loopback. */
    const timedFetch: typeof fetch = async (input, init) => {
      const sent = performance.now();
      const response = await fetch(input, init);
      const body = await response.arrayBuffer();
      const url = input instanceof Request ? input.url : String(input);
      if (url.endsWith('/call')) inServer.call.push(performance.now() - sent);
      if (url.endsWith('/query')) inServer.query.push(performance.now() - sent);
      return new Response(body, response);
    };
    const identity = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(5));
    const agent = await HttpAgent.create({
      host: network.status.gateway_url,
      identity,
      fetch: timedFetch,
      rootKey: new Uint8Array(readRootKey(join(dir, 'status.json'))),
      retryTimes: 0,
    });
    const actor = Actor.createActor<_SERVICE>(idlFactory, {
      agent,
      canisterId: Principal.fromText(network.status.canisters.internet_identity),
    });
    const throughAgent: number[] = [];
    for (let i = 0; i < CALLS + WARM_UP; i++) {
      const sent = performance.now();
      // Refused as already in progress after the first: an update all the same.
      await actor.identity_registration_start();
      throughAgent.push(performance.now() - sent);
      await actor.lookup(10_000n);
    }
    return {
      start,
      updateInServer: median(inServer.call.slice(WARM_UP)),
      updateThroughAgent: median(throughAgent.slice(WARM_UP)),
      queryInServer: median(inServer.query.slice(WARM_UP)),
    };
  } finally {
    await network.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function readRootKey(statusFile: string): Buffer {
  const { root_key } = JSON.parse(readFileSync(statusFile, 'utf8')) as { root_key: string };
  return Buffer.from(root_key, 'hex');
}
