import type { AppAccount } from '../canister/canister.ts';
import type { Notice } from './notice.ts';

export type { AppAccount };

/** Where somebody stands on the way to one of their accounts at an app. */
export type AppAccountsState =
  | { readonly kind: 'loading' }
  /** The accounts are not there; trying again is up to the person. */
  | { readonly kind: 'interrupted'; readonly notice: Notice }
  | {
      readonly kind: 'choosing';
      /** The one to be offered first stands first. */
      readonly accounts: readonly AppAccount[];
      readonly notice: Notice | null;
    }
  /** A name is asked for: for a new account where there is none yet. */
  | {
      readonly kind: 'naming';
      readonly account: AppAccount | null;
      readonly typed: string;
      readonly notice: Notice | null;
    }
  | { readonly kind: 'saving' };
