import { ed25519 } from '@noble/curves/ed25519';
import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../../tests/support/fake_ic.ts';
import {
  APP,
  ORIGIN,
  OTHER_APP,
  VERIFIER,
  challengeOf,
  redemption,
} from '../../../../tests/support/native_login.ts';
import {
  FORM,
  ISSUER,
  NOT_GRANTED,
  NativeLoginCanister,
  SIGNING_KEY,
  answerSchnorr,
} from '../../../../tests/support/native_login_canister.ts';
import { CallError } from '../../ic/ic.ts';
import { keyId } from '../../domain/native_login/documents.ts';
import { FALLBACK_CYCLES } from './signing_key.ts';

const MINUTE = 60n * SECOND;
/** From the calendar's day 0 of the tests. */
const NOW_S = Number(A_MOMENT / SECOND);

let own: NativeLoginCanister;

beforeEach(async () => {
  own = await NativeLoginCanister.create();
});

const signatures = () => own.canister.inside.certified.signatures.size;

/** Lets something happen while the canister waits for its next randomness. */
function duringRandomness(change: () => void): void {
  own.ic.duringRawRand = () => {
    own.ic.duringRawRand = () => {};
    change();
  };
}

describe('a redemption', () => {
  test('gives tokens that are not to be stored', async () => {
    const answer = await own.redeem(await own.code());
    expect(answer).toMatchObject({ status: 200, upgraded: true });
    expect(answer.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'openid',
      ic_delegation_endpoint: `${ISSUER}/oauth2/delegation`,
      id_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]{86}$/),
    });
    expect(answer.header('content-type')).toBe('application/json');
    expect(answer.header('cache-control')).toBe('no-store');
    expect(answer.header('pragma')).toBe('no-cache');
    expect(answer.header('access-control-allow-origin')).toBe('*');
  });

  test('counts at the dapp as a login through its page does, once it succeeds', async () => {
    const ended = await own.code();
    await own.redeem(ended, { code_verifier: 'b'.repeat(50) });
    for (const ic_origin of [ORIGIN, 'https://zzzzz-aa.icp0.io', 'http://localhost:5173']) {
      const code = await own.code({ ic_origin, ic_max_time_to_live: `${100n * SECOND}` });
      await own.redeem(code);
      await own.redeem(code);
    }
    const { event_aggregations: found } = await own.canister.query('stats');
    const of = (key: string) => new Map(found.find(([name]) => name === key)?.[1]);
    const dapps = ['https://zzzzz-aa.ic0.app', ORIGIN];
    expect(of('prepare_delegation_count 24h other')).toEqual(new Map(dapps.map((dapp) => [dapp, 1n])));
    expect(of('prepare_delegation_session_seconds 24h other')).toEqual(
      new Map(dapps.map((dapp) => [dapp, 100n])),
    );
  });

  test('gives no id token where none was asked for, and signs nothing', async () => {
    const answer = await own.redeem(await own.code({ scope: 'email' }));
    expect(answer.json()).not.toHaveProperty('id_token');
    expect(answer.json()['scope']).toBe('');
    expect(own.ic.calls.map(({ method }) => method)).not.toContain('sign_with_schnorr');
  });

  test('works once, and again ends what the first gave', async () => {
    const code = await own.code();
    const { access_token: token } = (await own.redeem(code)).json();
    expect((await own.delegation(token as string)).status).toBe(200);
    expect(signatures()).toBe(1);
    const second = await own.redeem(code);
    expect(second).toMatchObject({ status: 400, upgraded: true });
    expect(second.json()).toEqual(NOT_GRANTED);
    expect((await own.delegation(token as string)).status).toBe(401);
    expect(signatures()).toBe(0);
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
  });

  test('that comes twice at once gives nothing', async () => {
    const code = await own.code();
    const answers = await Promise.all([own.redeem(code), own.redeem(code)]);
    expect(answers.map((answer) => answer.json())).toEqual([NOT_GRANTED, NOT_GRANTED]);
    expect(signatures()).toBe(0);
    expect(own.canister.inside.nativeGrants.count).toBe(0);
  });

  test.each([
    ['another verifier', { code_verifier: 'b'.repeat(60) }],
    ['a short verifier', { code_verifier: VERIFIER.slice(0, 42) }],
    ['a long verifier', { code_verifier: VERIFIER.repeat(3) }],
    ['the challenge for a verifier', { code_verifier: challengeOf(VERIFIER) }],
    ['a verifier with other marks', { code_verifier: VERIFIER.replace('~', '*') }],
    ['another app', { client_id: OTHER_APP.client_id }],
    ['another address', { redirect_uri: 'http://127.0.0.1:8124/callback' }],
    ['the address without its port', { redirect_uri: 'http://127.0.0.1/callback' }],
    ['another address of the app', { redirect_uri: 'https://app.example/callback' }],
  ])('with %s is refused and ends the code', async (_name, changes) => {
    const code = await own.code();
    const answer = await own.redeem(code, changes);
    expect(answer.status).toBe(400);
    expect(answer.json()).toEqual(NOT_GRANTED);
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
    expect(own.ic.calls.map(({ method }) => method)).not.toContain('sign_with_schnorr');
    expect(signatures()).toBe(0);
  });

  test.each([
    ['no verifier', { code_verifier: null }, 'invalid_request'],
    ['an empty verifier', { code_verifier: '' }, 'invalid_request'],
    ['no app', { client_id: null }, 'invalid_request'],
    ['no address', { redirect_uri: null }, 'invalid_request'],
    ['no kind of grant', { grant_type: null }, 'invalid_request'],
    ['an unknown app', { client_id: 'unknown' }, 'invalid_client'],
    ['another kind of grant', { grant_type: 'refresh_token' }, 'unsupported_grant_type'],
    ['a password', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('with %s says so and ends the code', async (_name, changes, error) => {
    const code = await own.code();
    const answer = await own.redeem(code, changes);
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.json()).toEqual({ error, error_description: expect.stringMatching(/\.$/) });
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
  });

  test('without a code says so', async () => {
    expect((await own.post('grant_type=authorization_code')).json()['error']).toBe('invalid_request');
    expect((await own.post('')).json()['error']).toBe('invalid_request');
  });

  test('with a secret says that there are none, and ends the code', async () => {
    const code = await own.code();
    const answer = await own.post(redemption(code), [FORM, ['Authorization', 'Basic YTpi']]);
    expect(answer).toMatchObject({ status: 401 });
    expect(answer.json()['error']).toBe('invalid_client');
    expect(answer.header('www-authenticate')).toBe('Basic');
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
  });

  test.each([
    ['code', 'x'],
    ['client_id', APP.client_id],
    ['code_verifier', VERIFIER],
  ])('with %s twice is refused', async (name, value) => {
    const answer = await own.post(`${redemption(await own.code())}&${name}=${value}`);
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.json()['error']).toBe('invalid_request');
  });

  test('of a code that nobody was given, that is over, ended or used is answered by the same words', async () => {
    const [over, ended, used] = [await own.code(), await own.code(), await own.code()];
    await own.redeem(ended, { code_verifier: 'b'.repeat(50) });
    await own.redeem(used);
    own.ic.advance(MINUTE);
    const answers = [];
    for (const code of ['A'.repeat(43), '', over, ended, used]) answers.push(await own.redeem(code || 'x'));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.json()).toEqual(NOT_GRANTED);
  });

  test('is good until the minute is over', async () => {
    const [first, second] = [await own.code(), await own.code()];
    own.ic.advance(MINUTE - 1n);
    expect((await own.redeem(first)).status).toBe(200);
    own.ic.advance(1n);
    expect((await own.redeem(second)).json()).toEqual(NOT_GRANTED);
  });

  test('does not outlive an upgrade', async () => {
    const code = await own.code();
    own.canister.upgrade();
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
  });

  test('gives nothing when the app, its address or native login is gone, also meanwhile', async () => {
    const { settings } = own.canister.inside;
    const login = settings.configuration().native_login!;
    const set = (native_login: typeof login | null) =>
      settings.setConfiguration({ ...settings.configuration(), native_login });
    const CHANGES = [
      { ...login, clients: [OTHER_APP] },
      { ...login, clients: [{ ...APP, redirect_uris: ['com.example.app:/callback'] }] },
      { ...login, clients: [{ ...APP, allowed_origins: ['https://other.example'] }] },
      { ...login, issuer: 'https://other.example' },
      null,
    ];
    for (const change of CHANGES) {
      const code = await own.code();
      duringRandomness(() => set(change));
      expect((await own.redeem(code)).json()['error']).toMatch(/^(invalid_grant|server_error)$/);
      set(login);
      expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
    }
    expect(signatures()).toBe(0);
  });

  test('gives nothing when the device is gone meanwhile', async () => {
    const code = await own.code();
    duringRandomness(() => {
      const { anchors } = own.canister.inside;
      const record = anchors.record(own.anchor) as Uint8Array;
      record.fill(0, 10, 38);
      anchors.putRecord(own.anchor, record);
    });
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
    expect(signatures()).toBe(0);
  });

  test('gives nothing when the system does not sign, and the code is spent', async () => {
    const code = await own.code();
    own.ic.answerCall = () => {
      throw new CallError(2, 'busy');
    };
    const answer = await own.redeem(code);
    expect(answer.status).toBe(500);
    expect(answer.json()['error']).toBe('server_error');
    own.ic.answerCall = answerSchnorr;
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
    expect(signatures()).toBe(0);
    expect(own.canister.inside.nativeGrants.count).toBe(0);
  });

  test('gives nothing when there is no randomness', async () => {
    const code = await own.code();
    own.ic.rawRandFailure = 'none today';
    expect((await own.redeem(code)).json()['error']).toBe('server_error');
    own.ic.rawRandFailure = null;
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
  });
});

describe('an id token', () => {
  test('is signed by the threshold key and says who, for whom and when', async () => {
    own.ic.advance(5n * SECOND);
    const code = await own.code();
    own.ic.advance(20n * SECOND);
    const { id_token: token } = (await own.redeem(code)).json();
    const [header, claims, signature] = (token as string).split('.') as [string, string, string];
    const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown;
    expect(decoded(header)).toEqual({ alg: 'EdDSA', typ: 'JWT', kid: keyId(SIGNING_KEY) });
    const principal = await own.canister.query('get_principal', own.anchor, ORIGIN);
    expect(decoded(claims)).toEqual({
      iss: ISSUER,
      sub: principal.toText(),
      aud: APP.client_id,
      iat: NOW_S + 25,
      exp: NOW_S + 325,
      auth_time: NOW_S + 5,
      nonce: 'a nonce',
    });
    const message = Buffer.from(`${header}.${claims}`);
    expect(ed25519.verify(Buffer.from(signature, 'base64url'), message, SIGNING_KEY)).toBe(true);
    const signing = own.ic.calls.at(-1)!;
    expect(signing).toMatchObject({ method: 'sign_with_schnorr', cycles: 26_153_846_153n });
    expect(signing.canister).toEqual(new Uint8Array());
  });

  test('is paid with what the system says that it costs, or with enough', async () => {
    for (const [cost, paid] of [
      [7n, 7n],
      [null, FALLBACK_CYCLES],
    ] as const) {
      if (cost === null) own.ic.signatureCosts.clear();
      else own.ic.signatureCosts.set('key_1', cost);
      await own.token();
      expect(own.ic.calls.at(-1)).toMatchObject({ method: 'sign_with_schnorr', cycles: paid });
    }
    expect(FALLBACK_CYCLES).toBeGreaterThanOrEqual(26_153_846_153n);
  });

  test('names somebody else at every origin, and never the number', async () => {
    const subjects = new Set<unknown>();
    for (const ic_origin of [ORIGIN, 'https://zzzzz-aa.icp0.io', 'http://localhost:5173']) {
      const { id_token: token } = (await own.redeem(await own.code({ ic_origin }))).json();
      const claims = Buffer.from((token as string).split('.')[1]!, 'base64url').toString();
      expect(claims).not.toContain(own.anchor.toString());
      subjects.add((JSON.parse(claims) as { sub: string }).sub);
    }
    expect(subjects.size).toBe(3);
  });
});
