import { createHash, randomBytes } from 'node:crypto';
import type { SignIdentity } from '@dfinity/agent';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import type { Server } from './discovery.ts';
import { LoginError } from './errors.ts';

/** What Internet Identity gives an app that does not say how long, in nanoseconds. */
export const DEFAULT_TIME_TO_LIVE = 1_800_000_000_000n;

export interface AuthorizationOptions {
  /** The id under which the app is registered at the server. */
  readonly clientId: string;
  /** Registered for the app; of a loopback address the port may differ. */
  readonly redirectUri: string;
  /** The web origin whose principal the app wants, for example `https://app.example`. */
  readonly origin: string;
  /** Nanoseconds; the server takes thirty days at most. @default 30 minutes */
  readonly maxTimeToLive?: bigint;
  /** The key that the delegation is for. @default a new Ed25519 key */
  readonly sessionKey?: SignIdentity;
}

/** A login under way: what the app must remember until the browser comes back. */
export interface PendingAuthorization {
  /** To be opened in the person's browser. */
  readonly url: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** Proves that whoever redeems the code asked for it. A secret. */
  readonly codeVerifier: string;
  readonly sessionKey: SignIdentity;
  readonly maxTimeToLive: bigint;
}

/** Begins a login: draws its secrets and builds the address to open. */
export function startAuthorization(
  { authorizationEndpoint }: Server,
  options: AuthorizationOptions,
): PendingAuthorization {
  const { clientId, redirectUri, origin, maxTimeToLive = DEFAULT_TIME_TO_LIVE } = options;
  const sessionKey = options.sessionKey ?? Ed25519KeyIdentity.generate();
  const [state, nonce, codeVerifier] = [secret(), secret(), secret()];
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid',
    state,
    nonce,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    ic_origin: origin,
    ic_session_public_key: Buffer.from(sessionKey.getPublicKey().toDer()).toString('base64url'),
    ic_max_time_to_live: maxTimeToLive.toString(),
  });
  const url = `${authorizationEndpoint}?${parameters.toString()}`;
  return { url, clientId, redirectUri, state, nonce, codeVerifier, sessionKey, maxTimeToLive };
}

/**
 * The code in the address to which the browser came back.
 * @throws LoginError when it is the answer to something else, of another server (RFC 9207), or a refusal
 */
export function readAnswer(server: Server, { state }: PendingAuthorization, answer: URL): string {
  const parameter = (name: string): string | undefined => {
    const values = answer.searchParams.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  if (parameter('state') !== state) {
    throw new LoginError('authorization', 'wrong_state', 'the answer is not to this request');
  }
  if (parameter('iss') !== server.issuer) {
    throw new LoginError('authorization', 'wrong_issuer', 'the answer is of another server');
  }
  const error = parameter('error');
  if (error !== undefined) {
    throw new LoginError('authorization', error, parameter('error_description') ?? 'refused');
  }
  const code = parameter('code');
  if (code === undefined) throw new LoginError('authorization', 'unexpected_answer', 'there is no code');
  return code;
}

/** 32 random bytes as base64url: 43 characters. */
function secret(): string {
  return randomBytes(32).toString('base64url');
}
