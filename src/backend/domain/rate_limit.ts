/**
 * Token bucket for registrations (contract, 2.3): full at its first use after an installation or upgrade, one token
 * more for every full interval, never more than `maxTokens`. An interval of 0 means no limit.
 */
export interface RateLimit {
  readonly timePerTokenNs: bigint;
  readonly maxTokens: bigint;
}

export class TokenBucket {
  #tokens: bigint | null = null;
  #since = 0n;

  /** Spends a token. @returns whether there was one */
  take({ timePerTokenNs, maxTokens }: RateLimit, now: bigint): boolean {
    if (timePerTokenNs === 0n) return true;
    if (this.#tokens === null) {
      this.#tokens = maxTokens;
      this.#since = now;
    }
    const earned = (now - this.#since) / timePerTokenNs;
    // What is left of an interval is kept, so that waiting in small steps earns as much as waiting at once.
    this.#since += earned * timePerTokenNs;
    const held = this.#tokens + earned;
    this.#tokens = held < maxTokens ? held : maxTokens;
    if (this.#tokens === 0n) return false;
    this.#tokens -= 1n;
    return true;
  }

  /** Tokens held when last used; null before the first use. */
  get tokens(): bigint | null {
    return this.#tokens;
  }
}
