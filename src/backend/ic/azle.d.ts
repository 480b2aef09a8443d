/**
 * The part of Azle's interface that the canisters here use. Azle ships TypeScript sources instead of
 * declarations, and they do not compile under this project's compiler options; `paths` in tsconfig.json points
 * the compiler here instead. The build bundles the real package.
 */
export { IDL } from '@dfinity/candid';
export { Principal } from '@dfinity/principal';
import type { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

type MethodDecorator<This, Args extends unknown[], Return> = (
  method: (this: This, ...args: Args) => Return,
  context: ClassMethodDecoratorContext<This, (this: This, ...args: Args) => Return>,
) => void;

export interface MethodOptions {
  /** The method reads its argument with `msgArgData` and answers with `msgReply` or `msgReject` itself. */
  readonly manual?: boolean;
  readonly hidden?: boolean;
}

export interface LifecycleOptions {
  readonly manual?: boolean;
}

export function query<This, Args extends unknown[], Return>(
  parameters?: IDL.Type[],
  result?: IDL.Type,
  options?: MethodOptions & { readonly composite?: boolean },
): MethodDecorator<This, Args, Return>;

export function update<This, Args extends unknown[], Return>(
  parameters?: IDL.Type[],
  result?: IDL.Type,
  options?: MethodOptions,
): MethodDecorator<This, Args, Return>;

export function init<This, Args extends unknown[], Return>(
  parameters?: IDL.Type[],
  options?: LifecycleOptions,
): MethodDecorator<This, Args, Return>;

export function postUpgrade<This, Args extends unknown[], Return>(
  parameters?: IDL.Type[],
  options?: LifecycleOptions,
): MethodDecorator<This, Args, Return>;

export interface Serializable<T> {
  readonly toBytes: (value: T) => Uint8Array;
  readonly fromBytes: (bytes: Uint8Array) => T;
}

export class StableBTreeMap<Key, Value> {
  constructor(memoryId: number, key?: Serializable<Key>, value?: Serializable<Value>);
  containsKey(key: Key): boolean;
  get(key: Key): Value | undefined;
  insert(key: Key, value: Value): Value | undefined;
  isEmpty(): boolean;
  items(startIndex?: number, length?: number): [Key, Value][];
  keys(startIndex?: number, length?: number): Key[];
  len(): number;
  remove(key: Key): Value | undefined;
  values(startIndex?: number, length?: number): Value[];
}

export interface RawCallOptions<Args extends Uint8Array = Uint8Array> {
  readonly raw: true;
  readonly args: Args;
  readonly cycles?: bigint;
  readonly oneway?: boolean;
}

/** An inter-canister call with bytes in and out; it rejects with Azle's `CallError`. */
export function call<Args extends Uint8Array, Return extends Uint8Array>(
  canister: Principal | string,
  method: string,
  options: RawCallOptions<Args>,
): Promise<Return>;

export function canisterCycleBalance(): bigint;
export function canisterSelf(): Principal;
export function certifiedDataSet(data: Uint8Array): void;
export function dataCertificate(): Uint8Array | undefined;
export function inReplicatedExecution(): boolean;
export function isController(principal: Principal): boolean;
export function msgArgData(): Uint8Array;
export function msgCaller(): Principal;
export function msgMethodName(): string;
export function msgReject(message: string): void;
export function msgReply(data: Uint8Array): void;
export function performanceCounter(counter: 0 | 1 | 2): bigint;
export function setTimer(delaySeconds: number, callback: () => void | Promise<void>): bigint;
export function time(): bigint;
export function trap(message: string): never;
