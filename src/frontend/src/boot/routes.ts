type Address = Pick<Location, 'pathname' | 'hash'>;

/** Whether dapps open the page at this address to have somebody sign in. */
export function isAuthorizeRoute({ pathname, hash }: Address): boolean {
  return hash === '#authorize' || /^\/authorize\/?$/.test(pathname);
}

/** Whether dapps open the page at this address to ask for a verifiable credential. */
export function isCredentialsRoute({ pathname }: Address): boolean {
  return /^\/vc-flow\/?$/.test(pathname);
}

/** Whether people open the page at this address to read, not to sign in. */
export function isHelpRoute({ pathname }: Address, name: 'about' | 'self-service'): boolean {
  return pathname === `/${name}` || pathname === `/${name}/`;
}
