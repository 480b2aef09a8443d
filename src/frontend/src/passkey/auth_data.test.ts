import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAttestedCredential } from './auth_data.ts';

function authData(id: Uint8Array, rest: Uint8Array, flags = 0x45): Uint8Array {
  const aaguid = Buffer.from('ea9b8d664d011d213ce4b6b48cb575d4', 'hex');
  return Uint8Array.of(
    ...new Uint8Array(32),
    flags,
    0,
    0,
    0,
    0,
    ...aaguid,
    id.length >> 8,
    id.length & 255,
    ...id,
    ...rest,
  );
}

describe('parseAttestedCredential', () => {
  it('should read model, credential id and key', () => {
    const id = new Uint8Array(300).fill(7);
    expect(parseAttestedCredential(authData(id, Uint8Array.of(0xa0, 1)))).toEqual({
      aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4',
      credentialId: id,
      rest: Uint8Array.of(0xa0, 1),
    });
  });

  it('should refuse data without a credential, with an empty or an overlong id', () => {
    const rest = Uint8Array.of(1);
    expect(parseAttestedCredential(authData(Uint8Array.of(1), rest, 0x05))).toBeNull();
    expect(parseAttestedCredential(authData(new Uint8Array(), rest))).toBeNull();
    expect(parseAttestedCredential(authData(new Uint8Array(351), rest))).toBeNull();
  });

  it('should refuse every cut before the key, and answer any bytes', () => {
    const whole = authData(new Uint8Array(16), Uint8Array.of(0xa0));
    for (let i = 0; i < whole.length; i++) expect(parseAttestedCredential(whole.subarray(0, i))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void parseAttestedCredential(bytes)));
  });
});
