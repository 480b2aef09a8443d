import { encode } from 'cborg';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSignedByCanister } from './canister_signature.ts';

const TAG = Buffer.from('d9d9f7', 'hex');
/** The example of the interface specification: canister rwlgt-iiaaa-aaaaa-aaaaa-cai, seed 2a482c. */
const KEY = Buffer.from('301f300c060a2b0601040183b8430102030f000a000000000000000001012a482c', 'hex');
const ROOT_KEY = new Uint8Array(133);

const verify = (key: Uint8Array, signature: Uint8Array) =>
  isSignedByCanister(key, new Uint8Array(32), signature, ROOT_KEY);

it('should take no signature that is none, and never throw', async () => {
  const tagged = (content: unknown) => Buffer.concat([TAG, encode(content)]);
  const HOSTILE = [
    new Uint8Array(),
    TAG,
    tagged(null),
    tagged([]),
    tagged({}),
    tagged({ certificate: new Uint8Array(), tree: [0] }),
    tagged({ certificate: 'x', tree: 'x' }),
    tagged({ certificate: encode({ tree: [0], signature: new Uint8Array(48) }), tree: [9] }),
  ];
  for (const signature of HOSTILE) expect(await verify(KEY, signature)).toBe(false);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (bytes) => {
      expect(await verify(KEY, Buffer.concat([TAG, bytes]))).toBe(false);
      expect(await verify(bytes, bytes)).toBe(false);
    }),
  );
});

it('should take no key of another kind', async () => {
  for (let i = 0; i < KEY.length; i++) {
    const changed = Uint8Array.from(KEY);
    changed[i]! ^= 1;
    expect(await verify(changed, TAG)).toBe(false);
    expect(await verify(KEY.subarray(0, i), TAG)).toBe(false);
  }
});
