/** Unmodified OAuth clients run the flow through the local gateway, with all their checks switched on. */
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_INIT, RETAIN_ALL } from '../../scripts/local_network/init_arg.ts';
import { fetchThroughGateway } from '../support/gateway.ts';
import { CANISTER_ID, identity, InternetIdentity } from '../support/internet_identity.ts';
import { APP, ORIGIN, nativeLogin } from '../support/native_login.ts';

const REDIRECT_URI = 'http://127.0.0.1:8123/callback';
const SESSION_KEY = identity('session').getPublicKey().toDer();

describe('OAuth clients', () => {
  let ii: InternetIdentity;
  let issuer: string;
  let port: number;
  let anchor: bigint;
  const alice = identity('alice');
  /** What they sent, for whoever wants to change an answer. */
  let changeAnswer: (url: string, text: string) => string = (_url, text) => text;

  beforeAll(async () => {
    ii = await InternetIdentity.create(LOCAL_INIT);
    anchor = await ii.register(alice);
    port = await ii.pic.makeLive();
    issuer = `http://${CANISTER_ID.toText()}.localhost:${port}`;
    await ii.upgrade({ ...RETAIN_ALL, native_login: [nativeLogin(issuer)] });
  });
  afterAll(async () => {
    await ii?.pic.stopLive();
    await ii?.tearDown();
  });

  /** The clients' requests: Node does not resolve names below localhost by itself. */
  const send = async (url: string, options: { method?: string; headers?: unknown; body?: unknown } = {}) => {
    const { pathname, search } = new URL(url);
    const headers = Object.fromEntries(new Headers(options.headers as Record<string, string>));
    const body = options.body === undefined || options.body === null ? '' : String(options.body);
    if (options.body instanceof URLSearchParams)
      headers['content-type'] ??= 'application/x-www-form-urlencoded';
    const sent = { method: options.method ?? 'GET', headers, body };
    const reply = await fetchThroughGateway(port, CANISTER_ID.toText(), pathname + search, sent);
    const text = changeAnswer(url, reply.body.toString());
    return new Response(text, { status: reply.status, headers: reply.headers as Record<string, string> });
  };

  /** What the page does for a person who agrees: the address to which the browser goes. */
  const authorize = async (url: URL): Promise<URL> => {
    const authorized = await ii.as(alice).native_login_authorize(anchor, url.search);
    if ('Err' in authorized) throw new Error(JSON.stringify(authorized.Err));
    return new URL(authorized.Ok.redirect_url);
  };

  const parameters = {
    ic_origin: ORIGIN,
    ic_session_public_key: Buffer.from(SESSION_KEY).toString('base64url'),
  };

  const options = { [oauth.customFetch]: send, [oauth.allowInsecureRequests]: true } as const;

  const loginByOauth4webapi = async () => {
    const found = await oauth.discoveryRequest(new URL(issuer), options);
    const server = await oauth.processDiscoveryResponse(new URL(issuer), found);
    const client: oauth.Client = { client_id: APP.client_id };
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const url = new URL(server.authorization_endpoint!);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: APP.client_id,
      redirect_uri: REDIRECT_URI,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...parameters,
    }).toString();
    const answer = oauth.validateAuthResponse(server, client, await authorize(url), state);
    const redeemed = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      answer,
      REDIRECT_URI,
      verifier,
      options,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, redeemed, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    return { server, redeemed, tokens };
  };

  it('should be let in with oauth4webapi, which verifies the signature of the id token', async () => {
    const { server, redeemed, tokens } = await loginByOauth4webapi();
    await oauth.validateApplicationLevelSignature(server, redeemed, options);
    const claims = oauth.getValidatedIdTokenClaims(tokens)!;
    const principal = await ii.as(alice).get_principal(anchor, ORIGIN);
    expect(claims).toMatchObject({ iss: issuer, aud: APP.client_id, sub: principal.toText() });
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 300, scope: 'openid' });
    const delegation = await send(`${issuer}/oauth2/delegation`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await delegation.json()).toMatchObject({
      delegations: [{ delegation: { pubkey: parameters.ic_session_public_key } }],
    });
  });

  const loginByOpenidClient = async () => {
    const config = await openid.discovery(new URL(issuer), APP.client_id, undefined, openid.None(), {
      execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
      [openid.customFetch]: send,
    });
    const verifier = openid.randomPKCECodeVerifier();
    const [state, nonce] = [openid.randomState(), openid.randomNonce()];
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT_URI,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...parameters,
    });
    return openid.authorizationCodeGrant(config, await authorize(url), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
  };

  it('should be let in with openid-client, with its checks of signatures on', async () => {
    const tokens = await loginByOpenidClient();
    const principal = await ii.as(alice).get_principal(anchor, ORIGIN);
    expect(tokens.claims()).toMatchObject({ iss: issuer, sub: principal.toText() });
  });

  /** An id token whose part was changed, within an answer of the token endpoint. */
  const withToken =
    (change: (parts: [string, string, string]) => string[]) => (url: string, text: string) => {
      if (!url.endsWith('/oauth2/token')) return text;
      const answer = JSON.parse(text) as { id_token: string };
      const parts = answer.id_token.split('.') as [string, string, string];
      return JSON.stringify({ ...answer, id_token: change(parts).join('.') });
    };

  const CHANGES: [string, RegExp, (url: string, text: string) => string][] = [
    [
      'a changed byte of the signature',
      /signature verification failed/,
      withToken(([header, claims, signature]) => {
        const bytes = Buffer.from(signature, 'base64url');
        bytes[10]! ^= 1;
        return [header, claims, bytes.toString('base64url')];
      }),
    ],
    [
      'another key id in the token',
      /selecting a JWT verification key/,
      withToken(([header, claims, signature]) => {
        const content = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
        const other = Buffer.from(JSON.stringify({ ...content, kid: 'another' })).toString('base64url');
        return [other, claims, signature];
      }),
    ],
    [
      'another key id in the key set',
      /selecting a JWT verification key/,
      (url, text) => (url.endsWith('/oauth2/jwks') ? text.replace(/"kid":"[^"]*"/, '"kid":"another"') : text),
    ],
    [
      'other claims',
      /signature verification failed/,
      withToken(([header, claims, signature]) => {
        const content = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
        const other = Buffer.from(JSON.stringify({ ...content, sub: 'aaaaa-aa' })).toString('base64url');
        return [header, other, signature];
      }),
    ],
  ];

  it.each(CHANGES)('should not be let in by %s', async (_name, reason, change) => {
    changeAnswer = change;
    try {
      expect(await failure(loginByOpenidClient())).toMatch(reason);
      const login = async () => {
        const { server, redeemed } = await loginByOauth4webapi();
        await oauth.validateApplicationLevelSignature(server, redeemed, options);
      };
      expect(await failure(login())).toMatch(reason);
    } finally {
      changeAnswer = (_url, text) => text;
    }
  });
});

/** Why something failed: the messages of the error and of its causes. */
async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'it did not fail';
  } catch (error) {
    const messages: string[] = [];
    for (let at = error; at instanceof Error; at = at.cause) messages.push(at.message);
    return messages.join(': ');
  }
}
