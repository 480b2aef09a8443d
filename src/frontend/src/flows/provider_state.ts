import type { Provider } from '../canister/provider.ts';
import type { Notice } from './notice.ts';
import type { Observable } from './observable.ts';

export type { Provider };

/** Where somebody stands who asked a provider to vouch for them. */
export type ProviderState =
  /** The person is at the provider's page. */
  | { readonly kind: 'waiting' }
  /** The browser let no window open. */
  | { readonly kind: 'noWindow' }
  /** The canister reads what the provider said. */
  | { readonly kind: 'checking' }
  /** No identity is opened by the account. */
  | { readonly kind: 'unknownAccount'; readonly account: string; readonly notice: Notice | null }
  | {
      readonly kind: 'solvingCaptcha';
      /** Data URL. */
      readonly picture: string;
      readonly wrong: boolean;
      readonly checking: boolean;
    }
  | { readonly kind: 'saving' };

/** A way through a provider's window, to sign in or to link an account. */
export interface ProviderFlow {
  readonly state: Observable<ProviderState>;
  readonly provider: Provider;
  /** Opens the provider's window once more. To be called in answer to a click. */
  again(): void;
  /** Makes an identity that the account opens. */
  create(): void;
  solveCaptcha(solution: string): void;
  /** Back to where the person came from; the window is closed. */
  cancel(): void;
  /** As {@link cancel}, and nobody is told. */
  stop(): void;
}
