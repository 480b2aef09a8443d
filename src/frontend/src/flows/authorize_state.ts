import type { MalformedField } from '../authorize/request.ts';
import type { Suggestion } from '../authorize/suggested_provider.ts';
import type { AppAccountsFlow } from './app_accounts.ts';
import type { Notice } from './notice.ts';

/** The dapp that asks, as the person may know it. */
export interface AskingApp {
  /** Exact origin of the window that asked. */
  readonly origin: string;
  /** What people call it; null where that is not known. */
  readonly name: string | null;
  /** Origin that the principal belongs to, when it is another one. */
  readonly sharedWith: string | null;
  /** Whose sign-in the dapp suggests; null for none. */
  readonly suggests: Suggestion | null;
}

export type AuthorizeFailure =
  /** Nobody opened this window, so nobody waits for an answer. */
  | { readonly kind: 'openedDirectly' }
  | { readonly kind: 'noRequest' }
  /** The dapp's window is gone, so nobody waits for an answer any more. */
  | { readonly kind: 'appClosed' }
  /** The person did not want to. */
  | { readonly kind: 'declined' }
  | { readonly kind: 'malformedRequest'; readonly field: MalformedField }
  | { readonly kind: 'sameOrigin'; readonly origin: string }
  | { readonly kind: 'invalidDerivationOrigin'; readonly origin: string; readonly reason: string };

export type AuthorizeState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'checkingOrigin'; readonly origin: string }
  /** The person chooses; the access flow has the details. */
  | { readonly kind: 'asking'; readonly app: AskingApp }
  /** The identity is open; which of its accounts the app gets is asked next. */
  | { readonly kind: 'openingAccounts'; readonly app: AskingApp }
  | { readonly kind: 'choosingAccount'; readonly app: AskingApp; readonly chooser: AppAccountsFlow }
  | { readonly kind: 'finishing'; readonly app: AskingApp }
  /** The identity is open, the delegation is not there yet; trying again needs no passkey. */
  | { readonly kind: 'interrupted'; readonly app: AskingApp; readonly notice: Notice }
  | { readonly kind: 'done'; readonly app: AskingApp }
  | { readonly kind: 'failed'; readonly failure: AuthorizeFailure };
