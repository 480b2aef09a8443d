/** The demo on the command line as a person runs it, but for the browser, which the test holds. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MAIN = 'demo/native-cli/main.ts';

export class NativeCli {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #output = '';
  #printed: () => void = () => {};

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
      this.#child.once('exit', (code) => {
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
      if (this.#child.exitCode !== null) throw new Error(`it ended: ${this.#output}`);
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
