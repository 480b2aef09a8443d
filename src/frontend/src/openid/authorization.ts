import type { Provider } from '../canister/provider.ts';

// What goes to a provider in the address of its page, and what comes back in the address of ours (OpenID
// Connect Core 1.0, 3.2.2).

/** Where providers send people back to, and where they are told apart. */
export interface Authorization {
  /** Binds the token to the key that will send it. */
  readonly nonce: string;
  /** Nobody else can know it, so nobody else can answer. */
  readonly state: string;
  readonly redirectUri: string;
}

/** Address of the provider's page at which the person signs in. */
export function authorizationUrl(
  { authUri, clientId, scopes }: Provider,
  { nonce, state, redirectUri }: Authorization,
): string {
  const url = new URL(authUri);
  const parameters = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'id_token',
    response_mode: 'fragment',
    scope: scopes.join(' '),
    prompt: 'select_account',
    nonce,
    state,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

export type ProviderAnswer =
  | { readonly kind: 'token'; readonly jwt: string }
  /** The person did not want to. */
  | { readonly kind: 'declined' }
  | { readonly kind: 'failed'; readonly text: string };

/** What the fragment of the address says that a provider sent somebody back to. */
export function readAnswer(fragment: string): ProviderAnswer {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''));
  const jwt = parameters.get('id_token');
  if (jwt !== null && jwt !== '') return { kind: 'token', jwt };
  const error = parameters.get('error') ?? 'no token';
  if (error === 'access_denied' || error === 'user_cancelled_authorize') return { kind: 'declined' };
  return { kind: 'failed', text: error.slice(0, 200) };
}

/** Name of the channel on which the window that came back tells the one that waits for it. */
export function channelName(state: string): string {
  return `ii-openid-${state}`;
}
