import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../../tests/support/fake_ic.ts';
import { APP, ORIGIN, REQUEST, nativeLogin, requestQuery } from '../../../../tests/support/native_login.ts';
import { ISSUER, NOT_GRANTED, NativeLoginCanister } from '../../../../tests/support/native_login_canister.ts';
import { registerIdentity, testDevice } from '../../../../tests/support/registered_identity.ts';
import { testPrincipal } from '../../../../tests/support/test_canister.ts';
import { decodeAnchor } from '../../storage/codecs/anchor_record.ts';

let own: NativeLoginCanister;

beforeEach(async () => {
  own = await NativeLoginCanister.create();
});

type Changes = Readonly<Record<string, string | null>>;

/** What the page is told about a request. */
const ask = (query: string) => own.canister.query('native_login_request', query);

/** Error code and address of a fault that goes back to the app. */
async function sentBack(changes: Changes): Promise<[string | null, URL]> {
  const asked = await ask(requestQuery(changes));
  if (!('Err' in asked) || !('Redirect' in asked.Err)) throw new Error(JSON.stringify(asked));
  const url = new URL(asked.Err.Redirect.url);
  return [url.searchParams.get('error'), url];
}

describe('a request', () => {
  test('is shown as the app is registered', async () => {
    expect(await ask(requestQuery())).toEqual({
      Ok: {
        client_id: 'example-cli',
        client_name: 'Example CLI',
        origin: ORIGIN,
        redirect_kind: { Loopback: null },
        refusal_url:
          'http://127.0.0.1:8123/callback?error=access_denied&error_description=The%20person%20refused.' +
          `&state=a%20state&iss=${encodeURIComponent(ISSUER)}`,
      },
    });
  });

  test.each([
    ['https://app.example/callback', 'Https'],
    ['com.example.app:/callback', 'PrivateUse'],
    ['http://[::1]:1/callback', 'Loopback'],
    ['http://[::1]/callback', 'Loopback'],
    ['http://127.0.0.1:65535/callback', 'Loopback'],
  ])('may come from %s', async (redirect_uri, kind) => {
    const asked = await ask(requestQuery({ redirect_uri }));
    expect(asked).toMatchObject({ Ok: { redirect_kind: { [kind]: null } } });
    expect(await own.authorize(requestQuery({ redirect_uri }))).toMatch(
      new RegExp(`^${redirect_uri.replace(/[[\]]/g, '\\$&')}\\?code=[\\w-]{43}&state=a%20state&iss=`),
    );
  });

  test.each([
    ['nobody', { client_id: null }],
    ['an unknown app', { client_id: 'unknown' }],
    ['an app in other letters', { client_id: 'Example-CLI' }],
    ['an app with too long an id', { client_id: 'x'.repeat(256) }],
    ['nowhere', { redirect_uri: null }],
    ['an empty address', { redirect_uri: '' }],
    ['another path', { redirect_uri: 'http://127.0.0.1/other' }],
    ['a longer path', { redirect_uri: 'http://127.0.0.1/callback/' }],
    ['a path below', { redirect_uri: 'http://127.0.0.1/callback/../evil' }],
    ['a path in other letters', { redirect_uri: 'http://127.0.0.1/Callback' }],
    ['an escaped path', { redirect_uri: 'http://127.0.0.1/%63allback' }],
    ['a path twice escaped', { redirect_uri: 'http%3A%2F%2F127.0.0.1%2Fcallback' }],
    ['a scheme in other letters', { redirect_uri: 'HTTP://127.0.0.1/callback' }],
    ['a host in other letters', { redirect_uri: 'https://APP.example/callback' }],
    ['a host with a dot behind', { redirect_uri: 'https://app.example./callback' }],
    ['a longer host', { redirect_uri: 'https://app.example.evil.example/callback' }],
    ['a host below', { redirect_uri: 'https://evil.app.example/callback' }],
    ['the default port', { redirect_uri: 'https://app.example:443/callback' }],
    ['another port of a web page', { redirect_uri: 'https://app.example:8443/callback' }],
    ['http in place of https', { redirect_uri: 'http://app.example/callback' }],
    ['a user before the host', { redirect_uri: 'https://app.example@evil.example/callback' }],
    ['a user of the host', { redirect_uri: 'https://user@app.example/callback' }],
    ['a user before this machine', { redirect_uri: 'http://127.0.0.1:80@evil.example/callback' }],
    ['a password', { redirect_uri: 'http://user:pass@127.0.0.1/callback' }],
    ['a backslash', { redirect_uri: 'https://app.example\\@evil.example/callback' }],
    ['backslashes for slashes', { redirect_uri: 'http:\\\\127.0.0.1\\callback' }],
    ['a query', { redirect_uri: 'http://127.0.0.1/callback?next=https://evil.example' }],
    ['a fragment', { redirect_uri: 'http://127.0.0.1/callback#x' }],
    ['localhost', { redirect_uri: 'http://localhost/callback' }],
    ['localhost at a port', { redirect_uri: 'http://localhost:8123/callback' }],
    ['this machine in short', { redirect_uri: 'http://127.1/callback' }],
    ['this machine as a number', { redirect_uri: 'http://2130706433/callback' }],
    ['this machine in octal', { redirect_uri: 'http://0177.0.0.1/callback' }],
    ['another address of this machine', { redirect_uri: 'http://127.0.0.2/callback' }],
    ['any address', { redirect_uri: 'http://0.0.0.0/callback' }],
    ['this machine with a dot behind', { redirect_uri: 'http://127.0.0.1./callback' }],
    ['this machine under a domain', { redirect_uri: 'http://127.0.0.1.evil.example/callback' }],
    ['a long form of ::1', { redirect_uri: 'http://[0:0:0:0:0:0:0:1]/callback' }],
    ['another form of ::1', { redirect_uri: 'http://[::0001]/callback' }],
    ['the IPv6 form of 127.0.0.1', { redirect_uri: 'http://[::ffff:127.0.0.1]/callback' }],
    ['a zone of ::1', { redirect_uri: 'http://[::1%25lo]/callback' }],
    ['port 0', { redirect_uri: 'http://127.0.0.1:0/callback' }],
    ['a port with zeros', { redirect_uri: 'http://127.0.0.1:08123/callback' }],
    ['no such port', { redirect_uri: 'http://127.0.0.1:65536/callback' }],
    ['an empty port', { redirect_uri: 'http://127.0.0.1:/callback' }],
    ['https on this machine', { redirect_uri: 'https://127.0.0.1/callback' }],
    ['another scheme of apps', { redirect_uri: 'com.example.other:/callback' }],
    ['the app’s scheme with a host', { redirect_uri: 'com.example.app://callback' }],
    ['a script', { redirect_uri: 'javascript:alert(1)//127.0.0.1/callback' }],
    ['data', { redirect_uri: 'data:text/html,x' }],
    ['a space before', { redirect_uri: ' http://127.0.0.1/callback' }],
    ['a line break behind', { redirect_uri: 'http://127.0.0.1/callback\n' }],
    ['a tab within', { redirect_uri: 'http://127.0.0.1/call\tback' }],
    ['a null byte', { redirect_uri: 'http://127.0.0.1/callback\0' }],
    ['an address of another app’s list', { client_id: 'third', redirect_uri: 'http://127.0.0.1/callback' }],
  ] as [string, Changes][])('for %s is told on the page alone', async (_name, changes) => {
    const asked = await ask(requestQuery(changes));
    expect(asked).toMatchObject({ Err: { Page: expect.stringMatching(/^[A-Z].*\.$/) } });
    expect(await own.authorize(requestQuery(changes))).toBe('Page');
    expect(own.canister.inside.nativeGrants.count).toBe(0);
  });

  test('may be as long as its limits, and not one longer', async () => {
    const origin = `https://${'a.'.repeat(115)}example.com`.padEnd(255, 'm');
    const app = { ...APP, client_id: 'x'.repeat(255), allowed_origins: [origin] };
    own = await NativeLoginCanister.create({ native_login: [nativeLogin(ISSUER, [app])] });
    const key = (length: number) => {
      const der = Buffer.alloc(length);
      der.set([0x30, 0x82, (length - 4) >> 8, (length - 4) & 0xff]);
      return der.toString('base64url');
    };
    const longest = {
      client_id: app.client_id,
      ic_origin: origin,
      state: 's'.repeat(512),
      nonce: 'é'.repeat(256),
      scope: 'openid '.padEnd(512, 'x'),
      ic_session_public_key: key(1024),
    };
    const filled = (length: number) => `${requestQuery(longest)}&x=`.padEnd(length, 'a');
    expect(await ask(filled(8192))).toMatchObject({ Ok: { client_id: app.client_id, origin } });
    expect(await own.authorize(filled(8192))).toMatch(/[?]code=[\w-]{43}&state=s{512}&iss=/);
    expect(await ask(filled(8193))).toMatchObject({ Err: { Page: 'The request is too long.' } });
    for (const [name, value] of [
      ['state', 's'.repeat(513)],
      ['nonce', `${longest.nonce}n`],
      ['scope', `${longest.scope}x`],
      ['ic_session_public_key', key(1025)],
      ['ic_origin', `${origin}m`],
    ] as const) {
      expect(
        (await sentBack({ ...longest, [name]: value }))[1].searchParams.get('error_description'),
      ).toMatch(new RegExp(`^${name} is `));
    }
  });

  test.each([
    ['two apps', '&client_id=other-cli'],
    ['the same app twice', `&client_id=${APP.client_id}`],
    ['two addresses', '&redirect_uri=https%3A%2F%2Fevil.example'],
    ['a malformed app', '&client_id=%ff'],
    ['a bomb of parameters', '&x=1'.repeat(100)],
    ['a very long text', `&x=${'a'.repeat(8192)}`],
  ])('with %s is told on the page alone', async (_name, more) => {
    expect(await ask(requestQuery() + more)).toMatchObject({ Err: { Page: expect.any(String) } });
  });

  test.each([
    ['no response_type', { response_type: null }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['the hybrid flow', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['another response_mode', { response_mode: 'fragment' }, 'invalid_request'],
    ['no scope', { scope: null }, 'invalid_request'],
    ['an empty scope', { scope: '' }, 'invalid_request'],
    ['no state', { state: null }, 'invalid_request'],
    ['too long a state', { state: 's'.repeat(513) }, 'invalid_request'],
    ['a state of too many bytes', { state: 'é'.repeat(257) }, 'invalid_request'],
    ['no nonce', { nonce: null }, 'invalid_request'],
    ['too long a nonce', { nonce: 'n'.repeat(513) }, 'invalid_request'],
    ['no challenge', { code_challenge: null }, 'invalid_request'],
    ['no challenge at all', { code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    ['no method of the challenge', { code_challenge_method: null }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a method in other letters', { code_challenge_method: 's256' }, 'invalid_request'],
    ['a short challenge', { code_challenge: 'a'.repeat(42) }, 'invalid_request'],
    ['a long challenge', { code_challenge: 'a'.repeat(44) }, 'invalid_request'],
    ['a challenge in base64', { code_challenge: `${'a'.repeat(42)}+` }, 'invalid_request'],
    ['no origin', { ic_origin: null }, 'invalid_request'],
    ['another origin', { ic_origin: 'https://evil.example' }, 'invalid_request'],
    ['an origin with a slash', { ic_origin: `${ORIGIN}/` }, 'invalid_request'],
    ['an origin in other letters', { ic_origin: 'https://APP.example' }, 'invalid_request'],
    ['the remapped form of an origin', { ic_origin: 'https://zzzzz-aa.ic0.app' }, 'invalid_request'],
    ['no session key', { ic_session_public_key: null }, 'invalid_request'],
    ['an empty session key', { ic_session_public_key: '' }, 'invalid_request'],
    ['a session key in base64', { ic_session_public_key: 'MA==' }, 'invalid_request'],
    ['a session key that is no DER', { ic_session_public_key: 'AAAA' }, 'invalid_request'],
    ['a session key cut short', { ic_session_public_key: 'MCow' }, 'invalid_request'],
    ['a life of no time', { ic_max_time_to_live: '0' }, 'invalid_request'],
    ['a life in words', { ic_max_time_to_live: '1h' }, 'invalid_request'],
    ['a negative life', { ic_max_time_to_live: '-1' }, 'invalid_request'],
    ['a life with a point', { ic_max_time_to_live: '1e9' }, 'invalid_request'],
    ['a life beyond 64 bits', { ic_max_time_to_live: '18446744073709551616' }, 'invalid_request'],
  ] as [string, Changes, string][])('with %s goes back to the app', async (_name, changes, error) => {
    const [code, url] = await sentBack(changes);
    expect(code).toBe(error);
    expect(url.href.startsWith('http://127.0.0.1:8123/callback?')).toBe(true);
    expect(url.searchParams.get('iss')).toBe(ISSUER);
    expect(url.searchParams.get('error_description')).toMatch(/\.$/);
    const hasState = !('state' in changes);
    expect(url.searchParams.get('state')).toBe(hasState ? 'a state' : null);
    expect(await own.authorize(requestQuery(changes))).toBe(url.href);
    expect(own.canister.inside.nativeGrants.count).toBe(0);
  });

  test.each(['state', 'nonce', 'scope', 'code_challenge', 'unknown', 'response_type'])(
    'with %s twice goes back to the app',
    async (name) => {
      const asked = await ask(`${requestQuery({ unknown: 'x' })}&${name}=twice`);
      expect(asked).toMatchObject({ Err: { Redirect: { url: expect.stringContaining('invalid_request') } } });
    },
  );

  test('from the web must come from the origin that it wants', async () => {
    const changes = { redirect_uri: 'https://app.example/callback', ic_origin: 'https://zzzzz-aa.icp0.io' };
    expect((await sentBack(changes))[0]).toBe('invalid_request');
  });

  test('may say what is unknown here, or not needed', async () => {
    const changes = { prompt: 'none', login_hint: '10000', display: 'page', scope: 'openid email x', a: '' };
    expect(await ask(requestQuery({ ...changes, response_mode: 'query' }))).toHaveProperty('Ok');
    expect(await ask(requestQuery().slice(1))).toHaveProperty('Ok');
  });

  test('gives back its state as it was', async () => {
    const state = 'é&=?#+ %20"<\u{1f600}';
    const url = new URL(await own.authorize(requestQuery({ state })));
    expect(url.searchParams.get('state')).toBe(state);
    expect([...url.searchParams.keys()]).toEqual(['code', 'state', 'iss']);
  });

  test('for an http origin is only good where nothing is in production', async () => {
    const changes = { ic_origin: 'http://localhost:5173' };
    expect(await ask(requestQuery(changes))).toHaveProperty('Ok');
    const clients = [{ ...APP, allowed_origins: [ORIGIN] }];
    own = await NativeLoginCanister.create({
      is_production: [true],
      native_login: [nativeLogin(ISSUER, clients)],
    });
    expect((await sentBack(changes))[0]).toBe('invalid_request');
  });

  test('is told on the page where native login is off', async () => {
    own = await NativeLoginCanister.create({ native_login: [] });
    expect(await ask(requestQuery())).toEqual({ Err: { Page: 'Native apps cannot log in here.' } });
    expect(await own.authorize(requestQuery())).toBe('Page');
  });
});

describe('an authorization', () => {
  test('is for the owner alone', async () => {
    own.ic.as(testPrincipal(9));
    expect(await own.authorize(requestQuery())).toBe('Unauthorized');
    await expect(own.canister.update('native_login_authorize', 99n, requestQuery())).rejects.toThrow(
      /failed to read device data of user 99/,
    );
  });

  test('counts as a use of the device', async () => {
    own.ic.advance(SECOND);
    await own.code();
    const record = own.canister.inside.anchors.record(own.anchor) as Uint8Array;
    expect(decodeAnchor(record).devices[0]?.lastUsage).toBe(A_MOMENT + SECOND);
  });

  test('gives another code each time', async () => {
    expect(await own.code()).not.toBe(await own.code());
  });

  test('is not given once the device, the app or its origin is gone meanwhile', async () => {
    const during = (change: () => void) => {
      own.ic.duringRawRand = () => {
        own.ic.duringRawRand = () => {};
        change();
      };
    };
    const { settings, anchors } = own.canister.inside;
    const login = settings.configuration().native_login!;
    const set = (native_login: typeof login | null) =>
      settings.setConfiguration({ ...settings.configuration(), native_login });
    during(() => set({ ...login, clients: [] }));
    expect(await own.authorize(requestQuery())).toBe('Page');
    set(login);
    during(() => set(null));
    expect(await own.authorize(requestQuery())).toBe('Page');
    set(login);
    during(() => set({ ...login, clients: [{ ...APP, allowed_origins: ['https://other.example'] }] }));
    expect(await own.authorize(requestQuery())).toContain('error=invalid_request');
    set(login);
    during(() => {
      const record = anchors.record(own.anchor) as Uint8Array;
      record.fill(0, 10, 38);
      anchors.putRecord(own.anchor, record);
    });
    expect(await own.authorize(requestQuery())).toBe('Unauthorized');
    expect(own.canister.inside.nativeGrants.count).toBe(0);
  });

  test('says that there is no randomness', async () => {
    own.ic.rawRandFailure = 'no randomness today';
    const authorized = await own.canister.update('native_login_authorize', own.anchor, requestQuery());
    expect(authorized).toEqual({
      Err: { InternalCanisterError: 'failed to draw a code: no randomness today' },
    });
  });

  test('is refused to whoever floods, and to nobody else, until time has passed', async () => {
    let refused = '';
    let given = 0;
    while (refused === '' && given < 1000) {
      const url = await own.authorize(requestQuery());
      if (url.includes('code=')) given += 1;
      else refused = url;
    }
    expect(given).toBe(50);
    expect(refused).toContain('error=temporarily_unavailable');
    const flooder = own.anchor;
    own.anchor = await registerIdentity(own.canister, 2);
    own.ic.as(testPrincipal(2));
    await own.code();
    own.anchor = flooder;
    own.ic.as(testPrincipal(1)).advance(60n * SECOND);
    await own.code();
    expect(own.canister.inside.nativeGrants.count).toBeLessThan(10);
  });

  test('by a device that is added later needs that device when it is redeemed', async () => {
    await own.canister.update('add', own.anchor, testDevice(2));
    own.ic.as(testPrincipal(2));
    const code = await own.code();
    own.ic.as(testPrincipal(1));
    await own.canister.update('remove', own.anchor, testDevice(2).pubkey);
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
  });
});

test('the usual request of these tests is as it must be', () => {
  expect(Object.keys(REQUEST)).toHaveLength(10);
});
