/** A signature for the other thread to check. */
export interface BlsQuestion {
  readonly id: number;
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
}

export interface BlsAnswer {
  readonly id: number;
  readonly valid: boolean;
}

/** The other thread's first message: it listens from then on. */
export const READY = 'ready';

export type VerifyBls = (key: Uint8Array, signature: Uint8Array, message: Uint8Array) => Promise<boolean>;

type Thread = Pick<Worker, 'postMessage' | 'onmessage' | 'onerror' | 'terminate'>;

interface Waiting {
  readonly question: BlsQuestion;
  answer(valid: boolean): void;
  /** Checks it in this thread after all. */
  takeBack(): void;
}

/**
 * Checks signatures in another thread, which is started for the first one; where the browser starts none, in
 * this one.
 * @param start - throws where there is no other thread to have
 * @param loadVerify - for this thread; rejects when it cannot be fetched
 */
export function createOffThreadVerifier(
  start: () => Thread,
  loadVerify: () => Promise<(...question: Parameters<VerifyBls>) => boolean>,
): VerifyBls {
  const waiting = new Map<number, Waiting>();
  /** Undefined before the first signature, null where there is none. */
  let thread: Thread | null | undefined;
  let listens = false;
  let next = 0;

  const begin = (): Thread | null => {
    try {
      const started = start();
      started.onmessage = ({ data }: MessageEvent<BlsAnswer | typeof READY>) => {
        if (data === READY) {
          listens = true;
          for (const { question } of waiting.values()) started.postMessage(question);
          return;
        }
        waiting.get(data.id)?.answer(data.valid === true);
        waiting.delete(data.id);
      };
      started.onerror = () => {
        started.terminate();
        thread = null;
        for (const { takeBack } of waiting.values()) takeBack();
        waiting.clear();
      };
      return started;
    } catch {
      return null;
    }
  };
  const verifyHere: VerifyBls = async (...question) => (await loadVerify())(...question);

  return (key, signature, message) => {
    if (thread === undefined) thread = begin();
    const other = thread;
    if (other === null) return verifyHere(key, signature, message);
    const question: BlsQuestion = { id: next++, key, signature, message };
    return new Promise((resolve, reject) => {
      const takeBack = (): void => void verifyHere(key, signature, message).then(resolve, reject);
      waiting.set(question.id, { question, answer: resolve, takeBack });
      if (listens) other.postMessage(question);
    });
  };
}
