import type { DelegationIdentity } from '@dfinity/identity';
import { type AuthorizationOptions, readAnswer, startAuthorization } from './authorization.ts';
import { fetchDelegation } from './delegation.ts';
import { discover } from './discovery.ts';
import { LoginError } from './errors.ts';
import { verifyIdToken } from './id_token.ts';
import { type LoopbackOptions, listenOnLoopback } from './loopback.ts';
import { fetchWithLocalhost } from './requests.ts';
import { redeemCode } from './tokens.ts';

export interface LogInOptions extends Omit<AuthorizationOptions, 'redirectUri'>, LoopbackOptions {
  /** Origin of Internet Identity. */
  readonly issuer: string;
  /** Shows an address to the person in their browser. */
  readonly openBrowser: (url: string) => void | Promise<void>;
  /** DER of the network's root key. @default the Internet Computer's */
  readonly rootKey?: Uint8Array;
  /** @default {@link fetchWithLocalhost} */
  readonly send?: typeof fetch;
}

/**
 * A whole login through the browser of this machine, with an answer at a loopback port.
 * @returns an identity that signs calls as the person's principal at the app's origin
 * @throws LoginError
 */
export async function logIn(options: LogInOptions): Promise<DelegationIdentity> {
  const { issuer, openBrowser, rootKey, send = fetchWithLocalhost } = options;
  const server = await discover(issuer, send);
  const loopback = await listenOnLoopback(options);
  try {
    const pending = startAuthorization(server, { ...options, redirectUri: loopback.redirectUri });
    const answered = loopback.waitFor(pending.state);
    // Some ways to open a browser end with the browser, long after the answer; one that fails ends the login.
    const opened = open(openBrowser, pending.url).then(() => answered);
    const code = readAnswer(server, pending, await Promise.race([answered, opened]));
    const tokens = await redeemCode(server, pending, code, send);
    const subject = await verifyIdToken(server, pending, tokens.idToken, send);
    const keys = rootKey === undefined ? {} : { rootKey };
    return await fetchDelegation(server, pending, tokens, { subject, send, ...keys });
  } finally {
    await loopback.close();
  }
}

/** @throws LoginError when the app cannot show the address */
async function open(openBrowser: LogInOptions['openBrowser'], url: string): Promise<void> {
  try {
    await openBrowser(url);
  } catch (cause) {
    throw new LoginError('authorization', 'no_browser', 'the address could not be opened', { cause });
  }
}
