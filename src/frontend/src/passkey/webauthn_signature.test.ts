import { decode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { encodeWebAuthnSignature } from './webauthn_signature.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('encodeWebAuthnSignature', () => {
  it('should write a self-described map with client data as text', () => {
    const assertion = {
      authenticatorData: Uint8Array.of(1, 2),
      clientDataJson: utf8('{"type":"webauthn.get","origin":"https://bücher.example"}'),
      signature: Uint8Array.of(0x30, 6),
    };
    const bytes = encodeWebAuthnSignature(assertion);
    expect([...bytes.subarray(0, 4)]).toEqual([0xd9, 0xd9, 0xf7, 0xa3]);
    expect(decode(bytes.subarray(3))).toEqual({
      authenticator_data: Uint8Array.of(1, 2),
      client_data_json: '{"type":"webauthn.get","origin":"https://bücher.example"}',
      signature: Uint8Array.of(0x30, 6),
    });
  });

  it('should change no byte of the client data, which is signed', () => {
    const clientDataJson = Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8('{}'));
    const bytes = encodeWebAuthnSignature({
      authenticatorData: utf8(''),
      clientDataJson,
      signature: utf8(''),
    });
    // Looked for in the encoding itself, since decoders drop a byte order mark.
    expect(Buffer.from(bytes).includes(Buffer.of(0x65, ...clientDataJson))).toBe(true);
  });

  it('should not guess at client data that is not UTF-8', () => {
    const clientDataJson = Uint8Array.of(0xff);
    expect(() =>
      encodeWebAuthnSignature({ authenticatorData: utf8(''), clientDataJson, signature: utf8('') }),
    ).toThrow();
  });
});
