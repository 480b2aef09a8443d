import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryAnchor } from '../../../../tests/support/arbitrary_anchor.ts';
import type { Anchor } from '../../domain/anchor.ts';
import { RecordError } from '../../encoding/byte_reader.ts';
import { concatBytes, utf8 } from '../../encoding/bytes.ts';
import { hex } from '../../encoding/hex.ts';
import { selfAuthenticatingPrincipal } from '../../encoding/principal.ts';
import { characters } from '../../encoding/utf8.ts';
import {
  decodeAnchor,
  deviceUses,
  deviceWithDigest,
  deviceWithDigestString,
  encodeAnchor,
  lastUsageOf,
  originOf,
  stampLastUsage,
} from './anchor_record.ts';

describe('the record of an identity', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(arbitraryAnchor, (anchor) => {
        expect(decodeAnchor(encodeAnchor(anchor))).toEqual(anchor);
      }),
    );
  });

  test('tells uses and origins without being decoded', () => {
    fc.assert(
      fc.property(arbitraryAnchor, (anchor) => {
        const record = encodeAnchor(anchor);
        expect(deviceUses(record)).toEqual(
          anchor.devices.map(({ lastUsage, keyType, credentialId, purpose, origin }) => ({
            lastUsage: lastUsage ?? 0n,
            keyType,
            isPasskey: credentialId !== null,
            isRecovery: purpose === 'recovery',
            origin: utf8(origin ?? ''),
          })),
        );
        anchor.devices.forEach(({ lastUsage, origin }, index) => {
          expect(originOf(record, index)).toEqual(utf8(origin ?? ''));
          expect(lastUsageOf(record, index)).toBe(lastUsage ?? 0n);
        });
      }),
    );
  });

  test('is refused when bytes are missing or left', () => {
    fc.assert(
      fc.property(
        arbitraryAnchor,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (anchor, part) => {
          const record = encodeAnchor(anchor);
          expect(() => decodeAnchor(record.subarray(0, Math.trunc(record.length * part)))).toThrow(
            RecordError,
          );
          expect(() => decodeAnchor(concatBytes(record, Uint8Array.of(0)))).toThrow(RecordError);
        },
      ),
    );
  });

  test('never makes trouble but a RecordError, whatever the bytes are', () => {
    fc.assert(
      fc.property(arbitraryAnchor, fc.nat(), fc.nat(255), (anchor, at, byte) => {
        const record = encodeAnchor(anchor);
        record[at % record.length] = byte;
        try {
          decodeAnchor(record);
        } catch (error) {
          expect(error).toBeInstanceOf(RecordError);
        }
      }),
    );
  });

  test('tells whose device calls and takes its time stamp in place', () => {
    fc.assert(
      fc.property(arbitraryAnchor, fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }), (anchor, now) => {
        const record = encodeAnchor(anchor);
        const devices = anchor.devices.map((device, i) => {
          const principal = selfAuthenticatingPrincipal(device.pubkey);
          expect(deviceWithDigest(record, principal)).toBe(i);
          expect(deviceWithDigestString(record, characters(principal.subarray(0, 28)))).toBe(i);
          stampLastUsage(record, i, now);
          return { ...device, lastUsage: now };
        });
        expect(decodeAnchor(record)).toEqual({ ...anchor, devices });
        expect(deviceWithDigest(record, new Uint8Array(29))).toBe(-1);
        expect(deviceWithDigestString(record, characters(new Uint8Array(28)))).toBe(-1);
      }),
    );
  });

  test('does not mind where in a larger array it stands', () => {
    fc.assert(
      fc.property(arbitraryAnchor, (anchor) => {
        const record = concatBytes(Uint8Array.of(9, 9, 9), encodeAnchor(anchor)).subarray(3);
        expect(decodeAnchor(record)).toEqual(anchor);
      }),
      { numRuns: 20 },
    );
  });

  test('of version 1 stays readable for ever', () => {
    const anchor: Anchor = {
      devices: [
        {
          pubkey: Uint8Array.of(1, 2, 3),
          alias: 'é',
          credentialId: Uint8Array.of(4),
          purpose: 'recovery',
          keyType: 'cross_platform',
          protection: 'unprotected',
          origin: 'o',
          metadata: [
            ['s', { kind: 'string', value: 't' }],
            ['b', { kind: 'bytes', value: Uint8Array.of(5) }],
            ['m', { kind: 'map', value: [] }],
          ],
          lastUsage: 0x0102_0304_0506_0708n,
        },
        {
          pubkey: Uint8Array.of(6),
          alias: '',
          credentialId: null,
          purpose: 'authentication',
          keyType: 'seed_phrase',
          protection: 'protected',
          origin: null,
          metadata: null,
          lastUsage: null,
        },
      ],
      name: 'n',
      metadata: [['k', { kind: 'string', value: '' }]],
      createdAt: 9n,
    };
    const record = [
      '01 02 0000000000000009',
      '3917aaaaa61d81deb93ef1c27ec647f126fb932894b7caa9df286193 0102030405060708 e9',
      '601e46f528e280dcc815e6c800ac13d0b679c5c027c5d5fe4c526ced 0000000000000000 0e',
      '0003010203 0002c3a9 000104 00016f 0003 000173 00 000174 000162 01 000105 00016d 02 0000',
      '000106 0000',
      '01 00016e 0001 00016b 00 0000',
    ]
      .join('')
      .replaceAll(' ', '');
    expect(hex(encodeAnchor(anchor))).toBe(record);
    expect(decodeAnchor(Uint8Array.from(Buffer.from(record, 'hex')))).toEqual(anchor);
  });

  test('of another version is refused', () => {
    const record = Uint8Array.of(2, 0, 0);
    expect(() => decodeAnchor(record)).toThrow('anchor record of version 2');
    expect(() => deviceWithDigest(record, new Uint8Array(29))).toThrow('anchor record of version 2');
  });
});
