import type { IssuedDelegation, SignedInBy } from '../authorize/request.ts';
import type { KnownPasskey, NewPasskey, PasskeyError } from '../passkey/passkeys.ts';
import type { Result } from '../result.ts';
import type { NativeLoginFault, NativeRequest } from './native_request.ts';
import type { BoundToken, LinkedAccount, TokenRequest } from './provider.ts';

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
  /** No identity has that number. */
  | { readonly kind: 'unknownIdentity' }
  /** The identity has as many ways in as the canister keeps. */
  | { readonly kind: 'tooManyMethods' }
  | { readonly kind: 'alreadyAdded' }
  /** The identity has as many accounts as the canister keeps, at all apps together. */
  | { readonly kind: 'tooManyAccounts' }
  /** Only the recovery phrase itself may change a locked phrase. */
  | { readonly kind: 'locked' }
  /** No identity is opened by this account of a provider. */
  | { readonly kind: 'unknownAccount' }
  /** What the provider signed is not good, or not good any more. */
  | { readonly kind: 'tokenRefused' }
  /** Some identity is opened by this account already. */
  | { readonly kind: 'accountTaken' }
  /** The way in was removed meanwhile. */
  | { readonly kind: 'methodGone' }
  /** The registration took longer than the canister waits. */
  | { readonly kind: 'registrationExpired' }
  /** Anything else: one short line for people who can help. */
  | { readonly kind: 'refused'; readonly text: string };

/** A key that may act for one identity for some minutes. Made and read by this folder only. */
export interface Session {
  readonly number: IdentityNumber;
  /** DER key of the passkey, recovery phrase, PIN or account it rests on. */
  readonly openedBy: Uint8Array;
  readonly signedInBy: SignedInBy;
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

/** One way into an identity. */
export interface AccessMethod {
  readonly publicKey: Uint8Array;
  /** Null for keys that are no passkeys. */
  readonly credentialId: Uint8Array | null;
  readonly name: string;
  readonly kind: 'passkey' | 'securityKey' | 'recoveryDevice' | 'recoveryPhrase' | 'otherKey';
  readonly origin: string | null;
  /** Milliseconds since 1970; null when never used. */
  readonly lastUsed: number | null;
  /** Whether only its own key can change or remove it. */
  readonly locked: boolean;
}

/** What is to become a way into an identity. */
export type NewAccessMethod =
  | { readonly kind: 'passkey' | 'recoveryDevice'; readonly passkey: NewPasskey }
  | { readonly kind: 'recoveryPhrase'; readonly publicKey: Uint8Array };

/** An identity waits for a passkey from another browser. */
export interface Pairing {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Name of the passkey that asks to come in; null while none does. */
  readonly asking: string | null;
}

export interface IdentityInfo {
  readonly number: IdentityNumber;
  readonly methods: readonly AccessMethod[];
  readonly accounts: readonly LinkedAccount[];
  readonly pairing: Pairing | null;
}

/** What the canister says to a confirmation code. */
export type CodeAnswer =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'wrongCode'; readonly triesLeft: number }
  /** The time is over, or the tries are. */
  | { readonly kind: 'pairingOff' };

/** What the canister says to a passkey that asks to come in from another browser. */
export type PairingAnswer =
  | { readonly kind: 'asked'; readonly code: string; readonly expiresAt: number }
  | { readonly kind: 'pairingOff' }
  | { readonly kind: 'anotherAsks' };

/** One of the several ways in which an identity may appear at an app. */
export interface AppAccount {
  /** Null for the first one, which is always there, while it has no name. */
  readonly number: bigint | null;
  readonly name: string | null;
  /** Milliseconds since 1970; null when never used. */
  readonly lastUsed: number | null;
  /** Whether it is to be offered first. */
  readonly preferred: boolean;
}

/** The accounts of an identity at one app. */
export interface AppAccounts {
  list(): Promise<Result<readonly AppAccount[], CanisterError>>;
  /** @param name - at most {@link MAX_NAME_BYTES} */
  add(name: string): Promise<Result<AppAccount, CanisterError>>;
  /** The first account gets a number with its name. */
  rename(account: AppAccount, name: string): Promise<Result<AppAccount, CanisterError>>;
  /** Has the account offered first from now on, where there are several. */
  prefer(account: AppAccount): Promise<Result<null, CanisterError>>;
}

export interface DelegationOrder {
  /** The origin the principal is derived for, verified and remapped. */
  readonly effectiveOrigin: string;
  readonly sessionKey: Uint8Array;
  /** Nanoseconds; null for the canister's default. */
  readonly maxTimeToLive: bigint | null;
  /** Number of the account at the app; null for the first one while it has none. */
  readonly account: bigint | null;
  /** Whether to allow query calls only. */
  readonly queriesOnly: boolean;
}

/** A key that this page can sign with by itself. */
export interface HeldKey {
  /** DER. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** The two origins of a verifiable presentation, verified and remapped. */
export interface AliasOrder {
  readonly relyingParty: string;
  readonly issuer: string;
}

/** What the canister tells one of the two dapps about an alias. */
export interface AliasCredential {
  /** JSON Web Signature in its compact form. */
  readonly jws: string;
  /** The person's principal at this dapp, as text. */
  readonly principal: string;
}

/** An alias that was never used before, and never will be again. */
export interface IdAlias {
  /** Principal of the alias, as text. */
  readonly alias: string;
  readonly relyingParty: AliasCredential;
  readonly issuer: AliasCredential;
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
   * @param rpId - host name that the passkeys are bound to; null for this page's own
   */
  openSession(
    number: IdentityNumber,
    passkeys: readonly KnownPasskey[],
    rpId: string | null,
  ): Promise<Result<Session, PasskeyError>>;
  /**
   * Opens a session with whichever passkey the person picks; its identity is found by it.
   * `unknownPasskey` when no identity has it.
   */
  openSessionByAnyPasskey(): Promise<
    Result<Session, PasskeyError | CanisterError | { readonly kind: 'unknownPasskey' }>
  >;
  /**
   * Opens a session with a key that this page holds. Whether it belongs to the identity shows at the first
   * call.
   */
  openSessionByKey(number: IdentityNumber, key: HeldKey, kind: 'recovery' | 'pin'): Promise<Session>;
  /**
   * Begins to ask a provider for a token: in the name of a session, to link an account, or of a fresh temporary key, to
   * sign in.
   */
  newTokenRequest(session: Session | null): Promise<TokenRequest>;
  /** Opens a session of the identity that an account opens. */
  openSessionByToken(token: BoundToken): Promise<Result<Session, CanisterError>>;
  /** Begins a registration under the key that a token is bound to. */
  startTokenRegistration(request: TokenRequest): Promise<Result<Registration, CanisterError>>;
  /** Makes the identity, without a passkey, and opens it. */
  finishTokenRegistration(token: BoundToken): Promise<Result<Session, CanisterError>>;
  linkAccount(session: Session, token: BoundToken): Promise<Result<null, CanisterError>>;
  unlinkAccount(session: Session, account: LinkedAccount): Promise<Result<null, CanisterError>>;
  /** Has the canister sign a delegation for a dapp's session key. */
  issueDelegation(session: Session, order: DelegationOrder): Promise<Result<IssuedDelegation, CanisterError>>;
  /** The identity's accounts at an app. @param origin - the origin that principals are derived for */
  appAccounts(session: Session, origin: string): Promise<AppAccounts>;
  /** Makes an alias under which an issuer can speak to a dapp about the person. */
  newIdAlias(session: Session, order: AliasOrder): Promise<Result<IdAlias, CanisterError>>;
  /** Checks what a native app asks for. @param query - of the page's address */
  checkNativeRequest(query: string): Promise<Result<NativeRequest, CanisterError | NativeLoginFault>>;
  /** Lets a native app in. @returns the address with the code in it, to which the browser is to go */
  authorizeNativeLogin(
    session: Session,
    query: string,
  ): Promise<Result<string, CanisterError | NativeLoginFault>>;
  identityInfo(session: Session): Promise<Result<IdentityInfo, CanisterError>>;
  addMethod(session: Session, method: NewAccessMethod): Promise<Result<null, CanisterError>>;
  /** Puts a new way in where another one was, in one step. */
  replaceMethod(
    session: Session,
    publicKey: Uint8Array,
    method: NewAccessMethod,
  ): Promise<Result<null, CanisterError>>;
  /** @param name - at most {@link MAX_NAME_BYTES} */
  renameMethod(session: Session, publicKey: Uint8Array, name: string): Promise<Result<null, CanisterError>>;
  removeMethod(session: Session, publicKey: Uint8Array): Promise<Result<null, CanisterError>>;
  /** Locks or unlocks a recovery phrase; unlocking takes a session of the phrase itself. */
  lockMethod(session: Session, publicKey: Uint8Array, locked: boolean): Promise<Result<null, CanisterError>>;
  /** Lets other browsers ask to come in. @returns until when, in milliseconds since 1970 */
  startPairing(session: Session): Promise<Result<number, CanisterError>>;
  stopPairing(session: Session): Promise<Result<null, CanisterError>>;
  confirmPairing(session: Session, code: string): Promise<Result<CodeAnswer, CanisterError>>;
  /** Asks, without a session, to come in with a passkey. */
  askToPair(number: IdentityNumber, passkey: NewPasskey): Promise<Result<PairingAnswer, CanisterError>>;
}

/** The canister keeps names of at most this many bytes. */
export const MAX_NAME_BYTES = 64;

/** Credential ids of those ways in that are passkeys. */
export function credentialIdsOf(methods: readonly AccessMethod[]): Uint8Array[] {
  return methods.flatMap(({ credentialId }) => (credentialId === null ? [] : [credentialId]));
}
