import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpenIdCredential } from '../../domain/openid_credential.ts';
import { RecordError } from '../../encoding/byte_reader.ts';
import { concatBytes } from '../../encoding/bytes.ts';
import { hex } from '../../encoding/hex.ts';
import {
  credentialWithDigest,
  decodeOpenIdCredentials,
  encodeOpenIdCredentials,
  stampCredential,
} from './openid_credentials_record.ts';

const time = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n });
const text = fc.string({ maxLength: 20, unit: 'grapheme' });

const arbitraryCredentials: fc.Arbitrary<OpenIdCredential[]> = fc.array(
  fc.record({
    iss: text,
    sub: text,
    aud: text,
    metadata: fc.array(fc.tuple(text, fc.record({ kind: fc.constant('string' as const), value: text })), {
      maxLength: 3,
    }),
    lastUsage: fc.option(time),
    keyDigest: fc.option(
      fc.uint8Array({ minLength: 28, maxLength: 28 }).filter((bytes) => bytes.some((byte) => byte !== 0)),
    ),
  }),
  { maxLength: 100 },
);

describe("the record of an identity's accounts", () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(arbitraryCredentials, (credentials) => {
        expect(decodeOpenIdCredentials(encodeOpenIdCredentials(credentials))).toEqual(credentials);
      }),
    );
  });

  test('is refused when bytes are missing or left, and with another version', () => {
    fc.assert(
      fc.property(
        arbitraryCredentials.filter((credentials) => credentials.length > 0),
        fc.nat(),
        (credentials, at) => {
          const record = encodeOpenIdCredentials(credentials);
          const cut = record.subarray(0, 1 + (at % (record.length - 1)));
          expect(() => decodeOpenIdCredentials(cut)).toThrow(RecordError);
          expect(() => decodeOpenIdCredentials(concatBytes(record, Uint8Array.of(0)))).toThrow(RecordError);
        },
      ),
    );
    expect(() => decodeOpenIdCredentials(Uint8Array.of(2, 0))).toThrow(
      'OpenID credentials record of version 2',
    );
    expect(() => credentialWithDigest(Uint8Array.of(2, 0), new Uint8Array(28))).toThrow(RecordError);
  });

  test('tells whose account calls and takes its time stamp in place', () => {
    fc.assert(
      fc.property(arbitraryCredentials, fc.nat(99), time, (credentials, at, now) => {
        const record = concatBytes(Uint8Array.of(9), encodeOpenIdCredentials(credentials)).subarray(1);
        const wanted = credentials[at];
        if (wanted === undefined || wanted.keyDigest === null) return;
        const index = credentialWithDigest(record, wanted.keyDigest);
        expect(credentials[index]?.keyDigest).toEqual(wanted.keyDigest);
        stampCredential(record, index, now);
        expect(decodeOpenIdCredentials(record)).toEqual(
          credentials.map((credential, i) => (i === index ? { ...credential, lastUsage: now } : credential)),
        );
        expect(credentialWithDigest(record, new Uint8Array(28).fill(1))).toBe(-1);
      }),
    );
  });

  test('of version 1 stays readable for ever', () => {
    const credentials: OpenIdCredential[] = [
      {
        iss: 'i',
        sub: 's',
        aud: 'é',
        metadata: [['name', { kind: 'string', value: 'Ada' }]],
        lastUsage: 0x0102_0304_0506_0708n,
        keyDigest: new Uint8Array(28).fill(0xab),
      },
      { iss: 'j', sub: 't', aud: '', metadata: [], lastUsage: null, keyDigest: null },
    ];
    const record = [
      '01 02',
      'abababababababababababababababababababababababababababab 0102030405060708',
      '00000000000000000000000000000000000000000000000000000000 0000000000000000',
      '000169 000173 0002c3a9 0001 00046e616d65 00 0003416461',
      '00016a 000174 0000 0000',
    ]
      .join('')
      .replaceAll(' ', '');
    expect(hex(encodeOpenIdCredentials(credentials))).toBe(record);
    expect(decodeOpenIdCredentials(Uint8Array.from(Buffer.from(record, 'hex')))).toEqual(credentials);
  });
});
