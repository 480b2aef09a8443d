import type { Canister, CanisterError, Registration } from '../canister/canister.ts';
import type { Result } from '../result.ts';

/** The registration that the canister has begun, kept for another try after a closed prompt. */
export interface BegunRegistration {
  /**
   * Begins one, or hands out the one that still counts.
   * @param onRefusal - called as soon as the canister refuses
   */
  get(canister: Canister, onRefusal: () => void): Promise<Result<Registration, CanisterError>>;
  /** Whether the one that `get` handed out has been refused. */
  readonly refused: boolean;
  /** The next `get` begins a new one. */
  drop(): void;
}

/** @param now - milliseconds since 1970 */
export function createBegunRegistration(now: () => number): BegunRegistration {
  let current: Promise<Result<Registration, CanisterError>> | null = null;
  let settled: Result<Registration, CanisterError> | null = null;
  const drop = (): void => {
    current = null;
    settled = null;
  };
  return {
    get refused() {
      return settled !== null && !settled.ok;
    },
    get(canister, onRefusal) {
      if (settled !== null && (!settled.ok || settled.value.expiresAt <= now())) drop();
      if (current === null) {
        const begun = canister.startRegistration();
        current = begun;
        void begun.then((outcome) => {
          if (current === begun) settled = outcome;
        });
      }
      const registration = current;
      void registration.then((outcome) => {
        if (!outcome.ok) onRefusal();
      });
      return registration;
    },
    drop,
  };
}
