import { EVALUATED } from './wasm/template.ts';

/**
 * The module that a bundle with all of Azle starts from: it registers the canister class with Azle, as the module
 * that `azle build` generates does, without the part that writes a `.did` (ours is written by hand).
 *
 * @param main module specifier of the canister's class, relative to the project's root
 */
export function registeringEntry(main: string): string {
  return `
    import 'azle/_internal/globals';
    import Canister from ${JSON.stringify(main)};

    const meta = {
      callbacks: {},
      canisterMethodIdlParamTypes: {},
      canisterMethodsIndex: 0,
      initAndPostUpgradeIdlTypes: [],
      methodMeta: { queries: [], updates: [] },
    };
    // The decorators find this object on the class and add themselves to it when an instance is created.
    Canister._azleCanisterClassMeta = meta;
    new Canister();
    globalThis._azleCanisterClassMeta = meta;
  `;
}

/**
 * The module that a bundle without Azle's JavaScript half starts from: it puts the class's methods themselves where
 * Azle's Rust half looks for callbacks. They must be manual, and end in a reply, a reject or a trap by themselves.
 *
 * @param methods names of the class's methods, in the order of their callbacks' indexes
 */
export function directEntry(main: string, methods: readonly string[]): string {
  return `
    import Canister from ${JSON.stringify(main)};

    const canister = new Canister();
    const callback = (name) => () => canister[name]();
    globalThis._azleCanisterClassMeta = { callbacks: ${JSON.stringify(methods)}.map(callback) };
    globalThis.${EVALUATED} = () => '';
  `;
}
