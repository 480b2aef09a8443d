import { describe, expect, test } from 'vitest';
import { CertifiedState } from './certified_state.ts';

const labels = (seed: number, message: number) => ({
  seedHash: new Uint8Array(32).fill(seed),
  messageHash: new Uint8Array(32).fill(message),
});

describe('signatures in base64url', () => {
  test.each([1600, 1601, 1602])('are those of bytes, for a certificate of %i', (length) => {
    const state = new CertifiedState();
    state.certifyBody('/', new Uint8Array(32).fill(9));
    for (const message of [1, 2, 3]) state.signatures.add(labels(1, message), 0n);
    state.rootHash();
    const certificate = new Uint8Array(length).fill(0xfb);
    const texts = state.signatureTexts(certificate);
    for (const message of [1, 2, 3]) {
      const signature = state.signature(labels(1, message), certificate)!;
      const text = Buffer.concat(texts(labels(1, message))!).toString();
      expect(text).toBe(Buffer.from(signature).toString('base64url'));
    }
    expect(texts(labels(1, 4))).toBeNull();
    expect(texts(labels(2, 1))).toBeNull();
  });

  test('show the responses that were certified last', () => {
    const state = new CertifiedState();
    state.signatures.add(labels(1, 1), 0n);
    const certificate = new Uint8Array(100);
    const text = () => Buffer.concat(state.signatureTexts(certificate)(labels(1, 1))!).toString();
    state.rootHash();
    const before = text();
    state.certifyBody('/', new Uint8Array(32).fill(9));
    expect(text()).not.toBe(before);
    expect(text()).toBe(Buffer.from(state.signature(labels(1, 1), certificate)!).toString('base64url'));
  });
});
