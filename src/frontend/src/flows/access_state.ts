import type { IdentityNumber, Session } from '../canister/canister.ts';
import type { RememberedIdentity } from '../session/remembered.ts';
import type { Provider } from '../canister/provider.ts';
import type { Notice } from './notice.ts';
import type { ProviderFlow } from './provider_state.ts';
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
      /** Whose accounts can sign in; null until that is known. */
      readonly providers: readonly Provider[] | null;
      /** The one of them that the app suggests. */
      readonly suggested: Provider | null;
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
  | { readonly kind: 'openingProvider' }
  | { readonly kind: 'withProvider'; readonly flow: ProviderFlow }
  | { readonly kind: 'recovering'; readonly recovery: RecoveryFlow }
  /** The identity has passkeys, but browsers let them be used at other addresses only. */
  | {
      readonly kind: 'passkeysElsewhere';
      readonly number: IdentityNumber;
      readonly origins: readonly string[];
    }
  /** There are other ways to open a new identity than by passkey. */
  | { readonly kind: 'choosingHow'; readonly providers: readonly Provider[] }
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
