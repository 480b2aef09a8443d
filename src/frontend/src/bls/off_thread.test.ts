import { bls12_381 } from '@noble/curves/bls12-381';
import { describe, expect, it } from 'vitest';
import { type BlsQuestion, createOffThreadVerifier, READY } from './off_thread.ts';
import { verifyBls } from './verify.ts';

const SECRET = new Uint8Array(32).fill(7);
const MESSAGE = Uint8Array.of(1, 2, 3);
const KEY = bls12_381.getPublicKeyForShortSignatures(SECRET);
const SIGNATURE = bls12_381.signShortSignature(MESSAGE, SECRET);

/** A thread that answers when it is told to. */
function fakeThread() {
  const asked: BlsQuestion[] = [];
  const thread = {
    postMessage: (question: BlsQuestion) => void asked.push(question),
    onmessage: null as ((event: unknown) => void) | null,
    onerror: null as ((event: unknown) => void) | null,
    terminate: () => undefined,
  };
  const answer = (id: number, valid: unknown): void => thread.onmessage?.({ data: { id, valid } });
  const listen = (): void => thread.onmessage?.({ data: READY });
  return { asked, thread, answer, listen };
}

const nowhere = (): Promise<never> => Promise.reject(new Error('loaded here'));

describe('verifyBls', () => {
  it('should know a signature from what is none', () => {
    expect(verifyBls(KEY, SIGNATURE, MESSAGE)).toBe(true);
    expect(verifyBls(KEY, SIGNATURE, Uint8Array.of(9))).toBe(false);
    expect(verifyBls(KEY, new Uint8Array(48), MESSAGE)).toBe(false);
    expect(verifyBls(Uint8Array.of(1), SIGNATURE, MESSAGE)).toBe(false);
  });
});

describe('createOffThreadVerifier', () => {
  it('should hand each question to one thread once it listens, and each answer to its question', async () => {
    const { asked, thread, answer, listen } = fakeThread();
    let started = 0;
    const verify = createOffThreadVerifier(() => {
      started++;
      return thread as never;
    }, nowhere);
    const first = verify(KEY, SIGNATURE, MESSAGE);
    expect(asked).toEqual([]);
    listen();
    const second = verify(KEY, SIGNATURE, Uint8Array.of(9));
    expect(started).toBe(1);
    expect(asked.map(({ message }) => message)).toEqual([MESSAGE, Uint8Array.of(9)]);
    answer(asked[1]!.id, false);
    answer(asked[0]!.id, true);
    expect(await Promise.all([first, second])).toEqual([true, false]);
  });

  it('should take nothing but true for a yes, and no answer twice', async () => {
    const { asked, thread, answer, listen } = fakeThread();
    const verify = createOffThreadVerifier(() => thread as never, nowhere);
    const verified = verify(KEY, SIGNATURE, MESSAGE);
    listen();
    answer(asked[0]!.id, 'true');
    answer(asked[0]!.id, true);
    expect(await verified).toBe(false);
  });

  it('should check here where no thread can be started', async () => {
    const verify = createOffThreadVerifier(
      () => {
        throw new DOMException('refused', 'SecurityError');
      },
      async () => verifyBls,
    );
    expect(await verify(KEY, SIGNATURE, MESSAGE)).toBe(true);
    expect(await verify(KEY, SIGNATURE, Uint8Array.of(9))).toBe(false);
  });

  it('should check here what a thread that failed has left, and all that comes after', async () => {
    const { asked, thread, listen } = fakeThread();

    const verify = createOffThreadVerifier(
      () => thread as never,
      async () => verifyBls,
    );
    const left = verify(KEY, SIGNATURE, MESSAGE);
    listen();
    thread.onerror?.({});
    expect(await left).toBe(true);
    expect(await verify(KEY, SIGNATURE, Uint8Array.of(9))).toBe(false);
    expect(asked).toHaveLength(1);
  });
});
