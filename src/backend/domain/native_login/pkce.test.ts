import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isChallenge, provesChallenge } from './pkce.ts';

/** The example of RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('a proof of key', () => {
  it('is that of the standard', () => {
    expect(isChallenge(CHALLENGE)).toBe(true);
    expect(provesChallenge(VERIFIER, CHALLENGE)).toBe(true);
  });

  it('is any verifier of 43 to 128 characters of the unreserved set, and none else', () => {
    const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~';
    const verifier = fc.string({ unit: fc.constantFrom(...unreserved), minLength: 40, maxLength: 131 });
    fc.assert(
      fc.property(verifier, (text) => {
        const challenge = createHash('sha256').update(text).digest('base64url');
        expect(provesChallenge(text, challenge)).toBe(text.length >= 43 && text.length <= 128);
      }),
    );
    for (const mark of [' ', '+', '/', '=', 'é', '\n', '%']) {
      const text = VERIFIER + mark;
      expect(provesChallenge(text, createHash('sha256').update(text).digest('base64url'))).toBe(false);
    }
  });

  it('fails by one character of either', () => {
    for (let i = 0; i < 43; i++) {
      const change = (text: string) => text.slice(0, i) + (text[i] === 'A' ? 'B' : 'A') + text.slice(i + 1);
      expect(provesChallenge(change(VERIFIER), CHALLENGE)).toBe(false);
      expect(provesChallenge(VERIFIER, change(CHALLENGE))).toBe(false);
    }
    expect(provesChallenge(VERIFIER, CHALLENGE.slice(0, 42))).toBe(false);
    expect(provesChallenge(VERIFIER, '')).toBe(false);
  });
});
