import { IDL } from '@dfinity/candid';
import { describe, expect, it } from 'vitest';
import { expectedExports, exportDifferences } from './check_did.ts';

const service = IDL.Service({
  change: IDL.Func([], [], []),
  read: IDL.Func([], [], ['query']),
  gather: IDL.Func([], [], ['composite_query']),
});
const methods = ['canister_update change', 'canister_query read', 'canister_composite_query gather'];

describe('interface against wasm', () => {
  it('asks for each method as the kind that it is', () => {
    expect(expectedExports(service).sort()).toEqual([...methods].sort());
  });

  it('accepts those methods and what the system calls by itself', () => {
    const exported = [
      ...methods,
      'memory',
      'canister_init',
      'canister_post_upgrade',
      'canister_global_timer',
    ];
    expect(exportDifferences(methods, exported)).toEqual([]);
  });

  it('names what is missing, of another kind, or not in the interface', () => {
    expect(exportDifferences(methods, methods.slice(1))).toEqual(['the wasm lacks canister_update change']);
    expect(
      exportDifferences(methods.slice(1), ['canister_update read', 'canister_composite_query gather']),
    ).toEqual(['the wasm lacks canister_query read', 'the interface does not name canister_update read']);
    expect(
      exportDifferences(methods, [...methods, 'canister_update _azle_chunk', 'canister_heartbeat']),
    ).toEqual([
      'the interface does not name canister_update _azle_chunk',
      'the interface does not name canister_heartbeat',
    ]);
  });
});
