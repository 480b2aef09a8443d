import type { IdentityNumber, Session } from '../canister/canister.ts';
import type { RememberedIdentity } from '../session/remembered.ts';
import type { Notice } from './notice.ts';
import type { RecoveryFlow } from './recovery.ts';

export type { RememberedIdentity };

/** Where somebody stands on the way into an identity. */
export type AccessState =
  | {
      readonly kind: 'choosing';
      /** The one that the person is likely to want first. */
      readonly identities: readonly RememberedIdentity[];
      /** The identity that was used last at the app that waits; null when none is known. */
      readonly usual: IdentityNumber | null;
      readonly notice: Notice | null;
    }
  | { readonly kind: 'enteringNumber'; readonly typed: string; readonly notice: Notice | null }
  | { readonly kind: 'lookingUp'; readonly number: IdentityNumber }
  | { readonly kind: 'askingPasskey'; readonly number: IdentityNumber }
  | { readonly kind: 'askingAnyPasskey' }
  /** The identity's key is in this browser, locked by a PIN. */
  | {
      readonly kind: 'enteringPin';
      readonly number: IdentityNumber;
      readonly wrong: boolean;
      readonly checking: boolean;
    }
  | { readonly kind: 'recovering'; readonly recovery: RecoveryFlow }
  /** The identity has passkeys, but browsers let them be used at other addresses only. */
  | {
      readonly kind: 'passkeysElsewhere';
      readonly number: IdentityNumber;
      readonly origins: readonly string[];
    }
  | { readonly kind: 'creatingPasskey' }
  | {
      readonly kind: 'solvingCaptcha';
      /** Data URL. */
      readonly picture: string;
      readonly wrong: boolean;
      readonly checking: boolean;
    }
  | { readonly kind: 'savingIdentity' }
  | { readonly kind: 'showingNumber'; readonly session: Session }
  | { readonly kind: 'signedIn'; readonly session: Session };
