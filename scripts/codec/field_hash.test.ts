import { idlLabelToId } from '@dfinity/candid';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldHash } from './field_hash.ts';

it('gives known hashes', () => {
  expect(fieldHash('Ok')).toBe(17724);
  expect(fieldHash('Err')).toBe(3456837);
  expect(fieldHash('_7_')).toBe(7);
});

it('agrees with @dfinity/candid', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(fieldHash(name)).toBe(idlLabelToId(name));
    }),
  );
});
