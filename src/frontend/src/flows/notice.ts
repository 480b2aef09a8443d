import type { CanisterError } from '../canister/canister.ts';
import type { PasskeyError } from '../passkey/passkeys.ts';

/** Something the person should know before trying again; screens put it into words. */
export type Notice =
  | { readonly kind: 'lostConnection' }
  /** The browser's prompt was closed. Not an error. */
  | { readonly kind: 'cancelled'; readonly during: 'create' | 'signIn' }
  | { readonly kind: 'passkeysUnsupported' }
  | { readonly kind: 'unsuitableAuthenticator' }
  | { readonly kind: 'unknownIdentity'; readonly number: string }
  | { readonly kind: 'invalidNumber' }
  | { readonly kind: 'passkeyRemoved'; readonly number: string }
  | { readonly kind: 'captchaNotBuilt' }
  | { readonly kind: 'rateLimited' }
  | { readonly kind: 'identityLimitReached' }
  | { readonly kind: 'registrationExpired' }
  | { readonly kind: 'sessionExpired' }
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
      return { kind: 'unsuitableAuthenticator' };
    case 'failed':
      console.error(error.cause);
      return { kind: 'fault' };
  }
}

/** @param number - the identity that the call was for */
export function canisterErrorToNotice(error: CanisterError, number: string): Notice {
  return error.kind === 'unauthorized' ? { kind: 'passkeyRemoved', number } : error;
}
