/** The demo on the command line as a person runs it, but for the browser, which the test holds. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Principal } from '@dfinity/principal';
import { installCode, networkAgent } from '../../../scripts/local_network/deploy.ts';
import { controllerIdentity } from '../../../scripts/local_network/identity.ts';
import { encodeInit, RETAIN_ALL } from '../../../scripts/local_network/init_arg.ts';
import { localNativeLogin } from '../../../scripts/local_network/native_login.ts';
import type { RunningNetwork } from './network.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MAIN = 'demo/native-cli/main.ts';

export class NativeCli {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #output = '';
  #printed: () => void = () => {};
  #isOver = false;

  /** @param dir - folder of the network */
  constructor(dir: string) {
    this.#child = spawn(process.execPath, ['--import', 'tsx', MAIN, '--print', '--dir', dir], { cwd: ROOT });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
        this.#printed();
      });
    }
    this.#ended = new Promise((resolve) => {
      // At its end, and not at its exit: what it printed last may come after that.
      this.#child.once('close', (code) => {
        this.#isOver = true;
        this.#printed();
        resolve(code);
      });
    });
  }

  /** The address that it asks the person to open. */
  async url(): Promise<string> {
    for (;;) {
      const [url] = /http:\/\/\S+\/authorize\?\S+/.exec(this.#output) ?? [];
      if (url !== undefined) return url;
      if (this.#isOver) throw new Error(`it ended: ${this.#output}`);
      await new Promise<void>((resolve) => (this.#printed = resolve));
    }
  }

  /** What it printed in all, and the code with which it ended. */
  async end(): Promise<{ code: number | null; output: string }> {
    return { code: await this.#ended, output: this.#output };
  }

  kill(): void {
    this.#child.kill();
  }
}

/** Registers one more address for the demo on the command line. */
export async function registerAddress(dir: string, network: RunningNetwork, uri: string): Promise<void> {
  const { gateway_url, canisters } = network.status;
  const agent = await networkAgent(gateway_url, controllerIdentity(join(dir, 'controller.json')));
  const login = localNativeLogin(canisters.internet_identity, canisters.demo, network.port);
  const clients = login.clients.map((client) => ({
    ...client,
    redirect_uris: [...client.redirect_uris, uri],
  }));
  const argument = encodeInit({ ...RETAIN_ALL, native_login: [{ ...login, clients }] });
  const wasm = readFileSync(join(ROOT, 'dist/internet_identity.wasm.gz'));
  await installCode(agent, Principal.fromText(canisters.internet_identity), wasm, argument, { upgrade: [] });
}
