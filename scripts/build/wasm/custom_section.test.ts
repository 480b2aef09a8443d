import { describe, expect, it } from 'vitest';
import { appendCustomSection, readCustomSection } from './custom_section.ts';

const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

describe('custom sections', () => {
  it('are read back, whatever their length needs as a prefix', () => {
    for (const length of [0, 1, 100, 127, 128, 16_383, 16_384, 70_000]) {
      const content = new Uint8Array(length).fill(length);
      const wasm = appendCustomSection(EMPTY_MODULE, 'icp:public test', content);
      expect(readCustomSection(wasm, 'icp:public test')).toEqual(content);
    }
  });

  it('stand beside each other', () => {
    const wasm = appendCustomSection(
      appendCustomSection(EMPTY_MODULE, 'a', Uint8Array.of(1)),
      'b',
      Uint8Array.of(2),
    );
    expect(readCustomSection(wasm, 'a')).toEqual(Uint8Array.of(1));
    expect(readCustomSection(wasm, 'b')).toEqual(Uint8Array.of(2));
    expect(readCustomSection(wasm, 'c')).toBeNull();
  });
});
