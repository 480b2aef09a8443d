/**
 * Captchas of the first generation of methods that nobody has answered yet (contract, 2.3). Kept in the heap, so an
 * upgrade ends them.
 */

export const CHALLENGE_LIFETIME_NS = 300_000_000_000n;
const KEY_LENGTH = 10;
const KEY_CHARACTERS = 25;
const KEY_ATTEMPTS = 10;

interface Challenge {
  readonly solution: string;
  readonly expiration: bigint;
}

export class Challenges {
  /** By key, in the order of their creation, which is that of their ends. */
  readonly #challenges = new Map<string, Challenge>();

  /** Number of challenges, after forgetting those whose time is over. */
  countLive(now: bigint): number {
    for (const [key, { expiration }] of this.#challenges) {
      if (expiration > now) break;
      this.#challenges.delete(key);
    }
    return this.#challenges.size;
  }

  /** Keeps a solution. @returns the key under which it can be answered; null when every key that was drawn is in use */
  add(solution: string, now: bigint, randomByte: () => number): string | null {
    for (let attempt = 0; attempt < KEY_ATTEMPTS; attempt++) {
      const key = drawKey(randomByte);
      if (this.#challenges.has(key)) continue;
      this.#challenges.set(key, { solution, expiration: now + CHALLENGE_LIFETIME_NS });
      return key;
    }
    return null;
  }

  /** Ends a challenge. @returns its solution, or null when there is none under this key or its time is over */
  take(key: string, now: bigint): string | null {
    const challenge = this.#challenges.get(key);
    this.#challenges.delete(key);
    return challenge !== undefined && challenge.expiration > now ? challenge.solution : null;
  }

  /** Number of challenges, those included whose time is over and that nobody has noticed. */
  get count(): number {
    return this.#challenges.size;
  }
}

/** Letters from a to y; as in the published canister, some of them are a little likelier than others. */
function drawKey(randomByte: () => number): string {
  const a = 'a'.charCodeAt(0);
  let key = '';
  while (key.length < KEY_LENGTH) key += String.fromCharCode(a + (randomByte() % KEY_CHARACTERS));
  return key;
}
