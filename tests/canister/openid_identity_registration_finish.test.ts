import { describe, expect, it } from 'vitest';
import type { Ed25519KeyIdentity } from '@icp-sdk/core/identity';
import { type Claims, TOKEN_SALT } from '../support/openid_provider.ts';
import { useOpenIdStage } from '../support/openid_stage.ts';

describe('openid_identity_registration_finish', () => {
  const { stage, openId } = useOpenIdStage();

  const finish = async (caller: Ed25519KeyIdentity, claims: Claims) =>
    stage.ii.as(caller).openid_identity_registration_finish({
      jwt: await openId.token(caller, claims),
      salt: TOKEN_SALT,
    });
  const start = async (): Promise<Ed25519KeyIdentity> => {
    const caller = stage.newcomer();
    await stage.ii.as(caller).identity_registration_start();
    return caller;
  };
  const invalid = (why: string) => ({ Err: { InvalidAuthnMethod: why } });

  it("should create an identity without devices, with the provider's name, that its account opens", async () => {
    const caller = await start();
    const sub = openId.person();
    const finished = await finish(caller, { sub });
    if ('Err' in finished) throw new Error(Object.keys(finished.Err).join());
    const anchor = finished.Ok.identity_number;
    expect(await stage.anyone.lookup(anchor)).toEqual([]);
    const account = await openId.signIn(sub);
    const info = await account.get_anchor_info(anchor);
    expect(info).toMatchObject({ devices: [], name: ['Ada'] });
    expect(info.openid_credentials[0]?.map((credential) => credential.sub)).toEqual([sub]);
    // The caller has no access: there is no device whose temporary key it could be.
    await expect(stage.ii.as(caller).get_anchor_info(anchor)).rejects.toThrow(/could not be authenticated/);
  });

  it('should count the identity and give it the next number', async () => {
    const { users_registered } = await stage.anyone.stats();
    const [first, second] = [await start(), await start()];
    const a = await finish(first, { sub: openId.person() });
    const b = await finish(second, { sub: openId.person(), name: undefined });
    if (!('Ok' in a) || !('Ok' in b)) throw new Error('refused');
    expect(b.Ok.identity_number).toBe(a.Ok.identity_number + 1n);
    expect((await stage.anyone.stats()).users_registered).toBe(users_registered + 2n);
  });

  it('should ask for a registration that was started and not finished', async () => {
    const caller = stage.newcomer();
    const none = { Err: { NoRegistrationFlow: null } };
    expect(await finish(caller, { sub: openId.person() })).toEqual(none);
    await stage.ii.as(caller).identity_registration_start();
    expect(await finish(caller, { sub: openId.person() })).toHaveProperty('Ok');
    expect(await finish(caller, { sub: openId.person() })).toEqual(none);
    const late = await start();
    await stage.ii.advance(300_000_000_000n);
    expect(await finish(late, { sub: openId.person() })).toEqual(none);
  });

  it('should say why a token is refused, and let the same registration try again', async () => {
    const caller = await start();
    const sub = openId.person();
    const { users_registered } = await stage.anyone.stats();
    expect(await finish(caller, { sub, aud: 'another' })).toEqual(
      invalid('JWT verification failed: unknown issuer or audience'),
    );
    expect(await finish(caller, { sub, nonce: 'another' })).toEqual(
      invalid('JWT verification failed: made for another caller'),
    );
    const old = Number((await stage.ii.now()) / 1_000_000_000n) - 602;
    expect(await finish(caller, { sub, iat: old })).toEqual(invalid('JWT expired'));
    expect((await stage.anyone.stats()).users_registered).toBe(users_registered);
    expect(await finish(caller, { sub })).toHaveProperty('Ok');
  });

  it('should refuse an account that an identity has', async () => {
    const sub = await openId.link(await stage.owner());
    expect(await finish(await start(), { sub })).toEqual(
      invalid('OpenID credential has already been registered on this or another anchor.'),
    );
  });
});

describe('openid_identity_registration_finish behind a captcha', () => {
  const { stage, openId } = useOpenIdStage({
    captcha_config: [{ max_unsolved_captchas: 50n, captcha_trigger: { Static: { CaptchaEnabled: null } } }],
    assigned_user_number_range: [[10_000n, 10_000n]],
  });

  it('should wait for its answer', async () => {
    const caller = stage.newcomer();
    await stage.ii.as(caller).identity_registration_start();
    const finished = await stage.ii.as(caller).openid_identity_registration_finish({
      jwt: await openId.token(caller),
      salt: TOKEN_SALT,
    });
    expect(finished).toHaveProperty('Err.UnexpectedCall.next_step.CheckCaptcha');
  });
});

describe('openid_identity_registration_finish without a number left', () => {
  const { stage, openId } = useOpenIdStage({ assigned_user_number_range: [[10_000n, 10_000n]] });

  it('should say so', async () => {
    const caller = stage.newcomer();
    await stage.ii.as(caller).identity_registration_start();
    const finished = await stage.ii.as(caller).openid_identity_registration_finish({
      jwt: await openId.token(caller),
      salt: TOKEN_SALT,
    });
    expect(finished).toEqual({ Err: { IdentityLimitReached: null } });
  });
});
