import { init, msgArgData, msgReply, postUpgrade, query, trap, update } from 'azle';
import { createAzleIc } from '../../src/backend/ic/azle_ic.ts';
import { CallError, type Ic } from '../../src/backend/ic/ic.ts';
import { createSchedule, type Schedule } from '../../src/backend/services/schedule.ts';

const SECOND = 1_000_000_000n;

/** A canister to test timers and calls with: arguments and replies are text. */
export default class CallingCanister {
  #ic!: Ic;
  #schedule!: Schedule;
  #log: string[] = [];

  @init([], { manual: true })
  init(): void {
    this.#ic = createAzleIc();
    this.#schedule = createSchedule(this.#ic);
  }

  @postUpgrade([], { manual: true })
  post_upgrade(): void {
    this.init();
  }

  /** What happened, a line each. */
  @query([], undefined, { manual: true })
  log(): void {
    reply(this.#log.join('\n'));
  }

  /** Schedules a task `name`, so many seconds from now, that ends as its name says. */
  @update([], undefined, { manual: true })
  plan(): void {
    const [name = '', seconds = ''] = argument();
    this.#schedule.at(name, this.#ic.now() + BigInt(seconds) * SECOND, async () => {
      this.#log.push(name);
      if (name === 'throws') throw new Error('as planned');
      if (name === 'awaits') this.#log.push(`awaited ${(await this.#ic.rawRand()).length}`);
    });
    reply('');
  }

  /** Calls a method, without waiting before the reply, and writes down what comes of it. */
  @update([], undefined, { manual: true })
  start_call(): void {
    void this.#call().then((result) => this.#log.push(result));
    reply('');
  }

  @update([], undefined, { manual: true })
  call(): Promise<void> {
    return this.#call().then(reply);
  }

  /** Calls a method and traps when the answer is there. */
  @update([], undefined, { manual: true })
  call_and_trap(): Promise<void> {
    return this.#call().then((result) => trap(result));
  }

  /** Arguments: the canister and the method, both in hexadecimal, the argument as well, and cycles. */
  async #call(): Promise<string> {
    const [canister = '', method = '', args = '', cycles = '0'] = argument();
    try {
      return toHex(await this.#ic.call(fromHex(canister), method, fromHex(args), BigInt(cycles)));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      return `${error.code}: ${error.message}`;
    }
  }
}

const argument = (): string[] => new TextDecoder().decode(msgArgData()).split(' ');
const reply = (text: string): void => msgReply(new TextEncoder().encode(text));
const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (digits) => parseInt(digits, 16));
