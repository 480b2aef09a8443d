/** What a dapp asks for, whichever protocol it came by. All of it is checked, none of it is trusted. */
export interface AuthorizeRequest {
  /** Exact origin of the window that asked; the only place an answer is sent to. */
  readonly origin: string;
  /** DER public key that the delegation is for, 1..{@link MAX_SESSION_KEY_BYTES} bytes. */
  readonly sessionKey: Uint8Array;
  /** Nanoseconds; null leaves the choice to the canister. */
  readonly maxTimeToLive: bigint | null;
  /** Origin to derive the principal for, where the dapp names another than its own. Not yet verified. */
  readonly derivationOrigin: string | null;
  /** Principal that the dapp saw last time, as text. A hint only. */
  readonly autoSelectionPrincipal: string | null;
  /** Whether an identity that a PIN opens is good enough for the dapp. */
  readonly allowPin: boolean;
  /** Whether the delegation is to allow query calls only. */
  readonly queriesOnly: boolean;
}

/** By what somebody signed in. */
export type SignedInBy = 'passkey' | 'pin' | 'recovery';

/** A delegation from the canister, signed for the dapp's session key. */
export interface IssuedDelegation {
  /** DER canister-signature key that the dapp sees as its user. */
  readonly userKey: Uint8Array;
  /** Text of that key's principal. */
  readonly principal: string;
  readonly signedInBy: SignedInBy;
  readonly sessionKey: Uint8Array;
  /** Nanoseconds since 1970. */
  readonly expiration: bigint;
  /** Whether it allows query calls only, which it then says and is signed with. */
  readonly queriesOnly: boolean;
  /** CBOR canister signature. */
  readonly signature: Uint8Array;
}

/** RSA-4096 in DER takes 550 bytes; session keys in use take 44 or 91. */
export const MAX_SESSION_KEY_BYTES = 1024;

/** What the canister hashes as the frontend origin, in bytes. */
export const MAX_ORIGIN_BYTES = 255;

/** The field of a request that is not as it must be, by its name in the dapp's protocol. */
export type MalformedField =
  | 'origin'
  | 'sessionPublicKey'
  | 'publicKey'
  | 'maxTimeToLive'
  | 'derivationOrigin'
  | 'icrc95DerivationOrigin'
  | 'allowPinAuthentication'
  | 'autoSelectionPrincipal'
  | 'permissions'
  | 'targets';
