import { IDL } from '@dfinity/candid';
import { expect, test } from 'vitest';
import { HANDLERS } from '../../../tests/support/test_canister.ts';
import { idlFactory } from '../../declarations/internet_identity.did.ts';

test('every method of the interface has a handler, and nothing else has one', () => {
  const methods = idlFactory({ IDL })._fields.map(([name]) => name);
  expect(Object.keys(HANDLERS).sort()).toEqual(methods.sort());
});
