import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePrincipalText, principalToText, samePrincipal, selfAuthenticating } from './principal.ts';

describe('principal', () => {
  it('should read back its text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 29 }), (bytes) => {
        expect(parsePrincipalText(principalToText(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each([
    '',
    'aaaaa',
    'rdmx6-jaaaa-aaaaa-aaadq-cao',
    'RDMX6-JAAAA-AAAAA-AAADQ-CAI',
    '-',
    'a'.repeat(1000),
    '../x',
  ])('should refuse %j', (text) => {
    expect(parsePrincipalText(text)).toBe(undefined);
  });

  it('should derive the principal of a key as the contract shows', () => {
    // Second vector of the recovery phrases: key and principal were computed with another library.
    const key = Buffer.from(
      '302a300506032b65700321006bdc6dec43e41c28d3e31049cd9e583c41ad8d67c96444b584cb553873eec6d9',
      'hex',
    );
    expect(principalToText(selfAuthenticating(key))).toBe(
      '5nrsv-gw4hr-5wxr4-pws3a-cdgs2-kih6n-5liig-ylgxg-inbpv-3spsz-uae',
    );
  });

  it('should compare by bytes', () => {
    expect(samePrincipal(new Uint8Array([1, 2]), Buffer.from([1, 2]))).toBe(true);
    expect(samePrincipal(new Uint8Array([1]), new Uint8Array([1, 2]))).toBe(false);
  });
});
