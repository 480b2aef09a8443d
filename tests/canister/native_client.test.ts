/** The client library against the canister: what it accepts, and what it sees through. */
import { HttpAgent, Actor } from '@dfinity/agent';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type LogInOptions,
  LoginError,
  MAINNET_ROOT_KEY,
  discover,
  fetchWithLocalhost,
  listenOnLoopback,
  logIn,
} from '../../packages/native-client/src/index.ts';
import { DEMO_ARG, demoIdl, demoWasm, type Demo } from '../support/demo.ts';
import { APP, ORIGIN } from '../support/native_login.ts';
import { NativeLoginNetwork } from '../support/native_login_network.ts';

const HOUR = 3_600_000_000_000n;

describe('the native client', () => {
  let network: NativeLoginNetwork;
  let rootKey: Uint8Array;

  beforeAll(async () => {
    network = await NativeLoginNetwork.create();
    rootKey = await network.ii.rootKey();
  });
  afterAll(() => network?.tearDown());

  /** A browser in which the person agrees. */
  const browse = async (url: string) => {
    await fetch(await network.authorize(new URL(url).search));
  };

  const login = (changes: Partial<LogInOptions> = {}) =>
    logIn({
      issuer: network.issuer,
      clientId: APP.client_id,
      origin: ORIGIN,
      rootKey,
      openBrowser: browse,
      timeoutMs: 120_000,
      ...changes,
    });

  /** Phase and code of what goes wrong. */
  const failure = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
      return 'nothing failed';
    } catch (error) {
      if (!(error instanceof LoginError)) throw error;
      return `${error.phase} ${error.code}`;
    }
  };

  it('should end with an identity that calls canisters as the person is known at the origin', async () => {
    const identity = await login({ maxTimeToLive: HOUR });
    const principal = await network.ii.as(network.alice).get_principal(network.anchor, ORIGIN);
    expect(identity.getPrincipal().toText()).toBe(principal.toText());

    const { pic } = network.ii;
    const canisterId = await pic.createCanister();
    await pic.installCode({ canisterId, wasm: demoWasm(), arg: DEMO_ARG });
    const agent = await HttpAgent.create({ host: `http://127.0.0.1:${network.port}`, identity });
    agent.rootKey = rootKey;
    const demo = Actor.createActor<Demo>(demoIdl('update'), { agent, canisterId: canisterId.toText() });
    expect((await demo.whoami()).toText()).toBe(principal.toText());
  });

  it('should ask for the time that the app wants, with the key that it brings', async () => {
    const sessionKey = Ed25519KeyIdentity.generate();
    const before = BigInt(Date.now()) * 1_000_000n;
    const identity = await login({ maxTimeToLive: HOUR, sessionKey });
    const { delegation } = identity.getDelegation().delegations[0]!;
    expect(delegation.expiration - before).toBeGreaterThan(HOUR - HOUR / 60n);
    expect(delegation.expiration - before).toBeLessThan(HOUR + HOUR / 60n);
    expect(Buffer.from(delegation.pubkey)).toEqual(Buffer.from(sessionKey.getPublicKey().toDer()));
  });

  it('should say that the person refused', async () => {
    const refuse = async (url: string) => {
      const asked = await network.ii.as().native_login_request(new URL(url).search);
      if ('Err' in asked) throw new Error('not asked');
      await fetch(asked.Ok.refusal_url);
    };
    expect(await failure(login({ openBrowser: refuse }))).toBe('authorization access_denied');
  });

  it('should give up waiting, and when it is told to', async () => {
    const nobody = () => {};
    expect(await failure(login({ openBrowser: nobody, timeoutMs: 5 }))).toBe('authorization timeout');
    const signal = AbortSignal.abort();
    expect(await failure(login({ openBrowser: nobody, signal }))).toBe('authorization aborted');
  });

  it('should not wait for a browser that was opened until it ends, nor for one that was not', async () => {
    const stay = async (url: string) => {
      await browse(url);
      await new Promise(() => {});
    };
    await login({ openBrowser: stay });
    const cause = new Error('no browser here');
    const fail = () => {
      throw cause;
    };
    expect(await failure(login({ openBrowser: fail }))).toBe('authorization no_browser');
    await expect(login({ openBrowser: () => Promise.reject(cause) })).rejects.toMatchObject({ cause });
  });

  it('should not take answers of other servers', async () => {
    const mixUp = async (url: string) => {
      const answer = await network.authorize(new URL(url).search);
      answer.searchParams.set('iss', 'https://evil.example');
      await fetch(answer);
    };
    expect(await failure(login({ openBrowser: mixUp }))).toBe('authorization wrong_issuer');
  });

  it('should send away whatever comes without its state', async () => {
    const loopback = await listenOnLoopback({ timeoutMs: 120_000 });
    try {
      const answered = loopback.waitFor('the state');
      const status = async (path: string, init?: RequestInit) =>
        (await fetch(new URL(path, loopback.redirectUri), init)).status;
      expect(await status('/callback?code=evil&state=another')).toBe(404);
      expect(await status('/callback?code=evil')).toBe(404);
      expect(await status('/callback?state=the+state&state=the+state')).toBe(404);
      expect(await status('/elsewhere?state=the+state')).toBe(404);
      expect(await status('/callback?state=the+state', { method: 'POST' })).toBe(404);
      expect(await status('/callback?code=good&state=the+state')).toBe(200);
      expect((await answered).searchParams.get('code')).toBe('good');
    } finally {
      await loopback.close();
    }
  });

  it('should wait for a replica that has not caught up', async () => {
    let refusals = 2;
    const send: typeof fetch = async (input, init) => {
      const response = await fetchWithLocalhost(input, init);
      if (!String(input).endsWith('/oauth2/delegation') || refusals-- <= 0) return response;
      return Response.json({ error: 'invalid_token' }, { status: 401 });
    };
    await login({ send });
    expect(refusals).toBeLessThan(0);
  });

  /** Changes what the server answers at a path. */
  const changing =
    (path: string, change: (text: string) => string): typeof fetch =>
    async (input, init) => {
      const response = await fetchWithLocalhost(input, init);
      if (!String(input).endsWith(path)) return response;
      return new Response(change(await response.text()), { status: response.status });
    };

  const member = (name: string, change: (value: string) => string) => (text: string) =>
    text.replace(new RegExp(`("${name}":")([^"]*)"`), (_all, start: string, value: string) => {
      return `${start}${change(value)}"`;
    });
  /** Another digit in the middle, where no padding bits are. */
  const otherDigit = (value: string) => {
    const at = value.length >> 1;
    return value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
  };
  const otherPayload = (name: string, value: unknown) => (token: string) => {
    const [header, claims, signature] = token.split('.') as [string, string, string];
    const content = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...content, [name]: value })).toString('base64url');
    return [header, other, signature].join('.');
  };

  it.each([
    ['a changed signature', '/delegation', member('signature', otherDigit), 'wrong_signature'],
    ['another key of the app', '/delegation', member('pubkey', otherDigit), 'wrong_session_key'],
    ['another user', '/delegation', member('user_public_key', otherDigit), 'wrong_subject'],
    ['a later end', '/delegation', member('expiration', (ns) => `${BigInt(ns) + HOUR}`), 'wrong_expiration'],
    [
      'an end a moment later',
      '/delegation',
      member('expiration', (ns) => `${BigInt(ns) + 1n}`),
      'wrong_signature',
    ],
    ['an end in the past', '/delegation', member('expiration', () => '1'), 'wrong_expiration'],
    ['another subject', '/token', member('id_token', otherPayload('sub', 'aaaaa-aa')), 'wrong_id_token'],
    ['another nonce', '/token', member('id_token', otherPayload('nonce', 'x')), 'wrong_id_token'],
    ['no signature', '/token', member('id_token', (t) => t.replace(/[^.]*$/, '')), 'wrong_id_token'],
    ['another key', '/jwks', member('x', otherDigit), 'wrong_id_token'],
    ['another name of the key', '/jwks', member('kid', otherDigit), 'wrong_id_token'],
  ])('should see through %s', async (_name, path, change, code) => {
    expect(await failure(login({ send: changing(path, change) }))).toBe(`verification ${code}`);
  });

  it('should not trust another network', async () => {
    expect(await failure(login({ rootKey: MAINNET_ROOT_KEY }))).toBe('verification wrong_signature');
  });

  it.each([
    ['another issuer', member('issuer', () => 'https://evil.example'), 'wrong_issuer'],
    ['an endpoint elsewhere', member('token_endpoint', () => 'https://evil.example/token'), 'wrong_issuer'],
    ['no endpoint', member('jwks_uri', () => ''), 'wrong_issuer'],
    ['no JSON', () => '<html>', 'unexpected_answer'],
  ])('should not take a discovery document with %s', async (_name, change, code) => {
    const send = changing('/openid-configuration', change);
    expect(await failure(discover(network.issuer, send))).toBe(`discovery ${code}`);
  });

  it('should say what the server refused', async () => {
    const twice = async (url: string) => {
      const answer = await network.authorize(new URL(url).search);
      await network.redeem(answer.searchParams.get('code')!);
      await fetch(answer);
    };
    expect(await failure(login({ openBrowser: twice }))).toBe('token invalid_grant');
    const unreachable: typeof fetch = () => Promise.reject(new Error('no network'));
    expect(await failure(login({ send: unreachable }))).toBe('discovery unreachable');
    expect(await failure(discover(`${network.issuer}/`))).toBe('discovery wrong_issuer');
  });
});
