import type { CanisterError } from '../canister/canister.ts';
import type { PasskeyError } from '../passkey/passkeys.ts';
import type { PhraseError } from '../recovery/phrases.ts';

/** Something the person should know before trying again; screens put it into words. */
export type Notice =
  | { readonly kind: 'lostConnection' }
  /** The browser's prompt was closed. Not an error. */
  | { readonly kind: 'cancelled'; readonly during: 'create' | 'signIn' | 'link' }
  | { readonly kind: 'passkeysUnsupported' }
  | { readonly kind: 'unsuitableAuthenticator' }
  | { readonly kind: 'alreadyHere' }
  | { readonly kind: 'unknownPasskey' }
  | { readonly kind: 'unknownIdentity'; readonly number: string }
  | { readonly kind: 'noRecoveryDevice'; readonly number: string }
  /** The identity is opened by a PIN here, which the app does not accept. */
  | { readonly kind: 'pinRefused'; readonly number: string }
  | { readonly kind: 'forgotten'; readonly number: string }
  | { readonly kind: 'invalidNumber' }
  | { readonly kind: 'invalidName' }
  | { readonly kind: 'passkeyRemoved'; readonly number: string }
  | { readonly kind: 'removedCurrent'; readonly number: string }
  | { readonly kind: 'rateLimited' }
  | { readonly kind: 'identityLimitReached' }
  | { readonly kind: 'registrationExpired' }
  | { readonly kind: 'sessionExpired' }
  | { readonly kind: 'tooManyMethods' }
  | { readonly kind: 'alreadyAdded' }
  | { readonly kind: 'tooManyAccounts' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'methodGone' }
  | { readonly kind: 'unknownAccount' }
  | { readonly kind: 'tokenRefused' }
  | { readonly kind: 'accountTaken' }
  /** The account opens another identity than the one that was picked. */
  | { readonly kind: 'otherIdentity'; readonly number: string }
  | { readonly kind: 'providerFailed'; readonly text: string }
  | { readonly kind: 'linked' }
  | { readonly kind: 'unlinked' }
  | { readonly kind: 'phraseWordCount'; readonly count: number }
  | { readonly kind: 'phraseUnknownWord'; readonly word: string }
  | { readonly kind: 'phraseChecksum' }
  | { readonly kind: 'phraseNumberNeeded' }
  /** The phrase is well formed, but not the identity's. */
  | { readonly kind: 'wrongPhrase'; readonly number: string }
  | { readonly kind: 'pairingOff' }
  | { readonly kind: 'anotherAsks' }
  | { readonly kind: 'added' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'phraseSaved' }
  | { readonly kind: 'refused'; readonly text: string }
  /** A fault of this page; details are in the browser's console. */
  | { readonly kind: 'fault' };

export function passkeyErrorToNotice(error: PasskeyError, during: 'create' | 'signIn'): Notice {
  switch (error.kind) {
    case 'cancelled':
      return { kind: 'cancelled', during };
    case 'unsupported':
      return { kind: 'passkeysUnsupported' };
    case 'unsuitableAuthenticator':
    case 'alreadyHere':
      return { kind: error.kind };
    case 'failed':
      console.error(error.cause);
      return { kind: 'fault' };
  }
}

/** Why somebody could not sign in with a passkey of their own choice. */
export function anyPasskeyErrorToNotice(
  error: PasskeyError | CanisterError | { readonly kind: 'unknownPasskey' },
): Notice {
  switch (error.kind) {
    case 'unknownPasskey':
      return { kind: 'unknownPasskey' };
    case 'cancelled':
    case 'unsupported':
    case 'unsuitableAuthenticator':
    case 'alreadyHere':
    case 'failed':
      return passkeyErrorToNotice(error, 'signIn');
    default:
      return canisterErrorToNotice(error, '');
  }
}

/** @param number - the identity that the call was for */
export function canisterErrorToNotice(error: CanisterError, number: string): Notice {
  if (error.kind === 'unauthorized') return { kind: 'passkeyRemoved', number };
  return error.kind === 'unknownIdentity' ? { kind: 'unknownIdentity', number } : error;
}

export function phraseErrorToNotice(error: PhraseError): Notice {
  switch (error.kind) {
    case 'wordCount':
      return { kind: 'phraseWordCount', count: error.count };
    case 'unknownWord':
      return { kind: 'phraseUnknownWord', word: error.word };
    case 'checksum':
      return { kind: 'phraseChecksum' };
  }
}
