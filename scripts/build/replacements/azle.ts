/**
 * Azle's JavaScript half without what a canister of manual methods does not use. Evaluating Azle's own costs 27
 * million instructions at every install and upgrade, and its wrapper around methods 88 thousand at every call;
 * this does what `src/backend/ic/azle.d.ts` declares on the same Rust half, and no more. Which methods there are
 * is learnt from Azle itself, so decorators mean nothing here; the build removes them.
 */
import type * as Azle from 'azle';

/** What Azle's Rust half sets up before it evaluates the canister, and looks up while it runs. */
interface RustHalf {
  readonly _azleIc: {
    readonly callRaw: (
      resolveId: string,
      rejectId: string,
      canister: Uint8Array,
      method: string,
      args: Uint8Array,
      cycles: string,
    ) => void;
    readonly canisterCycleBalance: () => bigint;
    readonly canisterSelf: () => Uint8Array;
    readonly certifiedDataSet: (data: Uint8Array) => void;
    readonly dataCertificate: () => Uint8Array | undefined;
    readonly inReplicatedExecution: () => boolean;
    readonly isController: (principal: Uint8Array) => boolean;
    readonly msgArgData: () => Uint8Array;
    readonly msgCaller: () => Uint8Array;
    readonly msgMethodName: () => string;
    readonly msgReject: (message: string) => void;
    readonly msgReply: (data: Uint8Array) => void;
    readonly performanceCounter: (counter: number) => bigint;
    readonly setTimer: (delay: number) => bigint;
    readonly stableBTreeMapContainsKey: (map: number, key: Uint8Array) => boolean;
    readonly stableBTreeMapGet: (map: number, key: Uint8Array) => Uint8Array | undefined;
    readonly stableBTreeMapInit: (map: number) => void;
    readonly stableBTreeMapInsert: (
      map: number,
      key: Uint8Array,
      value: Uint8Array,
    ) => Uint8Array | undefined;
    readonly stableBTreeMapIsEmpty: (map: number) => boolean;
    readonly stableBTreeMapItems: (
      map: number,
      start?: number,
      length?: number,
    ) => [Uint8Array, Uint8Array][];
    readonly stableBTreeMapKeys: (map: number, start?: number, length?: number) => Uint8Array[];
    readonly stableBTreeMapLen: (map: number) => number;
    readonly stableBTreeMapRemove: (map: number, key: Uint8Array) => Uint8Array | undefined;
    readonly stableBTreeMapValues: (map: number, start?: number, length?: number) => Uint8Array[];
    readonly time: () => bigint;
    readonly trap: (message: string) => never;
  };
  readonly _azleResolveCallbacks: Record<string, (reply: never) => void>;
  readonly _azleRejectCallbacks: Record<string, (error: unknown) => void>;
  readonly _azleTimerCallbacks: Record<string, () => void | Promise<void>>;
  /** How the Rust half removes callbacks that are done. */
  _azleDispatch: (action: { readonly type: string; readonly payload: { toString(): string } }) => void;
}

const rust = globalThis as unknown as RustHalf;
const ic = rust._azleIc;

const TABLES: Readonly<Record<string, Record<string, unknown>>> = {
  DELETE_AZLE_RESOLVE_CALLBACK: rust._azleResolveCallbacks,
  DELETE_AZLE_REJECT_CALLBACK: rust._azleRejectCallbacks,
  DELETE_AZLE_TIMER_CALLBACK: rust._azleTimerCallbacks,
};

rust._azleDispatch = ({ type, payload }) => {
  delete TABLES[type]?.[payload.toString()];
};

/** A principal as bytes in the wrapper that Azle's functions take and give. */
export class Principal {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  static fromUint8Array(bytes: Uint8Array): Principal {
    return new Principal(bytes);
  }

  toUint8Array(): Uint8Array {
    return this.#bytes;
  }
}

let calls = 0;

export function call<Return>(
  canister: Principal,
  method: string,
  options: Azle.RawCallOptions,
): Promise<Return> {
  return new Promise((resolve, reject) => {
    const id = String(calls++);
    rust._azleResolveCallbacks[id] = resolve;
    rust._azleRejectCallbacks[id] = reject;
    ic.callRaw(id, id, canister.toUint8Array(), method, options.args, String(options.cycles ?? 0n));
  });
}

export class StableBTreeMap<Key, Value> {
  readonly #id: number;
  readonly #key: Azle.Serializable<Key>;
  readonly #value: Azle.Serializable<Value>;

  constructor(memoryId: number, key: Azle.Serializable<Key>, value: Azle.Serializable<Value>) {
    this.#id = memoryId;
    this.#key = key;
    this.#value = value;
    ic.stableBTreeMapInit(memoryId);
  }

  containsKey(key: Key): boolean {
    return ic.stableBTreeMapContainsKey(this.#id, this.#key.toBytes(key));
  }

  get(key: Key): Value | undefined {
    return this.#valueOf(ic.stableBTreeMapGet(this.#id, this.#key.toBytes(key)));
  }

  insert(key: Key, value: Value): Value | undefined {
    return this.#valueOf(
      ic.stableBTreeMapInsert(this.#id, this.#key.toBytes(key), this.#value.toBytes(value)),
    );
  }

  isEmpty(): boolean {
    return ic.stableBTreeMapIsEmpty(this.#id);
  }

  items(start?: number, length?: number): [Key, Value][] {
    return ic
      .stableBTreeMapItems(this.#id, start, length)
      .map(([key, value]) => [this.#key.fromBytes(key), this.#value.fromBytes(value)]);
  }

  keys(start?: number, length?: number): Key[] {
    return ic.stableBTreeMapKeys(this.#id, start, length).map((key) => this.#key.fromBytes(key));
  }

  len(): number {
    return ic.stableBTreeMapLen(this.#id);
  }

  remove(key: Key): Value | undefined {
    return this.#valueOf(ic.stableBTreeMapRemove(this.#id, this.#key.toBytes(key)));
  }

  values(start?: number, length?: number): Value[] {
    return ic.stableBTreeMapValues(this.#id, start, length).map((value) => this.#value.fromBytes(value));
  }

  #valueOf(bytes: Uint8Array | undefined): Value | undefined {
    return bytes === undefined ? undefined : this.#value.fromBytes(bytes);
  }
}

export function setTimer(delaySeconds: number, callback: () => void | Promise<void>): bigint {
  const id = ic.setTimer(delaySeconds);
  rust._azleTimerCallbacks[id.toString()] = () => {
    const result = callback();
    // A rejection that nobody handles would go unnoticed, and what the timer wrote would stay.
    if (result instanceof Promise) return result.catch((error: unknown) => ic.trap(String(error)));
  };
  return id;
}

export const canisterCycleBalance = (): bigint => ic.canisterCycleBalance();
export const canisterSelf = (): Principal => new Principal(ic.canisterSelf());
export const certifiedDataSet = (data: Uint8Array): void => ic.certifiedDataSet(data);
export const dataCertificate = (): Uint8Array | undefined => ic.dataCertificate();
export const inReplicatedExecution = (): boolean => ic.inReplicatedExecution();
export const isController = (principal: Principal): boolean => ic.isController(principal.toUint8Array());
export const msgArgData = (): Uint8Array => ic.msgArgData();
export const msgCaller = (): Principal => new Principal(ic.msgCaller());
export const msgMethodName = (): string => ic.msgMethodName();
export const msgReject = (message: string): void => ic.msgReject(message);
export const msgReply = (data: Uint8Array): void => ic.msgReply(data);
export const performanceCounter = (counter: 0 | 1 | 2): bigint => ic.performanceCounter(counter);
export const time = (): bigint => ic.time();
export const trap = (message: string): never => ic.trap(message);
