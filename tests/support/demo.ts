/** The demo dapp's canister: the simplest one that a delegation can be shown to. */
import { IDL } from '@dfinity/candid';
import { builtWasm } from './build_under_test.ts';

export const demoWasm = (): Uint8Array => builtWasm('demo');

/** No arguments, as dfx sends them. */
export const DEMO_ARG = new Uint8Array(IDL.encode([], []));

export interface Demo {
  whoami(): Promise<{ toText(): string }>;
}

/** `whoami` as the query that it is, or called as an update. */
export const demoIdl =
  (mode: 'query' | 'update'): IDL.InterfaceFactory =>
  ({ IDL }) =>
    IDL.Service({ whoami: IDL.Func([], [IDL.Principal], mode === 'query' ? ['query'] : []) });
