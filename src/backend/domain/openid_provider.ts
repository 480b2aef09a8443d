/** Who vouches for people by OpenID Connect: what is configured of them (contract, 2.8 and 4.2). */
import type { Configuration } from './configuration.ts';

export interface OpenIdProvider {
  /** The `iss` of its tokens; a name in braces stands for the token's claim of that name. */
  readonly issuer: string;
  /** The `aud` of tokens that are meant for this canister. */
  readonly clientId: string;
  /** Address of its keys. */
  readonly jwksUri: string;
  /** Keys to begin with: the members of each. */
  readonly seedKeys: readonly (readonly (readonly [string, string])[])[];
}

const GOOGLE = {
  issuer: 'https://accounts.google.com',
  jwksUri: 'https://www.googleapis.com/oauth2/v3/certs',
  seedKeys: [],
};

/** Every provider that is configured: Google by its own field, any others in a list. */
export function openIdProviders({ openid_google, openid_configs }: Configuration): readonly OpenIdProvider[] {
  const providers = (openid_configs ?? []).map(providerOf);
  const google = openid_google.some;
  return google === null ? providers : [{ ...GOOGLE, clientId: google.client_id }, ...providers];
}

type Configured = NonNullable<Configuration['openid_configs']>[number];

function providerOf({ issuer, client_id, jwks_uri, seed_jwks }: Configured): OpenIdProvider {
  return { issuer, clientId: client_id, jwksUri: jwks_uri, seedKeys: seed_jwks ?? [] };
}

/** What a claim may hold to become part of an issuer: nothing that gives an address another meaning. */
const PART = /^[\w-]{1,64}$/;

/**
 * The issuer of a token with these claims, or null when they lack what the provider's template asks for. A token names
 * its issuer truly when it names this one.
 */
export function issuerFor(
  { issuer }: OpenIdProvider,
  claims: Readonly<Record<string, unknown>>,
): string | null {
  let isComplete = true;
  const filled = issuer.replace(/\{(\w+)\}/g, (_, name: string) => {
    const claim = claims[name];
    if (typeof claim === 'string' && PART.test(claim)) return claim;
    isComplete = false;
    return '';
  });
  return isComplete ? filled : null;
}
