import { IDL } from '@dfinity/candid';
import { describe, expect, test } from 'vitest';
import { HANDLERS, TestCanister } from '../../../tests/support/test_canister.ts';
import { idlFactory } from '../../declarations/internet_identity.did.ts';
import { NOT_BUILT, notBuilt } from './not_built.ts';

describe('every method of the interface', () => {
  test('is built or said not to be, and none is both', () => {
    const methods = idlFactory({ IDL })._fields.map(([name]) => name);
    expect([...Object.keys(HANDLERS), ...NOT_BUILT].sort()).toEqual(methods.sort());
  });

  test.each(NOT_BUILT)('traps with one line while it is not built: %s', (method) => {
    expect(() => notBuilt(method)(new TestCanister().inside, new Uint8Array(0))).toThrow(
      new RegExp(`^${method} is not built yet$`),
    );
  });
});
