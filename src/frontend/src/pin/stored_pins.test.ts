import { describe, expect, it } from 'vitest';
import { createPins, type PinStore } from './stored_pins.ts';
import { storePin } from './testing/store_pin.ts';

const ITERATIONS = 1000;
const storeOf = (values: Record<string, unknown>): PinStore => ({
  numbers: async () => Object.keys(values),
  get: async (number) => values[number],
});

describe('createPins', () => {
  it('should open the key with its PIN, and with no other', async () => {
    const stored = await storePin('123456', ITERATIONS);
    const pins = createPins(storeOf({ '10000': stored }));
    expect([...(await pins.numbers())]).toEqual(['10000']);
    const key = await pins.unlock('10000', '123456');
    const message = Uint8Array.of(1, 2, 3);
    const signature = await key!.sign(message);
    expect(signature).toHaveLength(64);
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    expect(await crypto.subtle.verify(algorithm, stored.publicKey, signature.slice(), message)).toBe(true);
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', stored.publicKey));
    expect(key!.publicKey).toEqual(spki);
    expect(await pins.unlock('10000', '123457')).toBe(null);
    expect(await pins.unlock('10000', '')).toBe(null);
  });

  it('should know nobody where the store cannot be read, or holds something else', async () => {
    const broken = createPins({ numbers: () => Promise.reject(new Error()), get: async () => undefined });
    expect([...(await broken.numbers())]).toEqual([]);
    const odd = createPins({ numbers: async () => ['x', 7, '10000'], get: async () => undefined });
    expect([...(await odd.numbers())]).toEqual(['10000']);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'key'],
    ['an unknown curve', { namedCurve: 'toString' }],
    ['no iterations', { pinPbkdfIters: 0 }],
    ['iterations without end', { pinPbkdfIters: 1e12 }],
    ['no salt', { pinSalt: null }],
  ])('should refuse %s', async (_name, value) => {
    const stored = typeof value === 'object' ? { ...(await storePin('123456', 1)), ...value } : value;
    await expect(createPins(storeOf({ '1': stored })).unlock('1', '123456')).rejects.toThrow(
      'cannot be read',
    );
  });
});
