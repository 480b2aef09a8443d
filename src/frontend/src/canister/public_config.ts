import { IDL } from '@dfinity/candid';
import { init, type InternetIdentityInit } from '../../../declarations/internet_identity.did.ts';
import { base64ToBytes } from '../bytes/base64.ts';
import type { Provider } from './provider.ts';

/** The part of the canister's configuration that the page acts on. */
export interface PublicConfig {
  /** Whether to trust the root key that the network itself names: only for networks of one's own. */
  readonly fetchRootKey: boolean;
  /** Host names of the canister's other addresses; `/.well-known/webauthn` lists this page there. */
  readonly relatedHostnames: readonly string[];
  /** Companies whose accounts can open identities. */
  readonly providers: readonly Provider[];
}

const DEFAULT: PublicConfig = { fetchRootKey: false, relatedHostnames: [], providers: [] };

/**
 * Reads `data-canister-config`.
 * @param base64 - Candid `(opt InternetIdentityInit)` or `(InternetIdentityInit)`; what cannot be
 * read counts as the default, which is the safe one
 */
export function decodePublicConfig(base64: string): PublicConfig {
  const bytes = base64ToBytes(base64);
  if (bytes === null || bytes.length === 0) return DEFAULT;
  try {
    // A bare record is a subtype of the optional one.
    const [config] = IDL.decode(init({ IDL }), bytes) as [[] | [InternetIdentityInit]];
    const fields = config?.[0];
    return {
      fetchRootKey: fields?.fetch_root_key[0] ?? false,
      relatedHostnames: (fields?.related_origins[0] ?? []).flatMap(hostnameOf),
      providers: fields === undefined ? [] : providersIn(fields),
    };
  } catch {
    return DEFAULT;
  }
}

function providersIn({ openid_google: google, openid_configs: others }: InternetIdentityInit): Provider[] {
  const clientId = google[0]?.[0]?.client_id;
  const configured = (others[0] ?? []).map(
    ({ name, logo, issuer, client_id, auth_uri, auth_scope }): Provider => ({
      ...{ name, logo, issuer, clientId: client_id },
      ...{ authUri: auth_uri, scopes: auth_scope },
    }),
  );
  const all = clientId === undefined ? configured : [{ ...GOOGLE, clientId }, ...configured];
  return all.filter(({ authUri }) => /^https?:/.test(authUri) && hostnameOf(authUri).length > 0);
}

/** What the canister's own field for Google leaves unsaid. */
const GOOGLE = {
  ...{ name: 'Google', logo: '', issuer: 'https://accounts.google.com' },
  authUri: 'https://accounts.google.com/o/oauth2/v2/auth',
  scopes: ['openid', 'profile', 'email'],
};

function hostnameOf(origin: string): string[] {
  try {
    return [new URL(origin).hostname];
  } catch {
    return [];
  }
}
