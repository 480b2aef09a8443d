import { createContext, Script } from 'node:vm';

/** A canister method as Azle's decorators registered it; `index` selects its callback. */
export interface MethodEntry {
  readonly name: string;
  readonly index: number;
  readonly composite?: boolean;
}

/** Every entry point of a canister class. */
export interface MethodMetadata {
  readonly queries: readonly MethodEntry[];
  readonly updates: readonly MethodEntry[];
  readonly init?: MethodEntry;
  readonly post_upgrade?: MethodEntry;
  readonly pre_upgrade?: MethodEntry;
  readonly inspect_message?: MethodEntry;
  readonly heartbeat?: MethodEntry;
  readonly on_low_wasm_memory?: MethodEntry;
}

/**
 * Learns a canister's methods by evaluating its bundle, as the canister does at install, in a realm of its own
 * that has the globals Azle's wasm sets up for its build and nothing of Node.
 *
 * @throws what the bundle's top level throws, which an install would trap on
 */
export function readMethodMetadata(javascript: string): MethodMetadata {
  const realm = createContext({
    _azleNodejsWasmEnvironment: true,
    _azleIcpReplicaWasmEnvironment: false,
    _azleExperimental: false,
    _azleActions: [],
    _azleCanisterMethodNames: {},
    _azleRejectCallbacks: {},
    _azleResolveCallbacks: {},
    _azleTimerCallbacks: {},
    _azleIc: new Proxy({}, { get: () => () => undefined }),
    process: { env: {} },
  });
  new Script(`'use strict';${javascript}`, { filename: 'main.js' }).runInContext(realm);
  const json = new Script('JSON.stringify(globalThis._azleCanisterClassMeta.methodMeta)').runInContext(
    realm,
  ) as string;
  return JSON.parse(json) as MethodMetadata;
}

/** Names of all methods, in the order of their indexes. */
export function methodNames(methods: MethodMetadata): string[] {
  return Object.values(methods)
    .flat()
    .sort((left: MethodEntry, right: MethodEntry) => left.index - right.index)
    .map(({ name }: MethodEntry) => name);
}
