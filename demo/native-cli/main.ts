/**
 * A native app as people write them: logs in through the browser and calls the demo's canister as that person.
 *
 *     npm run demo:native [-- --print] [--dir PATH]
 *
 * `--print` only prints the address to open; `--dir` is the folder of the local network (default `.local-ic`).
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Actor, HttpAgent } from '@dfinity/agent';
import type { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { LoginError, fetchWithLocalhost, logIn } from '../../packages/native-client/src/index.ts';

const CLIENT_ID = 'demo-native-cli';
const EIGHT_HOURS = 8n * 3_600_000_000_000n;
const NETWORK = fileURLToPath(new URL('../../.local-ic', import.meta.url));

/** What a running local network says of itself. */
interface Status {
  readonly gateway_url: string;
  /** DER in hexadecimal. */
  readonly root_key: string;
  readonly canisters: { readonly internet_identity: string; readonly demo: string };
}

interface Demo {
  whoami(): Promise<Principal>;
}

const demoInterface: IDL.InterfaceFactory = ({ IDL }) =>
  IDL.Service({ whoami: IDL.Func([], [IDL.Principal], ['query']) });

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { print: { type: 'boolean', default: false }, dir: { type: 'string', default: NETWORK } },
  });
  const { gateway_url, root_key, canisters } = readStatus(values.dir);
  const { port } = new URL(gateway_url);
  const rootKey = Buffer.from(root_key, 'hex');

  const identity = await logIn({
    issuer: `http://${canisters.internet_identity}.localhost:${port}`,
    clientId: CLIENT_ID,
    // The page's origin: on the command line people are who they are there.
    origin: `http://${canisters.demo}.localhost:${port}`,
    maxTimeToLive: EIGHT_HOURS,
    rootKey,
    openBrowser(url) {
      console.log(`Log in with your browser at\n\n  ${url}\n`);
      if (!values.print) openInBrowser(url);
    },
  });

  const agent = HttpAgent.createSync({ host: gateway_url, identity, fetch: fetchWithLocalhost });
  // On the Internet Computer the agent knows the root key; of a local network the status file does.
  agent.rootKey = rootKey;
  const demo = Actor.createActor<Demo>(demoInterface, { agent, canisterId: canisters.demo });
  console.log(`The demo knows you as ${(await demo.whoami()).toText()}`);
}

function readStatus(dir: string): Status {
  try {
    return JSON.parse(readFileSync(join(dir, 'status.json'), 'utf8')) as Status;
  } catch {
    throw new Error('no local network is running: start it with npm start in another terminal');
  }
}

/** Opens the person's browser, where this system can; who has none here reads the address. */
function openInBrowser(url: string): void {
  const [command, ...args] = {
    darwin: ['open'],
    win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  }[process.platform as string] ?? ['xdg-open'];
  const opener = spawn(command!, [...args, url], { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  console.error(error instanceof LoginError ? `The login failed at ${text}` : text);
  process.exitCode = 1;
});
