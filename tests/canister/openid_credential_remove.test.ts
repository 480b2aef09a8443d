import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { publicKeyOf } from '../support/internet_identity.ts';
import { TOKEN_SALT } from '../support/openid_provider.ts';
import { credentialKey, useOpenIdStage } from '../support/openid_stage.ts';

const NOT_FOUND = { Err: { OpenIdCredentialNotFound: null } };

describe('openid_credential_remove', () => {
  const { stage, openId } = useOpenIdStage();

  it('should unlink the account, which then signs nobody in', async () => {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    const kept = await openId.link(owner);
    expect(await owner.me.openid_credential_remove(owner.anchor, credentialKey(sub))).toEqual({ Ok: null });
    const info = await owner.me.get_anchor_info(owner.anchor);
    expect(info.openid_credentials[0]?.map((credential) => credential.sub)).toEqual([kept]);
    const session = stage.newcomer();
    const jwt = await openId.token(session, { sub });
    const prepared = stage.ii.as(session).openid_prepare_delegation(jwt, TOKEN_SALT, publicKeyOf(session));
    expect(await prepared).toEqual({ Err: { NoSuchAnchor: null } });
  });

  it('should end the access of delegations that the account has', async () => {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    const account = await openId.signIn(sub);
    expect(await account.openid_credential_remove(owner.anchor, credentialKey(sub))).toEqual({ Ok: null });
    await expect(account.get_anchor_info(owner.anchor)).rejects.toThrow(/could not be authenticated/);
  });

  it('should say when no such account is linked to this identity', async () => {
    const owner = await stage.owner();
    const other = await stage.owner();
    const sub = await openId.link(other);
    expect(await owner.me.openid_credential_remove(owner.anchor, credentialKey(sub))).toEqual(NOT_FOUND);
    expect(await owner.me.openid_credential_remove(owner.anchor, ['', ''])).toEqual(NOT_FOUND);
    const [iss] = credentialKey(sub);
    expect(await other.me.openid_credential_remove(other.anchor, [`${iss}/`, sub])).toEqual(NOT_FOUND);
    await other.me.openid_credential_remove(other.anchor, credentialKey(sub));
    expect(await other.me.openid_credential_remove(other.anchor, credentialKey(sub))).toEqual(NOT_FOUND);
  });

  it('should remove also the last way to sign in', async () => {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    const account = await openId.signIn(sub);
    await account.remove(owner.anchor, owner.pubkey);
    expect(await account.openid_credential_remove(owner.anchor, credentialKey(sub))).toEqual({ Ok: null });
    expect(await stage.anyone.lookup(owner.anchor)).toEqual([]);
  });

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.openid_credential_remove(anchor, credentialKey('nobody')),
    refusal: 'value',
    isUse: true,
  });
});
