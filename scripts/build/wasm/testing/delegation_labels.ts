import fc from 'fast-check';
import { expect } from 'vitest';
import { signatureLabels } from '../../../../src/backend/certified/signature_map.ts';
import { DELEGATION_DOMAIN, delegationHash } from '../../../../src/backend/domain/delegation.ts';
import { delegationLabels } from '../../../../src/backend/domain/delegation_labels.ts';

const nat64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const key = fc.oneof(fc.uint8Array({ maxLength: 130 }), fc.uint8Array({ minLength: 500, maxLength: 530 }));
const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** Compares the labels that are hashed in one step with those of the plain functions. */
export function expectLabelsToAgree(cases: number): void {
  fc.assert(
    fc.property(seed, key, nat64, (bytes, sessionKey, expiration) => {
      const message = delegationHash(sessionKey, expiration);
      expect(delegationLabels(bytes, sessionKey, expiration)).toEqual(
        signatureLabels(bytes, DELEGATION_DOMAIN, message),
      );
    }),
    { numRuns: cases },
  );
}
