import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../encoding/bytes.ts';
import { delegationToSign } from './delegation.ts';
import { hashOfMap } from './request_hash.ts';

describe('representation-independent hash', () => {
  it('should hash the request of the specification', () => {
    // IC interface specification, section "Request ids".
    const hash = hashOfMap({
      request_type: 'call',
      sender: new Uint8Array([4]),
      ingress_expiry: 1_685_570_400_000_000_000n,
      canister_id: new Uint8Array([0, 0, 0, 0, 0, 0, 4, 0xd2]),
      method_name: 'hello',
      arg: new Uint8Array(Buffer.from('4449444c00fd2a', 'hex')),
    });
    expect(toHex(hash)).toBe('1d1091364d6bb8a6c16b203ee75467d59ead468f523eb058880ae8ec80e2b101');
  });

  it('should hash delegations as the contract shows, with permissions and without', () => {
    const pubkey = utf8('test session public key');
    const expiration = 1_700_000_000_000_000_000n;
    expect(toHex(hashOfMap({ pubkey, expiration, permissions: 'queries' }))).toBe(
      '061d792a31da1cedbbb4ed1a4234c12645d021e6a81ef1598bbe27124f33a4c6',
    );
    const message = delegationToSign({
      publicKey: pubkey,
      expiration,
      targets: undefined,
      permissions: undefined,
    });
    expect(toHex(message)).toBe(
      `${toHex(utf8('\x1aic-request-auth-delegation'))}78411620d67633b61bc461e91dc65dec38475e5c36275fca69a5fb147a18be3a`,
    );
  });

  it('should not count absent fields, nor the order of fields', () => {
    expect(hashOfMap({ a: 1n, b: undefined, c: 'x' })).toEqual(hashOfMap({ c: 'x', a: 1n }));
    expect(hashOfMap({ a: ['x', 1n] })).not.toEqual(hashOfMap({ a: [1n, 'x'] }));
  });
});
