import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePublicKey } from './public_key.ts';

function der(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

const CANISTER_KEY = '301f300c060a2b0601040183b8430102030f000a000000000000000001012a482c';
const ED25519_KEY =
  '302a300506032b65700321006bdc6dec43e41c28d3e31049cd9e583c41ad8d67c96444b584cb553873eec6d9';

describe('public keys', () => {
  it('should read the canister signature key of the contract', () => {
    expect(parsePublicKey(der(CANISTER_KEY))).toEqual({
      ok: true,
      key: { kind: 'canister', canisterId: der('00000000000000000101'), seed: der('2a482c') },
    });
  });

  it('should read an Ed25519 key', () => {
    expect(parsePublicKey(der(ED25519_KEY))).toMatchObject({ ok: true, key: { kind: 'ed25519' } });
  });

  it.each([
    ['another length', `${ED25519_KEY}00`],
    [
      'an RSA key outside of WebAuthn',
      '3019300d06092a864886f70d0101010500030800300502010302010'.padEnd(54, '0'),
    ],
    ['a length in too many bytes', `30811f${CANISTER_KEY.slice(4)}`],
    ['a canister id longer than a principal', '3023300c060a2b0601040183b84301020313001e' + '00'.repeat(17)],
    [
      'a point that is not on the curve',
      `3059301306072a8648ce3d020106082a8648ce3d030107034200 04${'11'.repeat(64)}`.replace(' ', ''),
    ],
    ['an empty key', ''],
  ])('should refuse %s', (_, hex) => {
    expect(parsePublicKey(der(hex)).ok).toBe(false);
  });

  it('should answer any bytes without throwing', () => {
    const near = fc
      .tuple(fc.constantFrom(ED25519_KEY, CANISTER_KEY), fc.nat(43), fc.nat(255))
      .map(([hex, at, byte]) => {
        const bytes = der(hex);
        if (at < bytes.length) bytes[at] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(near, fc.uint8Array()), (bytes) => {
        expect(typeof parsePublicKey(bytes).ok).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });
});
