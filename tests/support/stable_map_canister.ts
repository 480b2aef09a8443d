import { init, msgArgData, msgReply, postUpgrade, query, trap, update } from 'azle';
import { createAzleIc } from '../../src/backend/ic/azle_ic.ts';
import type { Ic, StableMap } from '../../src/backend/ic/ic.ts';

/**
 * A canister to test stable maps with. An argument is a step in each line: what is done, memory id, key and value. Both
 * are written as a number and how often it is there: in a key as two bytes, little-endian, in a value as one.
 */
export default class StableMapCanister {
  #ic!: Ic;

  @init([], { manual: true })
  init(): void {
    this.#ic = createAzleIc();
  }

  @postUpgrade([], { manual: true })
  post_upgrade(): void {
    this.init();
  }

  /** Answers what each step did, a line for each. */
  @update([], undefined, { manual: true })
  run(): void {
    msgReply(new TextEncoder().encode(this.#steps().join('\n')));
  }

  /** The same, and nothing stays. */
  @query([], undefined, { manual: true })
  run_in_query(): void {
    this.run();
  }

  @update([], undefined, { manual: true })
  run_and_trap(): void {
    this.#steps();
    trap('as planned');
  }

  #steps(): string[] {
    return new TextDecoder()
      .decode(msgArgData())
      .split('\n')
      .map((line) => {
        const [what = '', memoryId = '', key = '', value = '0*0'] = line.split(' ');
        return step(this.#ic.stableMap(Number(memoryId)), what, keyOf(key), valueOf(value));
      });
  }
}

function step(map: StableMap, what: string, key: Uint8Array, value: Uint8Array): string {
  switch (what) {
    case 'get':
      return textOf(map.get(key));
    case 'has':
      return String(map.has(key));
    case 'insert':
      map.insert(key, value);
      return '';
    case 'remove':
      return textOf(map.remove(key));
    default:
      return String(map.size());
  }
}

function keyOf(text: string): Uint8Array {
  const [number, times] = text.split('*').map(Number);
  return new Uint8Array(new Uint16Array(times!).fill(number!).buffer);
}

function valueOf(text: string): Uint8Array {
  const [number, times] = text.split('*').map(Number);
  return new Uint8Array(times!).fill(number!);
}

const textOf = (value: Uint8Array | null): string =>
  value === null ? 'none' : `${value.at(-1) ?? 0}*${value.length}`;
