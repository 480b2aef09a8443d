import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesKey, compareBytes, toHex, utf8 } from '../encoding/bytes.ts';
import { digestOf, EMPTY, leaf } from './hash_tree.ts';
import { atLabel, type LabelMap, labelMap, neighbours, withLabel, withoutLabel } from './label_map.ts';
import { labelsOf } from './lookup.ts';

/** Few different bytes, so that prefixes and near misses are common. */
const label = fc.oneof(
  fc
    .array(fc.constantFrom(0, 1, 2, 0x7f, 0x80, 0xff), { maxLength: 4 })
    .map((bytes) => new Uint8Array(bytes)),
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
);
const labels = fc.uniqueArray(label, { maxLength: 40, selector: bytesKey });

function mapOf(names: readonly Uint8Array[]): LabelMap {
  return labelMap(names.map((name) => [name, leaf(name)]));
}

describe('label map', () => {
  it('should keep labels sorted and find each of them', () => {
    fc.assert(
      fc.property(labels, (names) => {
        const map = mapOf(names);
        expect(labelsOf(map).map((entry) => toHex(entry.label))).toEqual(
          [...names].sort(compareBytes).map(toHex),
        );
        for (const name of names) expect(atLabel(map, name)).toEqual(leaf(name));
      }),
    );
  });

  it('should not depend on the order in which labels are set', () => {
    fc.assert(
      fc.property(labels, (names) => {
        expect(digestOf(mapOf([...names].reverse()))).toEqual(digestOf(mapOf(names)));
      }),
    );
  });

  it('should be as before after a label was set and removed', () => {
    fc.assert(
      fc.property(labels, label, (names, other) => {
        const without = names.filter((name) => bytesKey(name) !== bytesKey(other));
        const map = mapOf(without);
        const removed = withoutLabel(withLabel(map, other, leaf(utf8('x'))), other);
        expect(digestOf(removed)).toEqual(digestOf(map));
        expect(withoutLabel(map, other)).toBe(map);
        expect(atLabel(map, other)).toBe(undefined);
      }),
    );
  });

  it('should replace the subtree of a label', () => {
    const map = withLabel(mapOf([utf8('a'), utf8('b')]), utf8('a'), leaf(utf8('new')));
    expect(atLabel(map, utf8('a'))).toMatchObject({ value: utf8('new') });
    expect(labelsOf(map)).toHaveLength(2);
  });

  it('should find the labels next to an absent one', () => {
    fc.assert(
      fc.property(labels, label, (names, absent) => {
        const sorted = names.filter((name) => bytesKey(name) !== bytesKey(absent)).sort(compareBytes);
        const before = sorted.filter((name) => compareBytes(name, absent) < 0).at(-1);
        const after = sorted.find((name) => compareBytes(name, absent) > 0);
        const expected = [before, after].filter((name) => name !== undefined).map(toHex);
        expect(neighbours(mapOf(sorted), absent).map((entry) => toHex(entry.label))).toEqual(expected);
      }),
    );
  });

  it('should be the empty tree without labels', () => {
    expect(labelMap([])).toBe(EMPTY);
    expect(withoutLabel(mapOf([utf8('a')]), utf8('a'))).toBe(EMPTY);
  });
});
