import { describe, expect, it } from 'vitest';
import { LOCAL_INIT, RETAIN_ALL } from '../../scripts/local_network/init_arg.ts';
import { asRead } from '../support/client_interface.ts';
import { APP, ORIGIN, nativeLogin, requestQuery } from '../support/native_login.ts';
import { useStage } from '../support/stage.ts';

const ISSUER = 'https://identity.example';

describe('native_login_request', () => {
  const stage = useStage({ ...LOCAL_INIT, native_login: [nativeLogin(ISSUER)] });
  const ask = (query: string) => stage.anyone.native_login_request(query);

  it('should tell anyone what is registered of the app that asks', async () => {
    expect(await ask(requestQuery())).toEqual({
      Ok: {
        client_id: APP.client_id,
        client_name: APP.name,
        origin: ORIGIN,
        redirect_kind: { Loopback: null },
        refusal_url: expect.stringMatching(
          /^http:\/\/127\.0\.0\.1:8123\/callback\?error=access_denied&.*&state=a%20state&iss=https%3A%2F%2Fidentity\.example$/,
        ),
      },
    });
  });

  it('should have no address to send an answer to when the app or its address is unknown', async () => {
    for (const changes of [{ client_id: 'unknown' }, { redirect_uri: 'https://evil.example/callback' }]) {
      expect(await ask(requestQuery(changes))).toMatchObject({ Err: { Page: expect.any(String) } });
    }
  });

  it('should send any other fault to the app', async () => {
    expect(await ask(requestQuery({ code_challenge_method: 'plain' }))).toMatchObject({
      Err: {
        Redirect: {
          url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8123\/callback\?error=invalid_request&/),
          redirect_kind: { Loopback: null },
        },
      },
    });
  });

  it.each(['', '?', '?&&&', '%', '\u0000', '=&=&=', 'a'.repeat(100_000), '&'.repeat(8000)])(
    'should survive the query %.20j',
    async (query) => {
      expect(await ask(query)).toMatchObject({ Err: { Page: expect.any(String) } });
    },
  );

  it('should not trust whoever asks with settings that cannot be', async () => {
    const upgrade = (issuer: string) =>
      stage.ii.upgrade({ ...RETAIN_ALL, native_login: [nativeLogin(issuer)] });
    await expect(upgrade('http://identity.example')).rejects.toThrow(
      'native_login: issuer "http://identity.example" is no https origin, nor an http one of localhost',
    );
    await expect(stage.ii.upgrade({ ...RETAIN_ALL, is_production: [true] })).rejects.toThrow(
      'native_login: client "example-cli": allowed_origin "http://localhost:5173" is no https origin',
    );
    expect(await ask(requestQuery())).toHaveProperty('Ok');
  });

  it('should follow the settings of an upgrade, and retain them', async () => {
    await stage.ii.upgrade({
      ...RETAIN_ALL,
      native_login: [nativeLogin(ISSUER, [{ ...APP, name: 'Renamed' }])],
    });
    expect(await ask(requestQuery())).toMatchObject({ Ok: { client_name: 'Renamed' } });
    await stage.ii.upgrade();
    expect(await ask(requestQuery())).toMatchObject({ Ok: { client_name: 'Renamed' } });
    const off = { issuer: '', schnorr_key_name: '', clients: [] };
    await stage.ii.upgrade({ ...RETAIN_ALL, native_login: [off] });
    expect(await stage.anyone.config()).toMatchObject(asRead({ native_login: [] }, 'native_login'));
    expect(await ask(requestQuery())).toEqual({ Err: { Page: 'Native apps cannot log in here.' } });
  });
});
