import type { CredentialSpec } from '../credentials/request.ts';
import type { IssuedDelegation } from '../authorize/request.ts';
import type { Result } from '../result.ts';

// What the flows may ask of the canister of an issuer, in the words of this page. Contract: clients.md 7.

/** Why there is no answer of an issuer that could be used. */
export type IssuerError =
  | { readonly kind: 'lostConnection' }
  /** No such canister, or it has no such method, or it traps. */
  | { readonly kind: 'unreachable'; readonly text: string }
  /** It says that it cannot tell this about the person. */
  | { readonly kind: 'notEligible'; readonly text: string }
  /** It gives no credentials of this kind. */
  | { readonly kind: 'unsupported'; readonly text: string }
  /** Any other refusal of its own. */
  | { readonly kind: 'refused'; readonly text: string }
  /** Its answer is of another type, or longer than any honest one. */
  | { readonly kind: 'malformed' }
  /** Its credential is not signed by it, is about somebody else, or is not valid now. */
  | { readonly kind: 'forged'; readonly text: string };

/** What the issuer wants the person to read. */
export interface ConsentMessage {
  /** Markdown of a length that `consent_text.ts` allows. Not to be trusted. */
  readonly text: string;
  /** BCP 47 tag of the language it is in; empty when it is no such tag. */
  readonly language: string;
}

/** A key that the page makes to call an issuer with, for the person. Made and read by this folder only. */
export interface IssuerKey {
  /** DER, for the delegation that lets it act for the person at the issuer. */
  readonly sessionKey: Uint8Array;
}

export interface CredentialOrder {
  readonly spec: CredentialSpec;
  /** JWS that tells the issuer the person's alias. */
  readonly idAlias: string;
  /** Principal of the alias, as text: whom the credential has to be about. */
  readonly alias: string;
  readonly key: IssuerKey;
  readonly delegation: IssuedDelegation;
}

export interface Issuer {
  /** The origin that the person's principal at the issuer is derived for. Not yet verified. */
  derivationOrigin(hostname: string): Promise<Result<string, IssuerError>>;
  /** What the person is to read before they agree, if possible in this language. */
  consentMessage(spec: CredentialSpec, language: string): Promise<Result<ConsentMessage, IssuerError>>;
  newKey(): Promise<IssuerKey>;
  /** The credential, as a JWS whose signature and subject are checked. */
  issue(order: CredentialOrder): Promise<Result<string, IssuerError>>;
}

export interface Issuers {
  /** The issuer in a canister; null when the text is no principal. */
  at(canisterId: string): Issuer | null;
}
