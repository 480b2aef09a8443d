import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryDevice } from '../../../tests/support/arbitrary_anchor.ts';
import { selfAuthenticatingPrincipal } from '../encoding/principal.ts';
import {
  type Anchor,
  DATA_LIMIT,
  DEVICE_LIMIT,
  addDevice,
  deviceIndex,
  emptyAnchor,
  modifyDevice,
  removeDevice,
  renameAnchor,
  replaceDevice,
  replaceMetadata,
} from './anchor.ts';
import { type AnchorError, anchorErrorText } from './anchor_error.ts';
import { utf8Length } from '../encoding/bytes.ts';
import { deviceSize } from './device.ts';
import { metadataSize } from './metadata.ts';

const key = (n: number) => Uint8Array.of(n);
const caller = selfAuthenticatingPrincipal(key(0));

/** One edit, its keys drawn from a few so that they meet. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant('add'), device: arbitraryDevice, n: fc.nat(14) }),
  fc.record({ kind: fc.constant('modify'), device: arbitraryDevice, n: fc.nat(14) }),
  fc.record({ kind: fc.constant('replace'), device: arbitraryDevice, n: fc.nat(14), by: fc.nat(14) }),
  fc.record({ kind: fc.constant('remove'), n: fc.nat(14) }),
);

describe('edits of an identity', () => {
  test('keep every invariant, and change nothing when they are refused', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        let anchor: Anchor = emptyAnchor(0n);
        for (const e of edits) {
          const before = structuredClone(anchor);
          const device = 'device' in e ? { ...e.device, pubkey: key('by' in e ? e.by : e.n) } : null;
          const result =
            device === null
              ? removeDevice(anchor, key(e.n), caller)
              : e.kind === 'add'
                ? addDevice(anchor, device)
                : e.kind === 'modify'
                  ? modifyDevice(anchor, key(e.n), device, caller)
                  : replaceDevice(anchor, key(e.n), device, caller);
          expect(anchor).toEqual(before);
          if (!result.ok) {
            expect(anchorErrorText(result.error)).not.toBe('');
            continue;
          }
          anchor = result.value;
          const { devices } = anchor;
          expect(devices.length).toBeLessThanOrEqual(DEVICE_LIMIT);
          expect(devices.reduce((sum, d) => sum + deviceSize(d), 0)).toBeLessThanOrEqual(DATA_LIMIT);
          expect(devices.filter((d) => d.keyType === 'seed_phrase').length).toBeLessThanOrEqual(1);
          expect(new Set(devices.map((d) => d.pubkey.join())).size).toBe(devices.length);
          expect(deviceIndex(anchor, key(e.n)) >= 0).toBe(
            e.kind === 'add' || e.kind === 'modify' || ('by' in e && e.by === e.n),
          );
          for (const d of devices) {
            if (d.protection === 'protected') expect(d.keyType).toBe('seed_phrase');
            if (d.keyType === 'seed_phrase') expect(d.credentialId).toBeNull();
          }
        }
      }),
    );
  });

  test('of the metadata count its bytes in all levels', () => {
    const metadata = (size: number) =>
      [
        ['é', { kind: 'map', value: [['k', { kind: 'bytes', value: new Uint8Array(size - 4) }]] }],
        ['n', { kind: 'string', value: '' }],
      ] as const;
    expect(metadataSize(metadata(2500), utf8Length)).toBe(2500);
    expect(replaceMetadata(emptyAnchor(0n), metadata(2500)).ok).toBe(true);
    expect(replaceMetadata(emptyAnchor(0n), metadata(2501))).toEqual({
      ok: false,
      error: { kind: 'tooMuchData', length: 2501, limit: 2500 },
    });
  });

  test('of the name end at 128 bytes', () => {
    expect(renameAnchor(emptyAnchor(0n), 'é'.repeat(64)).ok).toBe(true);
    expect(renameAnchor(emptyAnchor(0n), 'é'.repeat(64) + 'a')).toEqual({
      ok: false,
      error: { kind: 'nameTooLong', limit: 128 },
    });
    expect(renameAnchor({ ...emptyAnchor(0n), name: 'a' }, null)).toMatchObject({ value: { name: null } });
  });
});

describe('the texts of refusals', () => {
  test.each<[AnchorError, string]>([
    [
      { kind: 'tooManyDevices', count: 11, limit: 10 },
      'Anchor device limit exceeded: num devices 11, limit 10',
    ],
    [{ kind: 'nameTooLong', limit: 128 }, 'Name is too long. Maximum length of name is 128.'],
    [{ kind: 'deviceNotFound', pubkey: Uint8Array.of(0, 255) }, 'Device with key 00ff not found.'],
    [{ kind: 'deviceKeyChange' }, 'Device key cannot be updated.'],
  ])('%o', (error, text) => {
    expect(anchorErrorText(error)).toBe(text);
  });
});
