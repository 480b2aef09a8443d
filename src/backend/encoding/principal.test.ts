import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isAnonymous,
  isSelfAuthenticating,
  principalText,
  selfAuthenticatingPrincipal,
} from './principal.ts';

describe('principals', () => {
  test('have the textual form that the agent gives them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 29 }), (bytes) => {
        expect(principalText(bytes)).toBe(Principal.fromUint8Array(bytes).toText());
      }),
    );
  });

  test('of keys are those that the agent derives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (key) => {
        const principal = selfAuthenticatingPrincipal(key);
        expect(principal).toEqual(Principal.selfAuthenticating(key).toUint8Array());
        expect(isSelfAuthenticating(principal)).toBe(true);
      }),
    );
  });

  test('are anonymous only as the one byte 4', () => {
    expect(isAnonymous(Principal.anonymous().toUint8Array())).toBe(true);
    expect(isAnonymous(Uint8Array.of(4, 4))).toBe(false);
    expect(isAnonymous(Uint8Array.of(2))).toBe(false);
  });
});
