/**
 * The module that the bundle starts from: it registers the canister class with Azle, as the module that
 * `azle build` generates does, without the part that writes a `.did` (ours is written by hand).
 *
 * @param main module specifier of the canister's class, relative to the project's root
 */
export function entrySource(main: string): string {
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
