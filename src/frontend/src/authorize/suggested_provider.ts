/** Companies whose sign-in clients can ask for, by the issuer that they put into the address. */
const COMPANIES: Readonly<Record<string, string>> = {
  'https://accounts.google.com': 'Google',
  'https://appleid.apple.com': 'Apple',
  'https://login.microsoftonline.com/{tid}/v2.0': 'Microsoft',
};

/** Whose sign-in a dapp suggests. */
export interface Suggestion {
  /** As in the configuration of providers; null for one that is not known by an issuer. */
  readonly issuer: string | null;
  /** Empty for one that this page does not know. */
  readonly company: string;
}

/** What the dapp suggests in the address of this page (`openid` or `sso`), if anything. */
export function suggestedProvider(search: string): Suggestion | null {
  const parameters = new URLSearchParams(search);
  const issuer = parameters.get('openid');
  if (issuer === null && !parameters.has('sso')) return null;
  const known = issuer !== null && Object.hasOwn(COMPANIES, issuer);
  return { issuer, company: (known && COMPANIES[issuer]) || '' };
}
