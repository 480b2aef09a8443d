import { sha256 } from '@noble/hashes/sha2';
import { CallError, type Ic, type MemoryPages, type StableMap } from '../../src/backend/ic/ic.ts';

/** A moment in November 2023, for tests that do not care which. */
export const A_MOMENT = 1_700_000_000_000_000_000n;

export const SECOND = 1_000_000_000n;

/**
 * The Internet Computer in memory: a clock to advance, a caller to switch, seeded randomness, stable maps that a
 * trap rolls back. Heap state of the canister is not rolled back here; the canister tests show that.
 */
export class FakeIc implements Ic {
  #now = A_MOMENT;
  #caller: Uint8Array = Uint8Array.of(4);
  #draws = 0;
  readonly #maps = new Map<number, MemoryMap>();
  #checkpoint: Contents = new Map();
  /** Every root hash that was published, oldest first. */
  readonly roots: Uint8Array[] = [];
  /** What a query is given as certificate; null as in an update call. */
  certificate: Uint8Array | null = null;
  /** While set, raw_rand is rejected with this. */
  rawRandFailure: string | null = null;
  /** Runs while the canister waits for randomness: what other callers do in between. */
  duringRawRand: () => void = () => {};
  /** Every call to another canister, oldest first. */
  readonly calls: Call[] = [];
  /** What other canisters answer; a {@link CallError} rejects. */
  answerCall: (call: Call) => Uint8Array | Promise<Uint8Array> = ({ method }) => {
    throw new CallError(3, `no canister has a method ${method}`);
  };
  /** What signatures cost, by the names of keys. */
  readonly signatureCosts = new Map([['key_1', 26_153_846_153n]]);
  /** The canister's timer, if it is set. */
  timer: { readonly at: bigint; readonly run: () => void } | null = null;

  caller(): Uint8Array {
    return this.#caller;
  }

  now(): bigint {
    return this.#now;
  }

  canisterId(): Uint8Array {
    return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 7, 1, 1);
  }

  async rawRand(): Promise<Uint8Array> {
    this.#draws += 1;
    const draw = this.#draws;
    await Promise.resolve();
    this.duringRawRand();
    this.#checkpoint = this.#contents();
    if (this.rawRandFailure !== null) throw new Error(this.rawRandFailure);
    return randomDraw(draw);
  }

  async call(
    canister: Uint8Array,
    method: string,
    args: Uint8Array,
    cycles: bigint = 0n,
  ): Promise<Uint8Array> {
    const call = { canister: canister.slice(), method, args: args.slice(), cycles };
    this.calls.push(call);
    await Promise.resolve();
    this.#checkpoint = this.#contents();
    return this.answerCall(call);
  }

  signatureCost(keyName: string): bigint | null {
    return this.signatureCosts.get(keyName) ?? null;
  }

  setTimer(at: bigint, run: () => void): void {
    this.timer = at === 0n ? null : { at, run };
  }

  setCertifiedData(rootHash: Uint8Array): void {
    if (rootHash.length !== 32) throw new Error(`certified data of ${rootHash.length} bytes`);
    this.roots.push(rootHash.slice());
  }

  dataCertificate(): Uint8Array | null {
    return this.certificate;
  }

  memoryPages(): MemoryPages {
    return { heap: 64, stable: 257, memories: [1, 2, 0, 0, 3, 0] };
  }

  stableMap(memoryId: number): StableMap {
    const known = this.#maps.get(memoryId);
    if (known !== undefined) return known;
    const created = new MemoryMap();
    this.#maps.set(memoryId, created);
    return created;
  }

  /** The hash that is certified now. */
  get root(): Uint8Array | undefined {
    return this.roots[this.roots.length - 1];
  }

  as(caller: Uint8Array): this {
    this.#caller = caller;
    return this;
  }

  advance(nanoseconds: bigint): void {
    this.#now += nanoseconds;
  }

  /**
   * Lets the timer go off if its time has come, and waits until nothing more happens by itself.
   *
   * @returns whether it did
   */
  async runTimer(): Promise<boolean> {
    const { timer } = this;
    if (timer === null || timer.at > this.#now) return false;
    this.timer = null;
    this.message(timer.run);
    await new Promise(setImmediate);
    return true;
  }

  /** Runs one message: when it fails, stable memory is as it was at its start or after its last await. */
  message<T>(run: () => T): T {
    this.#checkpoint = this.#contents();
    const undo = (error: unknown): never => {
      for (const [id, map] of this.#maps) map.restore(this.#checkpoint.get(id) ?? []);
      throw error;
    };
    try {
      const result = run();
      return result instanceof Promise ? (result.catch(undo) as T) : result;
    } catch (error) {
      return undo(error);
    }
  }

  #contents(): Contents {
    return new Map([...this.#maps].map(([id, map]) => [id, map.contents()]));
  }

  /** Every entry of stable memory as text, to compare two moments. */
  stableImage(): string {
    return JSON.stringify([...this.#maps].map(([id, map]) => [id, map.entries()]));
  }
}

/** A call to another canister. */
export interface Call {
  readonly canister: Uint8Array;
  readonly method: string;
  readonly args: Uint8Array;
  readonly cycles: bigint;
}

/** What the fake system's `n`th draw of randomness gives, counted from 1. */
export function randomDraw(n: number): Uint8Array {
  return sha256(Uint8Array.of(n >> 8, n & 0xff));
}

/** Entries of every map by its memory id. */
type Contents = ReadonlyMap<number, readonly (readonly [string, Uint8Array])[]>;

class MemoryMap implements StableMap {
  readonly #entries = new Map<string, Uint8Array>();

  get(key: Uint8Array): Uint8Array | null {
    return this.#entries.get(name(key))?.slice() ?? null;
  }

  has(key: Uint8Array): boolean {
    return this.#entries.has(name(key));
  }

  insert(key: Uint8Array, value: Uint8Array): void {
    this.#entries.set(name(key), value.slice());
  }

  remove(key: Uint8Array): Uint8Array | null {
    const value = this.#entries.get(name(key)) ?? null;
    this.#entries.delete(name(key));
    return value;
  }

  size(): number {
    return this.#entries.size;
  }

  entries(): [string, string][] {
    return [...this.#entries]
      .map(([key, value]): [string, string] => [key, Buffer.from(value).toString('hex')])
      .sort();
  }

  contents(): [string, Uint8Array][] {
    return [...this.#entries];
  }

  restore(entries: readonly (readonly [string, Uint8Array])[]): void {
    this.#entries.clear();
    for (const [key, value] of entries) this.#entries.set(key, value);
  }
}

function name(key: Uint8Array): string {
  return Buffer.from(key).toString('hex');
}
