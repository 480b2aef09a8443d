/** The network of `npm start`: server, instance, gateway, and the two canisters on it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { canisterExists, createCanister, deploy, networkAgent } from './deploy.ts';
import { forgetNetwork, isRunning, networkFolder } from './folder.ts';
import { controllerIdentity } from './identity.ts';
import { encodeInit, LOCAL_INIT } from './init_arg.ts';
import { hasNativeLogin, localNativeLogin } from './native_login.ts';
import { autoProgress, createInstance, deleteInstance, openGateway } from './rest.ts';
import { startServer, type Server } from './server.ts';

/** Id of Internet Identity on the Internet Computer, and so on every local network. */
export const INTERNET_IDENTITY = 'rdmx6-jaaaa-aaaaa-aaadq-cai';

/** Candid of an empty argument list. */
const NO_ARGUMENTS = new Uint8Array(IDL.encode([], []));

const dist = (name: string) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));

export interface NetworkOptions {
  /** Folder for state, controller key and status; made when absent. */
  readonly dir: string;
  /** Port of the HTTP gateway. */
  readonly port: number;
  /** Forgets the state first. */
  readonly clean: boolean;
  /** Told of each step that takes a while. */
  readonly progress: (text: string) => void;
}

/** What `status.json` says. */
export interface NetworkStatus {
  readonly gateway_url: string;
  readonly server_url: string;
  readonly instance_id: number;
  /** DER in hexadecimal. */
  readonly root_key: string;
  readonly canisters: { readonly internet_identity: string; readonly demo: string };
}

export interface Network {
  readonly status: NetworkStatus;
  /** Resolves when the server ends by itself, which it never should. */
  readonly ended: Promise<void>;
  /** Writes the state and ends the server. */
  stop(): Promise<void>;
}

/** Starts the network and brings both canisters to the modules in `dist/`. */
export async function startNetwork({ dir, port, clean, progress }: NetworkOptions): Promise<Network> {
  const folder = networkFolder(dir);
  if (await isRunning(folder)) throw new Error(`a network is running in ${dir} already`);
  if (clean) forgetNetwork(folder);
  mkdirSync(folder.state, { recursive: true });
  rmSync(folder.status, { force: true });

  progress('Starting the local Internet Computer');
  const server = await startServer();
  try {
    const { instanceId, topology } = await createInstance(server.url, folder.state);
    await autoProgress(server.url, instanceId);
    const gatewayPort = await openGateway(server.url, instanceId, port);
    const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
    const agent = await networkAgent(gatewayUrl, controllerIdentity(folder.controller));

    progress('Installing Internet Identity and the demo dapp');
    const internetIdentity = Principal.fromText(INTERNET_IDENTITY);
    if (!(await canisterExists(agent, internetIdentity))) {
      await createCanister(agent, internetIdentity, internetIdentity);
    }
    const demo = await demoCanister(
      agent,
      folder.canisterIds,
      Principal.fromUint8Array(topology.defaultEffectiveCanisterId),
    );
    const nativeLogin = localNativeLogin(INTERNET_IDENTITY, demo.toText(), gatewayPort);
    await deploy(
      agent,
      internetIdentity,
      readFileSync(dist('internet_identity.wasm.gz')),
      encodeInit({ ...LOCAL_INIT, native_login: [nativeLogin] }),
      !(await hasNativeLogin(agent, internetIdentity, nativeLogin)),
    );
    await deploy(agent, demo, readFileSync(dist('demo.wasm.gz')), NO_ARGUMENTS, false);

    const status: NetworkStatus = {
      gateway_url: gatewayUrl,
      server_url: server.url,
      instance_id: instanceId,
      root_key: Buffer.from(agent.rootKey!).toString('hex'),
      canisters: { internet_identity: INTERNET_IDENTITY, demo: demo.toText() },
    };
    writeFileSync(folder.status, JSON.stringify(status, null, 2) + '\n');
    return {
      status,
      ended: new Promise((resolve) => server.process.once('exit', () => resolve())),
      stop: async () => {
        rmSync(folder.status, { force: true });
        await stopServer(server, instanceId);
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * Deleting the instance writes its state; the server then has nothing left to lose.
 * @throws Error when the state could not be written
 */
export async function stopServer(
  server: Pick<Server, 'url' | 'hasEnded' | 'stop'>,
  instanceId: number,
): Promise<void> {
  try {
    if (!server.hasEnded()) await deleteInstance(server.url, instanceId);
  } finally {
    await server.stop();
  }
}

/** The demo's canister: the one that `idsFile` names while it exists, otherwise a new one. */
async function demoCanister(agent: HttpAgent, idsFile: string, effectiveId: Principal): Promise<Principal> {
  try {
    const { demo } = JSON.parse(readFileSync(idsFile, 'utf8')) as { demo: string };
    const known = Principal.fromText(demo);
    if (await canisterExists(agent, known)) return known;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const created = await createCanister(agent, effectiveId, undefined);
  writeFileSync(idsFile, JSON.stringify({ demo: created.toText() }) + '\n');
  return created;
}
