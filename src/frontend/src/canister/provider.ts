/** A company that vouches for people by OpenID Connect, as the canister is configured. */
export interface Provider {
  readonly name: string;
  /** SVG; empty when there is none. */
  readonly logo: string;
  /** As in its tokens; a name in braces stands for a part that differs from account to account. */
  readonly issuer: string;
  readonly clientId: string;
  /** Address of the page where people sign in, http or https. */
  readonly authUri: string;
  readonly scopes: readonly string[];
}

/** An account at a provider that opens an identity. */
export interface LinkedAccount {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  /** As the provider names the person; null when it does not tell. */
  readonly name: string | null;
  readonly email: string | null;
  /** Milliseconds since 1970; null when never used. */
  readonly lastUsed: number | null;
}

/** What a provider's token is to be bound to, so that it is worth nothing to anybody else. */
export interface TokenRequest {
  /** For the provider to put into the token. */
  readonly nonce: string;
  /** For the canister, with the token. */
  readonly salt: Uint8Array;
}

/** A token, and the request that it answers. */
export interface BoundToken {
  readonly request: TokenRequest;
  readonly jwt: string;
}

/** The provider of an account, where it is still configured. */
export function providerOf(
  providers: readonly Provider[],
  { iss, aud }: Pick<LinkedAccount, 'iss' | 'aud'>,
): Provider | null {
  const found = providers.find(({ issuer, clientId }) => clientId === aud && matches(issuer, iss));
  return found ?? null;
}

function matches(template: string, iss: string): boolean {
  const parts = template.split(/\{\w+\}/).map((part) => part.replace(/[^\w]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\w-]+')}$`).test(iss);
}
