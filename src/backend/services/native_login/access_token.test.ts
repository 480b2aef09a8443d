import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../../tests/support/fake_ic.ts';
import { ORIGIN, SESSION_KEY, redemption } from '../../../../tests/support/native_login.ts';
import { FORM, NOT_GRANTED, NativeLoginCanister } from '../../../../tests/support/native_login_canister.ts';

const MINUTE = 60n * SECOND;
const DAY = 24n * 60n * MINUTE;

let own: NativeLoginCanister;

beforeEach(async () => {
  own = await NativeLoginCanister.create();
});

const signatures = () => own.canister.inside.certified.signatures.size;

interface DelegationAnswer {
  readonly user_public_key: string;
  readonly delegations: readonly {
    readonly delegation: { readonly pubkey: string; readonly expiration: string };
    readonly signature: string;
  }[];
}

describe('an access token', () => {
  const delegation = async (token: string) => {
    const answer = await own.delegation(token);
    expect(answer).toMatchObject({ status: 200, upgraded: false });
    return answer.json() as unknown as DelegationAnswer;
  };

  test('gives the delegation that prepare_delegation gives', async () => {
    const given = await delegation(await own.token({ ic_max_time_to_live: '1000' + '000000000' }));
    const [userKey, expiration] = await own.canister.update(
      'prepare_delegation',
      own.anchor,
      ORIGIN,
      SESSION_KEY,
      [1_000n * SECOND],
    );
    expect(given.user_public_key).toBe(Buffer.from(userKey).toString('base64url'));
    const [only, ...more] = given.delegations;
    expect(more).toEqual([]);
    expect(only?.delegation).toEqual({
      pubkey: Buffer.from(SESSION_KEY).toString('base64url'),
      expiration: expiration.toString(),
    });
    const got = await own.canister.query('get_delegation', own.anchor, ORIGIN, SESSION_KEY, expiration);
    if (!('signed_delegation' in got)) throw new Error('not signed');
    expect(only?.signature).toBe(Buffer.from(got.signed_delegation.signature).toString('base64url'));
  });

  test('is for the principal of the older domain of canisters, as on the web', async () => {
    const given = await delegation(await own.token({ ic_origin: 'https://zzzzz-aa.icp0.io' }));
    const principal = Principal.selfAuthenticating(Buffer.from(given.user_public_key, 'base64url'));
    const expected = await own.canister.query('get_principal', own.anchor, 'https://zzzzz-aa.ic0.app');
    expect(principal.toText()).toBe(expected.toText());
  });

  test.each([
    [null, 30n * MINUTE],
    [`${DAY}`, DAY],
    [`${30n * DAY}`, 30n * DAY],
    [`${31n * DAY}`, 30n * DAY],
    ['18446744073709551615', 30n * DAY],
  ])('asked for %s gives a delegation of %s nanoseconds from the consent on', async (wish, life) => {
    const code = await own.code({ ic_max_time_to_live: wish });
    own.ic.advance(30n * SECOND);
    const { access_token: token } = (await own.redeem(code)).json();
    const given = await delegation(token as string);
    expect(given.delegations[0]?.delegation.expiration).toBe((A_MOMENT + life).toString());
  });

  test('lives five minutes, and its signature as long', async () => {
    const token = await own.token();
    own.ic.advance(5n * MINUTE - 1n);
    await own.canister.update('prepare_delegation', own.anchor, 'https://x.example', SESSION_KEY, []);
    await delegation(token);
    own.ic.advance(1n);
    expect((await own.delegation(token)).status).toBe(401);
    own.ic.advance(MINUTE);
    await own.canister.update('prepare_delegation', own.anchor, 'https://y.example', SESSION_KEY, []);
    expect(signatures()).toBe(1);
  });

  test('does not outlive its delegation', async () => {
    const code = await own.code({ ic_max_time_to_live: `${90n * SECOND}` });
    own.ic.advance(20n * SECOND);
    const answer = (await own.redeem(code)).json();
    expect(answer['expires_in']).toBe(70);
    own.ic.advance(70n * SECOND - 1n);
    await delegation(answer['access_token'] as string);
    own.ic.advance(1n);
    expect((await own.delegation(answer['access_token'] as string)).status).toBe(401);
  });

  test('is not given for a delegation that is over', async () => {
    const code = await own.code({ ic_max_time_to_live: `${10n * SECOND}` });
    own.ic.advance(10n * SECOND);
    expect((await own.redeem(code)).json()).toEqual(NOT_GRANTED);
  });

  test('works more than once, for replicas that lag behind', async () => {
    const token = await own.token();
    expect(await delegation(token)).toEqual(await delegation(token));
  });

  test('is lost with an upgrade', async () => {
    const token = await own.token();
    own.canister.upgrade();
    expect((await own.delegation(token)).status).toBe(401);
  });

  test.each([
    ['no header', []],
    ['another token', [['Authorization', `Bearer ${'A'.repeat(43)}`]]],
    ['another scheme', [['Authorization', 'Basic TOKEN']]],
    ['no scheme', [['Authorization', 'TOKEN']]],
    ['an empty token', [['Authorization', 'Bearer ']]],
    ['more behind the token', [['Authorization', 'Bearer TOKEN, x']]],
    [
      'the header twice',
      [
        ['Authorization', 'Bearer TOKEN'],
        ['authorization', 'Bearer TOKEN'],
      ],
    ],
  ] as [string, [string, string][]][])('is refused with %s', async (_name, headers) => {
    const token = await own.token();
    const answer = await own.send('/oauth2/delegation', {
      headers: headers.map(([name, value]) => [name, value.replace('TOKEN', token)]),
    });
    expect(answer).toMatchObject({ status: 401, upgraded: false });
    expect(answer.json()['error']).toBe('invalid_token');
    expect(answer.header('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(answer.header('cache-control')).toBe('no-store');
    expect(answer.header('pragma')).toBe('no-cache');
  });

  test('is not taken from the address, nor is a code', async () => {
    const token = await own.token();
    for (const path of [
      `/oauth2/delegation?access_token=${token}`,
      `/oauth2/delegation?canisterId=x&access_token=${token}`,
      '/oauth2/delegation?a&b',
    ]) {
      const answer = await own.send(path, { headers: [['Authorization', `Bearer ${token}`]] });
      expect(answer).toMatchObject({ status: 400 });
      expect(answer.text).not.toContain('signature');
    }
    const code = await own.code();
    const sent = { method: 'POST', headers: [FORM], body: redemption(code) };
    expect((await own.send(`/oauth2/token?code=${code}`, sent)).json()['error']).toBe('invalid_request');
    expect((await own.send('/oauth2/token?canisterId=x', sent)).status).toBe(200);
  });

  test('is not the code, nor the id token', async () => {
    const code = await own.code();
    const { id_token: idToken } = (await own.redeem(code)).json();
    for (const other of [code, idToken as string]) expect((await own.delegation(other)).status).toBe(401);
  });
});
