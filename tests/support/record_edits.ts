/** Edits of devices in the bytes of a record, beside those that the rules make of the decoded identity. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Anchor, addDevice, modifyDevice, removeDevice } from '../../src/backend/domain/anchor.ts';
import type { AnchorError } from '../../src/backend/domain/anchor_error.ts';
import type { Device } from '../../src/backend/domain/device.ts';
import type { Result } from '../../src/backend/domain/result.ts';
import { equalBytes } from '../../src/backend/encoding/bytes.ts';
import { hex } from '../../src/backend/encoding/hex.ts';
import {
  addedInRecord,
  changedInRecord,
  type EditedRecord,
  removedInRecord,
} from '../../src/backend/services/edits_in_record.ts';
import { encodeAnchor } from '../../src/backend/storage/codecs/anchor_record.ts';
import { arbitraryAnchor, arbitraryDevice } from './arbitrary_anchor.ts';

/** Nobody's principal. */
const STRANGER = new Uint8Array(29);

/** An identity and a device that is new to it, has the key of one of its devices, or one's key and credential id. */
const arbitraryEdit = fc
  .tuple(arbitraryAnchor, arbitraryDevice, fc.nat(), fc.constantFrom('new', 'key', 'credential'))
  .map(([anchor, device, place, likeness]) => {
    const like = anchor.devices[place % Math.max(anchor.devices.length, 1)];
    if (like === undefined || likeness === 'new') return { anchor, device };
    const { pubkey, credentialId } = like;
    return {
      anchor,
      device: likeness === 'key' ? { ...device, pubkey } : { ...device, pubkey, credentialId },
    };
  });

/** Makes three edits in each of so many random records. */
export function expectEditsToAgree(cases: number): void {
  let made = 0;
  fc.assert(
    fc.property(arbitraryEdit, ({ anchor, device }) => {
      const record = encodeAnchor(anchor);
      const bytes = hex(record);
      const { pubkey } = device;
      for (const [edited, expected] of [
        [addedInRecord(record, device), addDevice(anchor, device)],
        [
          changedInRecord(record, pubkey, device),
          modifyDevice(anchor, pubkey, kept(anchor, device), STRANGER),
        ],
        [removedInRecord(record, pubkey), removeDevice(anchor, pubkey, STRANGER)],
      ] as const) {
        expectToAgree(anchor, edited, expected);
        if (edited !== null) made++;
      }
      expect(hex(record)).toBe(bytes);
    }),
    { numRuns: cases },
  );
  expect(made).toBeGreaterThan(cases / 4);
}

/** An edit in the record is the domain's, if it is one at all. */
function expectToAgree(
  before: Anchor,
  edited: EditedRecord | null,
  expected: Result<Anchor, AnchorError>,
): void {
  if (edited === null) return;
  if (!expected.ok) throw new Error(`not refused: ${expected.error.kind}`);
  expect(hex(edited.record)).toBe(hex(encodeAnchor(expected.value)));
  const credentials = ({ devices }: Anchor) => devices.map(({ credentialId }) => credentialId);
  expect(edited.lost).toEqual(missing(credentials(before), credentials(expected.value)));
  expect(edited.gained).toEqual(missing(credentials(expected.value), credentials(before)));
}

/** The first of some credential ids that none of the others is, or null. */
function missing(
  some: readonly (Uint8Array | null)[],
  others: readonly (Uint8Array | null)[],
): Uint8Array | null {
  const isThere = (id: Uint8Array) => others.some((other) => other !== null && equalBytes(other, id));
  return some.find((id) => id !== null && !isThere(id)) ?? null;
}

const kept = (anchor: Anchor, device: Device): Device => {
  const current = anchor.devices.find(({ pubkey }) => equalBytes(pubkey, device.pubkey));
  return { ...device, lastUsage: current?.lastUsage ?? null };
};
