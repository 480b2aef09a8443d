type Address = Pick<Location, 'pathname' | 'hash' | 'search'>;

const AUTHORIZE = /^\/authorize\/?$/;

/** Whether dapps open the page at this address to have somebody sign in. */
export function isAuthorizeRoute(address: Address): boolean {
  const { pathname, hash } = address;
  return !isNativeRoute(address) && (hash === '#authorize' || AUTHORIZE.test(pathname));
}

/** Whether a native app opened the page at this address. No window waits for an answer then. */
export function isNativeRoute({ pathname, search }: Address): boolean {
  return AUTHORIZE.test(pathname) && /[?&](response_type|client_id)(=|&|$)/.test(search);
}

/** Whether dapps open the page at this address to ask for a verifiable credential. */
export function isCredentialsRoute({ pathname }: Address): boolean {
  return /^\/vc-flow\/?$/.test(pathname);
}

/** Whether a related address shows the page in a frame, to use its passkeys. */
export function isFrameRoute({ hash }: Address): boolean {
  return hash === '#iframe/webauthn' && parent !== window;
}

/** Whether people open the page at this address to read, not to sign in. */
export function isHelpRoute({ pathname }: Address, name: 'about' | 'self-service'): boolean {
  return pathname === `/${name}` || pathname === `/${name}/`;
}
