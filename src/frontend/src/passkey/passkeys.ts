import type { Result } from '../result.ts';

/** A passkey just made, not yet known to the canister. */
export interface NewPasskey {
  readonly credentialId: Uint8Array;
  /** COSE key in DER. */
  readonly publicKey: Uint8Array;
  /** At most 64 bytes; what the list of passkeys shows. */
  readonly name: string;
  /** Address it was made at; null when too long for the canister to keep. */
  readonly origin: string | null;
  readonly attachment: 'platform' | 'cross_platform' | null;
}

/** A passkey that the canister knows. */
export interface KnownPasskey {
  readonly credentialId: Uint8Array;
  readonly publicKey: Uint8Array;
  /** Address it was made at, where known. */
  readonly origin: string | null;
  /** Whether it is set aside for getting back in. */
  readonly isRecovery: boolean;
}

/** What a new passkey should be like. */
export interface PasskeyWish {
  /** Credential ids of the identity's passkeys: an authenticator that has one of them makes no second. */
  readonly exclude: readonly Uint8Array[];
  /** Whether it should be kept on a key or phone of its own, apart from this device. */
  readonly portable: boolean;
}

export interface PasskeySignature {
  readonly credentialId: Uint8Array;
  /** See `encodeWebAuthnSignature`. */
  readonly signature: Uint8Array;
}

export type PasskeyError =
  /** The person closed the prompt, or waited too long: browsers do not tell these apart. */
  | { readonly kind: 'cancelled' }
  /** This browser, or this address, has no WebAuthn. */
  | { readonly kind: 'unsupported' }
  /** The authenticator cannot keep passkeys, cannot check who is there, or makes no key of a known type. */
  | { readonly kind: 'unsuitableAuthenticator' }
  /** The authenticator has one of the identity's passkeys already. */
  | { readonly kind: 'alreadyHere' }
  | { readonly kind: 'failed'; readonly cause: unknown };

/** What this page asks authenticators for. */
export interface Passkeys {
  /** Makes a passkey; the browser asks the person. */
  create(wish: PasskeyWish): Promise<Result<NewPasskey, PasskeyError>>;
  /**
   * Signs bytes with one of some passkeys; the browser asks the person.
   * @param message - used as the challenge
   * @param allowed - credential ids; with none the person picks from all that the browser finds
   * @param rpId - host name that the passkeys are bound to; null for this page's own
   */
  sign(
    message: Uint8Array,
    allowed: readonly Uint8Array[],
    rpId: string | null,
  ): Promise<Result<PasskeySignature, PasskeyError>>;
  /** Takes back the prompt that is open, if any; the call that opened it answers `cancelled`. */
  cancel(): void;
}

export const ANY_PASSKEY: PasskeyWish = { exclude: [], portable: false };
