import { describe, expect, it } from 'vitest';
import { deriveEd25519Seed } from './slip10.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

describe('deriveEd25519Seed', () => {
  // SLIP-0010, test vector 1 for ed25519.
  it.each([
    [[], '2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7'],
    [[0], '68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3'],
    [[0, 1, 2, 2, 1000000000], '8f94d394a8e8fd6b1bc2f3f49f5c47e385281d5c17e65324b0f62483e37e8793'],
  ])('should derive the published key at %j', async (path, key) => {
    expect(hex(await deriveEd25519Seed(unhex('000102030405060708090a0b0c0d0e0f'), path))).toBe(key);
  });
});
