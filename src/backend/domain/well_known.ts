/** Files that browsers and gateways look up at fixed places (contract, 6.2). */

export const IC_DOMAINS_PATH = '/.well-known/ic-domains';
export const WEBAUTHN_PATH = '/.well-known/webauthn';

/** Custom domains under which gateways serve the canister on the Internet Computer. */
const IC_DOMAINS: readonly string[] = [
  'identity.internetcomputer.org',
  'beta.identity.ic0.app',
  'beta.identity.internetcomputer.org',
  'id.ai',
  'beta.id.ai',
  'www.id.ai',
];

/** One domain a line. */
export function icDomainsFile(): string {
  return `${IC_DOMAINS.join('\n')}\n`;
}

/** Origins that may use this origin's passkeys (WebAuthn level 3, "Related origin requests"). */
export function webauthnFile(relatedOrigins: readonly string[]): string {
  return JSON.stringify({ origins: relatedOrigins });
}
