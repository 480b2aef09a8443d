import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryAnchor } from '../../../tests/support/arbitrary_anchor.ts';
import { expectEditsToAgree } from '../../../tests/support/record_edits.ts';
import { DATA_LIMIT } from '../domain/anchor.ts';
import type { Device } from '../domain/device.ts';
import { decodeAnchor, encodeAnchor } from '../storage/codecs/anchor_record.ts';
import { DevicesInRecord } from '../storage/codecs/devices_in_record.ts';
import { addedInRecord, changedInRecord, removedInRecord } from './edits_in_record.ts';

describe('an edit in the record of an identity', () => {
  test('is that of the domain', () => {
    expectEditsToAgree(1000);
  });

  const plain = (n: number, fields: Partial<Device> = {}): Device => ({
    pubkey: Uint8Array.of(1, 2, n),
    alias: 'a',
    credentialId: Uint8Array.of(n),
    purpose: 'authentication',
    keyType: 'unknown',
    protection: 'unprotected',
    origin: null,
    metadata: null,
    lastUsage: null,
    ...fields,
  });
  const recordOf = (...devices: Device[]) =>
    encodeAnchor({ devices, name: 'name', metadata: [], createdAt: 1n });

  test('is made where nothing speaks against it', () => {
    const record = recordOf(plain(1), plain(2, { keyType: 'seed_phrase', credentialId: null }));
    expect(decodeAnchor(addedInRecord(record, plain(3))!.record).devices).toHaveLength(3);
    const changed = changedInRecord(record, plain(1).pubkey, plain(1, { alias: 'é'.repeat(32) }))!;
    expect(decodeAnchor(changed.record).devices[0]!.alias).toBe('é'.repeat(32));
    expect(removedInRecord(record, plain(2).pubkey)).toMatchObject({
      record: recordOf(plain(1)),
      lost: null,
    });
    expect(removedInRecord(record, plain(1).pubkey)!.lost).toEqual(Uint8Array.of(1));
  });

  test('is left to the rules at every limit', () => {
    const phrase = plain(2, { keyType: 'seed_phrase', credentialId: null, protection: 'protected' });
    const record = recordOf(plain(1), phrase);
    expect(addedInRecord(record, plain(1))).toBeNull();
    expect(addedInRecord(record, { ...phrase, pubkey: Uint8Array.of(3) })).toBeNull();
    expect(addedInRecord(record, plain(3, { alias: 'a'.repeat(65) }))).toBeNull();
    expect(changedInRecord(record, plain(3).pubkey, plain(3))).toBeNull();
    expect(changedInRecord(record, plain(1).pubkey, plain(3))).toBeNull();
    expect(changedInRecord(record, plain(1).pubkey, plain(1, { credentialId: null }))).toBeNull();
    expect(changedInRecord(record, phrase.pubkey, phrase)).toBeNull();
    expect(changedInRecord(record, plain(1).pubkey, plain(1, { keyType: 'seed_phrase' }))).toBeNull();
    expect(removedInRecord(record, plain(3).pubkey)).toBeNull();
    expect(removedInRecord(record, phrase.pubkey)).toBeNull();

    const many = Array.from({ length: 9 }, (_, n) => plain(n));
    expect(addedInRecord(recordOf(...many), plain(9))).not.toBeNull();
    expect(addedInRecord(recordOf(...many, plain(9)), plain(10))).toBeNull();

    const note = (bytes: number): Device =>
      plain(3, { metadata: [['note', { kind: 'bytes', value: new Uint8Array(bytes) }]] });
    const room = DATA_LIMIT - addedInRecord(record, note(0))!.record.length;
    expect(addedInRecord(record, note(room))!.record).toHaveLength(DATA_LIMIT);
    expect(addedInRecord(record, note(room + 1))).toBeNull();
  });

  test('needs the devices to be whole', () => {
    const record = recordOf(plain(1), plain(2));
    const { length } = new DevicesInRecord(record).without(1);
    expect(() => new DevicesInRecord(record.subarray(0, length))).toThrow('record ends too early');
    expect(() => new DevicesInRecord(record.subarray(0, 1))).toThrow('record ends too early');
  });
});

describe('devices in the record of an identity', () => {
  test('are those that it is decoded to', () => {
    fc.assert(
      fc.property(arbitraryAnchor, (anchor) => {
        const devices = new DevicesInRecord(encodeAnchor(anchor));
        expect(devices.count).toBe(anchor.devices.length);
        anchor.devices.forEach((device, i) => {
          expect(devices.device(i)).toEqual(device);
          expect(devices.credentialId(i)).toEqual(device.credentialId);
          expect(devices.isProtected(i)).toBe(device.protection === 'protected');
        });
      }),
    );
  });
});
