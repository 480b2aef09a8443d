import type { Canister, CanisterError } from '../canister/canister.ts';
import type { KnownPasskey } from '../passkey/passkeys.ts';
import type { Result } from '../result.ts';

export type Lookup = Result<readonly KnownPasskey[] | null, CanisterError>;

/** Passkeys of identities, looked up ahead while the person reads: the prompt then follows the click at once. */
export interface Lookups {
  /** Begins a look-up whose answer the next {@link get} may take. */
  prefetch(canister: Canister, number: string): void;
  get(canister: Canister, number: string): Promise<Lookup>;
}

/** An answer older than this is fetched again; passkeys may have been added elsewhere. */
const FRESH_MS = 5 * 60 * 1000;

/** @param now - milliseconds since 1970 */
export function createLookups(now: () => number): Lookups {
  const ahead = new Map<string, { readonly lookup: Promise<Lookup>; readonly at: number }>();
  return {
    prefetch(canister, number) {
      const lookup = canister.passkeysOf(number);
      // Whoever gets it hears of the failure; nobody may.
      lookup.catch(() => undefined);
      ahead.set(number, { lookup, at: now() });
    },
    async get(canister, number) {
      const begun = ahead.get(number);
      ahead.delete(number);
      if (begun !== undefined && now() - begun.at < FRESH_MS) {
        const lookup = await begun.lookup;
        if (lookup.ok && lookup.value !== null) return lookup;
      }
      return canister.passkeysOf(number);
    },
  };
}
