import { LoginError } from './errors.ts';
import { answeredError, fetchWithLocalhost, requestJson, textIn } from './requests.ts';

/** What a server says of itself (RFC 8414). */
export interface Server {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** Where the access token is exchanged for the delegation. */
  readonly delegationEndpoint: string;
  readonly jwksUri: string;
}

/**
 * Reads the discovery document of an issuer.
 * @param issuer - origin of Internet Identity, such as `https://identity.internetcomputer.org`
 * @throws LoginError also when the document is another issuer's, or names addresses elsewhere
 */
export async function discover(issuer: string, send: typeof fetch = fetchWithLocalhost): Promise<Server> {
  if (!URL.canParse(issuer) || new URL(issuer).origin !== issuer) {
    throw new LoginError('discovery', 'wrong_issuer', `${issuer} is not an origin`);
  }
  const answer = await requestJson('discovery', `${issuer}/.well-known/openid-configuration`, {}, send);
  if (answer.status !== 200) throw answeredError('discovery', answer);
  const text = (name: string) => textIn('discovery', answer.content, name);
  if (text('issuer') !== issuer) {
    throw new LoginError('discovery', 'wrong_issuer', `the document is of ${text('issuer')}`);
  }
  // Codes and tokens go to these addresses and nowhere else.
  const endpoint = (name: string) => {
    const url = text(name);
    if (url.startsWith(`${issuer}/`)) return url;
    throw new LoginError('discovery', 'wrong_issuer', `${name} is elsewhere`);
  };
  return {
    issuer,
    authorizationEndpoint: endpoint('authorization_endpoint'),
    tokenEndpoint: endpoint('token_endpoint'),
    delegationEndpoint: endpoint('ic_delegation_endpoint'),
    jwksUri: endpoint('jwks_uri'),
  };
}
