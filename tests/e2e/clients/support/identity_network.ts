/** A network with Internet Identity and a canister that does as it is told. */
import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpAgent } from '@dfinity/agent';
import { ECDSAKeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import {
  createCanister,
  deploy,
  installCode,
  networkAgent,
} from '../../../../scripts/local_network/deploy.ts';
import { encodeInit, LOCAL_INIT } from '../../../../scripts/local_network/init_arg.ts';
import { autoProgress, createInstance, openGateway } from '../../../../scripts/local_network/rest.ts';
import { startServer } from '../../../../scripts/local_network/server.ts';
import type { InternetIdentityInit } from '../../../../src/declarations/internet_identity.did.ts';
import { puppetWasm } from '../../../local_ic/support/puppet.ts';

export const INTERNET_IDENTITY = 'rdmx6-jaaaa-aaaaa-aaadq-cai';

export interface IdentityNetwork {
  /** Port of the gateway. */
  readonly port: number;
  /** `http://<canister id>.localhost:<port>`. */
  readonly identityOrigin: string;
  readonly agent: HttpAgent;
  /** A new canister with the module of `tests/local_ic/support/puppet.ts`. */
  newPuppet(): Promise<Principal>;
  /** A new canister with a module that takes no argument. */
  newCanister(wasm: Uint8Array): Promise<Principal>;
  stop(): Promise<void>;
}

export interface NetworkSettings {
  /** Module below `dist/`. */
  readonly wasm?: 'internet_identity' | 'internet_identity_test';
  readonly init?: InternetIdentityInit;
}

export async function startIdentityNetwork(settings: NetworkSettings = {}): Promise<IdentityNetwork> {
  const { wasm = 'internet_identity', init = LOCAL_INIT } = settings;
  const stateDir = mkdtempSync(join(tmpdir(), 'clients-'));
  const server = await startServer();
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(stateDir, { recursive: true, force: true });
  };
  try {
    const { instanceId, topology } = await createInstance(server.url, stateDir);
    await autoProgress(server.url, instanceId);
    const port = await openGateway(server.url, instanceId, 0);
    const agent = await networkAgent(`http://127.0.0.1:${port}`, await ECDSAKeyIdentity.generate());
    const internetIdentity = Principal.fromText(INTERNET_IDENTITY);
    await createCanister(agent, internetIdentity, internetIdentity);
    const module = readFileSync(fileURLToPath(new URL(`../../../../dist/${wasm}.wasm.gz`, import.meta.url)));
    await deploy(agent, internetIdentity, module, encodeInit(init), false);
    const subnet = Principal.fromUint8Array(topology.defaultEffectiveCanisterId);
    const newCanister = async (wasm: Uint8Array): Promise<Principal> => {
      const id = await createCanister(agent, subnet, undefined);
      await installCode(agent, id, wasm, new Uint8Array(), { install: null });
      return id;
    };
    return {
      port,
      identityOrigin: `http://${INTERNET_IDENTITY}.localhost:${port}`,
      agent,
      newPuppet: async () => newCanister(await puppetWasm()),
      newCanister,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
