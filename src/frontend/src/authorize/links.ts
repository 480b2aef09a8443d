import { isIpAddress, isLocalHost } from './origin.ts';

/**
 * A link to Internet Identity at an origin. A local gateway that is not told the canister by the host
 * name is told by the query.
 */
export function linkToInternetIdentity(origin: string, canisterId: string): string {
  const { hostname } = new URL(origin);
  const named = !isLocalHost(hostname) || hostname.startsWith(`${canisterId}.`);
  return named ? `${origin}/` : `${origin}/?canisterId=${canisterId}`;
}

/**
 * Where the same canister is reached under a name of its own, which passkeys need and which keeps it
 * apart from dapps. Only local gateways answer under several names.
 */
export function linkWithOwnName(
  page: { readonly origin: string; readonly hostname: string },
  canisterId: string,
): string {
  if (!isLocalHost(page.hostname) && !isIpAddress(page.hostname)) return `${page.origin}/`;
  const { protocol, port } = new URL(page.origin);
  return `${protocol}//${canisterId}.localhost${port === '' ? '' : `:${port}`}/`;
}
