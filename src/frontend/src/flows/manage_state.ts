import type { AccessMethod } from '../canister/canister.ts';
import type { LinkedAccount, Provider } from '../canister/provider.ts';
import type { Notice } from './notice.ts';
import type { PairingFlow } from './pairing.ts';
import type { PhraseSetupFlow } from './phrase_setup.ts';
import type { ProviderFlow } from './provider_state.ts';

export interface ManagedMethod extends AccessMethod {
  /** Whether the person signed in with it just now. */
  readonly current: boolean;
}

/** An account of a provider that opens the identity. */
export interface ManagedAccount extends LinkedAccount {
  /** Null when it is no longer configured. */
  readonly provider: Provider | null;
}

/** An identity as its owner sees it. */
export interface ManagedIdentity {
  readonly number: string;
  readonly methods: readonly ManagedMethod[];
  readonly accounts: readonly ManagedAccount[];
  /** Companies whose accounts can be linked. */
  readonly providers: readonly Provider[];
}

/** What takes the recovery phrase itself, once it is locked. */
export type LockedChange = 'unlock' | 'remove';

export type ManageState =
  /** The person signs in; the access flow has the details. */
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly identity: ManagedIdentity; readonly notice: Notice | null }
  | { readonly kind: 'interrupted'; readonly notice: Notice }
  /** The person chooses where the next passkey is to be kept. */
  | { readonly kind: 'adding' }
  | { readonly kind: 'creatingPasskey' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'renaming'; readonly method: ManagedMethod; readonly notice: Notice | null }
  | {
      readonly kind: 'removing';
      readonly method: ManagedMethod;
      /** Nothing else would open the identity. */
      readonly isLast: boolean;
    }
  | {
      readonly kind: 'typingPhrase';
      readonly change: LockedChange;
      readonly method: ManagedMethod;
      readonly typed: string;
      readonly notice: Notice | null;
    }
  | { readonly kind: 'openingProvider' }
  | { readonly kind: 'linking'; readonly flow: ProviderFlow }
  | { readonly kind: 'unlinking'; readonly account: ManagedAccount; readonly isLast: boolean }
  | { readonly kind: 'settingUpPhrase'; readonly setup: PhraseSetupFlow }
  | { readonly kind: 'pairing'; readonly pairing: PairingFlow };
