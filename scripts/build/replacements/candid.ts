/**
 * Stands in for `@dfinity/candid` in canisters whose methods are all manual: Azle's decorators still describe a
 * method's type when they register it, but nothing reads the description and nothing is encoded with it.
 */
export const IDL = {
  Func: (): null => null,
  encode: (): never => unavailable(),
  decode: (): never => unavailable(),
};

function unavailable(): never {
  throw new Error(
    'this canister is built without the generic Candid library: use manual methods and raw calls',
  );
}
