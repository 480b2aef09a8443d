import type { Block, Span } from '../credentials/consent_text.ts';
import type { Notice } from './notice.ts';

export type { Block, Span };

/** Who asks for a credential, who would give it, and what it says. */
export interface AskedCredential {
  /** Exact origin of the window that asked. */
  readonly app: string;
  /** Origin that the app's principals belong to, when it is another one. */
  readonly sharedWith: string | null;
  /** Origin of the issuer. */
  readonly issuer: string;
  /** What the issuer has the person read. */
  readonly consent: readonly Block[];
  /** BCP 47 tag of its language; empty when the issuer did not say. */
  readonly language: string;
}

/**
 * Why there is no credential. The names are part of the contract: clients.md 7. Who cannot sign in may try again,
 * so that is no reason.
 */
export type AbortReason =
  | 'internal_error'
  | 'auth_failed_issuer'
  | 'bad_principal_rp'
  | 'bad_derivation_origin_rp'
  | 'no_canister_id'
  | 'bad_canister_id'
  | 'derivation_origin_issuer_error'
  | 'invalid_derivation_origin_issuer'
  | 'issuer_api_error'
  /** Ours: the request cannot be read. */
  | 'invalid_request';

/** What is known about an `issuer_api_error`. */
export type IssuerFault = 'unreachable' | 'notEligible' | 'unsupported' | 'refused' | 'malformed' | 'forged';

export interface Abortion {
  readonly reason: AbortReason;
  /** Exact origin of the window that asked. */
  readonly app: string;
  /** Origin of the issuer, where it could be read. */
  readonly issuer: string | null;
  readonly fault: IssuerFault | null;
  /** A line for people who can help; not translated. */
  readonly details: string;
}

export type CredentialsState =
  | { readonly kind: 'waiting' }
  /** App and issuer are looked up. */
  | { readonly kind: 'checking'; readonly app: string }
  /** The person reads and decides. */
  | { readonly kind: 'asking'; readonly asked: AskedCredential }
  /** The person agrees; the access flow knows as whom. */
  | { readonly kind: 'identifying'; readonly asked: AskedCredential }
  | { readonly kind: 'issuing'; readonly asked: AskedCredential }
  /** Trying again goes on where the connection was lost. */
  | { readonly kind: 'interrupted'; readonly notice: Notice }
  /** There is no credential; the person is told before the app hears of it. */
  | { readonly kind: 'aborted'; readonly abortion: Abortion }
  | { readonly kind: 'answered'; readonly app: string; readonly given: boolean }
  | { readonly kind: 'failed'; readonly failure: 'openedDirectly' | 'noRequest' | 'appClosed' };
