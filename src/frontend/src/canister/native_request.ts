/** What a native app asks for, once the canister has checked it. */
export interface NativeRequest {
  readonly clientId: string;
  /** As it is registered; anybody may have chosen it. */
  readonly name: string;
  /** The origin whose principal the app gets. */
  readonly origin: string;
  /** Whether the browser goes back to the app by itself: schemes of apps need a click. */
  readonly isAutomatic: boolean;
  /** Where a refusal goes. */
  readonly refusalUrl: string;
}

/** What is wrong with a request. */
export type NativeLoginFault =
  /** Nobody is known to whom an answer could be sent: one sentence of the canister says why. */
  | { readonly kind: 'wrongRequest'; readonly text: string }
  /** The app is to be told at its address. */
  | { readonly kind: 'sentBack'; readonly url: string; readonly isAutomatic: boolean };
