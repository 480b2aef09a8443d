import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Authorization, CODE_LIFETIME_NS, type Grant, Grants, TOKEN_LIFETIME_NS } from './grants.ts';

const FOREVER = 10n ** 18n;
const AUTHORIZATION: Authorization = {
  clientId: 'app',
  redirectUri: 'http://127.0.0.1/',
  challenge: '',
  anchorNumber: 1n,
  caller: new Uint8Array(29),
  origin: 'https://app.example',
  sessionKey: new Uint8Array(),
  expiration: FOREVER,
  openid: true,
  nonce: 'n',
  authorizedAt: 0n,
};

let grants: Grants;
beforeEach(() => {
  grants = new Grants();
});

const add = (code: string, now = 0n, changes: Partial<Authorization> = {}) =>
  grants.add(code, { ...AUTHORIZATION, ...changes }, now);
const redeemed = (code: string, now = 0n): Grant => {
  const redemption = grants.redeem(code, now);
  if (redemption.kind !== 'redeemed') throw new Error(redemption.kind);
  return redemption.grant;
};

describe('a grant', () => {
  it('goes from code to token to its end', () => {
    add('code');
    const grant = redeemed('code', CODE_LIFETIME_NS - 1n);
    expect(grants.issue(grant, 'token', 100n)).toBe(100n + TOKEN_LIFETIME_NS);
    expect(grants.byToken('token', 99n + TOKEN_LIFETIME_NS)).toBe(grant.authorization);
    expect(grants.byToken('token', 100n + TOKEN_LIFETIME_NS)).toBeNull();
    expect(grants.byToken('code', 100n)).toBeNull();
  });

  it('ends at its minute', () => {
    add('code');
    expect(grants.redeem('code', CODE_LIFETIME_NS)).toEqual({ kind: 'unknown' });
    expect(grants.redeem('code', 0n)).toEqual({ kind: 'unknown' });
  });

  it('ends with its delegation', () => {
    add('code', 0n, { expiration: 10n });
    add('other', 0n, { expiration: 30n });
    expect(grants.redeem('code', 10n)).toEqual({ kind: 'unknown' });
    const grant = redeemed('other', 20n);
    expect(grants.issue(grant, 'token', 20n)).toBe(30n);
    expect(grants.byToken('token', 29n)).not.toBeNull();
    expect(grants.byToken('token', 30n)).toBeNull();
  });

  it('ends when its code comes again, before the token is there and after', () => {
    add('code');
    const early = redeemed('code');
    expect(grants.redeem('code', 0n)).toEqual({ kind: 'replayed', grant: early });
    expect(grants.issue(early, 'token', 0n)).toBeNull();
    expect(grants.byToken('token', 0n)).toBeNull();
    expect(grants.redeem('code', 0n)).toEqual({ kind: 'unknown' });

    add('another');
    const late = redeemed('another');
    grants.issue(late, 'token', 0n);
    expect(grants.redeem('another', 1n)).toEqual({ kind: 'replayed', grant: late });
    expect(grants.byToken('token', 1n)).toBeNull();
    expect(grants.count).toBe(0);
  });

  it('is refused above 50 for one identity and 4,000 for one app, until their time is over', () => {
    for (let i = 0; i < 50; i++) add(`a${i}`);
    expect(grants.hasRoom('app', 1n, 0n)).toBe(false);
    expect(grants.hasRoom('other', 1n, 0n)).toBe(false);
    expect(grants.hasRoom('app', 2n, 0n)).toBe(true);
    for (let i = 50; i < 4000; i++) add(`a${i}`, 0n, { anchorNumber: BigInt(i) });
    expect(grants.hasRoom('app', 2n, 0n)).toBe(false);
    expect(grants.hasRoom('other', 2n, 0n)).toBe(true);
    expect(grants.hasRoom('app', 1n, CODE_LIFETIME_NS)).toBe(true);
    expect(grants.count).toBe(3950);
  });

  it('is refused above 10,000 in all', () => {
    for (let i = 0; i < 10_000; i++) add(`a${i}`, 0n, { anchorNumber: BigInt(i), clientId: `app ${i % 3}` });
    expect(grants.hasRoom('another', 10_001n, 0n)).toBe(false);
    expect(grants.hasRoom('another', 10_001n, CODE_LIFETIME_NS)).toBe(true);
  });

  it('leaves nothing behind, whatever happens to it', () => {
    const step = fc.record({
      act: fc.constantFrom('add', 'redeem', 'issue', 'drop', 'wait'),
      which: fc.nat(6),
      anchor: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        grants = new Grants();
        const known = new Map<number, Grant>();
        let now = 0n;
        let codes = 0;
        for (const { act, which, anchor } of steps) {
          if (act === 'add') add(`${codes++}`, now, { anchorNumber: BigInt(anchor) });
          if (act === 'wait') now += CODE_LIFETIME_NS / 3n;
          const grant = known.get(which);
          if (act === 'redeem') {
            const redemption = grants.redeem(`${which}`, now);
            if (redemption.kind === 'redeemed') known.set(which, redemption.grant);
          } else if (act === 'issue' && grant !== undefined) {
            grants.issue(grant, `token ${which}`, now);
          } else if (act === 'drop' && grant !== undefined) grants.drop(grant);
        }
        grants.hasRoom('app', 0n, now + CODE_LIFETIME_NS + TOKEN_LIFETIME_NS);
        expect(grants.count).toBe(0);
        for (let i = 0; i < 50; i++) {
          expect(grants.hasRoom('app', 0n, now)).toBe(true);
          add(`new ${i}`, now, { anchorNumber: 0n });
        }
        expect(grants.hasRoom('app', 0n, now)).toBe(false);
      }),
    );
  });
});
