/** Companies whose sign-in clients can ask for, by the issuer that they put into the address. */
const COMPANIES: Readonly<Record<string, string>> = {
  'https://accounts.google.com': 'Google',
  'https://appleid.apple.com': 'Apple',
  'https://login.microsoftonline.com/{tid}/v2.0': 'Microsoft',
};

/**
 * Whose sign-in the dapp suggests in the address of this page (`openid` or `sso`).
 * @returns the company, an empty text for one that this page does not know, null when none is suggested
 */
export function suggestedProvider(search: string): string | null {
  const parameters = new URLSearchParams(search);
  const issuer = parameters.get('openid');
  if (issuer !== null && Object.hasOwn(COMPANIES, issuer)) return COMPANIES[issuer] ?? '';
  return issuer !== null || parameters.has('sso') ? '' : null;
}
