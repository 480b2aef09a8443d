import type { IssuedDelegation } from '../authorize/request.ts';
import type { KnownPasskey, NewPasskey, PasskeyError } from '../passkey/passkeys.ts';
import type { Result } from '../result.ts';

// What the flows may ask of the canister, in the words of this page. Candid stops behind this interface.

/** Identity number, in decimal. Kept as text: nothing is computed with it. */
export type IdentityNumber = string;

/** Why the canister, or the way to it, said no. */
export type CanisterError =
  | { readonly kind: 'lostConnection' }
  /** The key that signed the call does not, or no longer, belong to the identity. */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'rateLimited' }
  | { readonly kind: 'identityLimitReached' }
  | { readonly kind: 'captchaNotBuilt' }
  /** The registration took longer than the canister waits. */
  | { readonly kind: 'registrationExpired' }
  /** Anything else: one short line for people who can help. */
  | { readonly kind: 'refused'; readonly text: string };

/** A key that may act for one identity for some minutes. Made and read by this folder only. */
export interface Session {
  readonly number: IdentityNumber;
  /** DER key of the passkey it rests on. */
  readonly passkey: Uint8Array;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A registration that the canister has begun for a temporary key. */
export interface Registration {
  /** Picture to type off, as a data URL; null when no captcha is asked for. */
  readonly captcha: string | null;
  /** Milliseconds since 1970, after which the canister has forgotten it. */
  readonly expiresAt: number;
}

export interface PasskeyInfo {
  readonly publicKey: Uint8Array;
  readonly name: string;
  readonly kind: 'passkey' | 'recoveryDevice' | 'recoveryPhrase' | 'otherKey';
  readonly origin: string | null;
  /** Milliseconds since 1970; null when never used. */
  readonly lastUsed: number | null;
}

export interface IdentityInfo {
  readonly number: IdentityNumber;
  readonly passkeys: readonly PasskeyInfo[];
}

export interface DelegationOrder {
  /** The origin the principal is derived for, verified and remapped. */
  readonly effectiveOrigin: string;
  readonly sessionKey: Uint8Array;
  /** Nanoseconds; null for the canister's default. */
  readonly maxTimeToLive: bigint | null;
}

export interface Canister {
  /** Begins a registration under a fresh temporary key. */
  startRegistration(): Promise<Result<Registration, CanisterError>>;
  /** Answers the captcha; the new state of the registration has another picture when it was wrong. */
  solveCaptcha(registration: Registration, solution: string): Promise<Result<Registration, CanisterError>>;
  /** Makes the identity. The temporary key then acts for it, without another prompt, for ten minutes. */
  finishRegistration(
    registration: Registration,
    passkey: NewPasskey,
  ): Promise<Result<Session, CanisterError>>;
  /** Passkeys of an identity, recovery devices too; null when no such identity can be signed in to. */
  passkeysOf(number: IdentityNumber): Promise<Result<readonly KnownPasskey[] | null, CanisterError>>;
  /**
   * Opens a session with one of an identity's passkeys; the browser asks the person.
   * The canister first sees it at the first call.
   */
  openSession(
    number: IdentityNumber,
    passkeys: readonly KnownPasskey[],
  ): Promise<Result<Session, PasskeyError>>;
  /** Has the canister sign a delegation for a dapp's session key. */
  issueDelegation(session: Session, order: DelegationOrder): Promise<Result<IssuedDelegation, CanisterError>>;
  identityInfo(session: Session): Promise<Result<IdentityInfo, CanisterError>>;
}
