import { Actor, HttpAgent } from '@dfinity/agent';
import { DelegationChain, DelegationIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import { describe, expect, it } from 'vitest';
import { idlFactory, type _SERVICE } from '../../src/declarations/internet_identity.did.ts';
import { CANISTER_ID, publicKeyOf } from '../support/internet_identity.ts';
import { TOKEN_SALT } from '../support/openid_provider.ts';
import { credentialKey, useOpenIdStage } from '../support/openid_stage.ts';

const REFUSED = { Err: { JwtVerificationFailed: null } };
const MISSING = { Err: { NoSuchDelegation: null } };

describe('openid_get_delegation', () => {
  const { stage, openId } = useOpenIdStage();

  /** A session whose delegation was prepared, with what it takes to fetch it. */
  async function prepared() {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    const session = stage.newcomer();
    const jwt = await openId.token(session, { sub });
    const me = stage.ii.as(session);
    const reply = await me.openid_prepare_delegation(jwt, TOKEN_SALT, publicKeyOf(session));
    if ('Err' in reply) throw new Error(Object.keys(reply.Err).join());
    return { owner, sub, session, jwt, me, ...reply.Ok };
  }

  it('should find nothing for another key or time', async () => {
    const { session, jwt, me, expiration, owner } = await prepared();
    expect(await me.openid_get_delegation(jwt, TOKEN_SALT, owner.pubkey, expiration)).toEqual(MISSING);
    expect(await me.openid_get_delegation(jwt, TOKEN_SALT, publicKeyOf(session), expiration + 1n)).toEqual(
      MISSING,
    );
    expect(await me.openid_get_delegation(jwt, TOKEN_SALT, publicKeyOf(session), expiration)).toHaveProperty(
      'Ok',
    );
  });

  it('should verify the token again: whose it is and how old', async () => {
    const { session, jwt, me, expiration } = await prepared();
    const key = publicKeyOf(session);
    expect(
      await stage.ii.as(stage.newcomer()).openid_get_delegation(jwt, TOKEN_SALT, key, expiration),
    ).toEqual(REFUSED);
    expect(await me.openid_get_delegation(`${jwt}A`, TOKEN_SALT, key, expiration)).toEqual(REFUSED);
    expect(await me.openid_get_delegation(jwt, new Uint8Array(32), key, expiration)).toEqual(REFUSED);
    await stage.ii.advance(601_000_000_000n);
    expect(await me.openid_get_delegation(jwt, TOKEN_SALT, key, expiration)).toEqual(REFUSED);
  });

  it('should give nothing once the account is unlinked, or linked to somebody else', async () => {
    const { owner, sub, session, jwt, me, expiration } = await prepared();
    const get = () => me.openid_get_delegation(jwt, TOKEN_SALT, publicKeyOf(session), expiration);
    await owner.me.openid_credential_remove(owner.anchor, credentialKey(sub));
    expect(await get()).toEqual({ Err: { NoSuchAnchor: null } });
    const other = await stage.owner();
    await other.me.openid_credential_add(other.anchor, await openId.token(other.key, { sub }), TOKEN_SALT);
    expect(await get()).toEqual(MISSING);
  });

  it('should have forgotten what was prepared before an upgrade', async () => {
    const { session, jwt, me, expiration } = await prepared();
    await stage.ii.upgrade();
    await openId.answerKeys();
    expect(await me.openid_get_delegation(jwt, TOKEN_SALT, publicKeyOf(session), expiration)).toEqual(
      MISSING,
    );
  });

  it('should give a delegation with which an agent acts for the identity', async () => {
    // A live network follows the wall clock.
    await stage.ii.pic.setTime(new Date());
    const { owner, session, jwt, me, expiration, user_key } = await prepared();
    const reply = await me.openid_get_delegation(jwt, TOKEN_SALT, publicKeyOf(session), expiration);
    if ('Err' in reply) throw new Error(Object.keys(reply.Err).join());
    const { delegation, signature } = reply.Ok;
    expect(delegation.targets).toEqual([]);
    const chain = DelegationChain.fromDelegations(
      [
        {
          delegation: { pubkey: Uint8Array.from(delegation.pubkey), expiration: delegation.expiration },
          signature: Uint8Array.from(signature),
        } as never,
      ],
      Uint8Array.from(user_key) as never,
    );
    const secret = new Uint8Array(session.getKeyPair().secretKey).slice(0, 32);
    const port = await stage.ii.pic.makeLive();
    const agent = await HttpAgent.create({
      host: `http://127.0.0.1:${port}`,
      identity: DelegationIdentity.fromDelegation(Ed25519KeyIdentity.generate(secret), chain),
      shouldFetchRootKey: true,
    });
    const actor = Actor.createActor<_SERVICE>(idlFactory as never, {
      agent,
      canisterId: CANISTER_ID.toText(),
    });
    const info = await actor.get_anchor_info(owner.anchor);
    await stage.ii.pic.stopLive();
    expect(info.openid_credentials[0]?.[0]?.last_usage_timestamp).toHaveLength(1);
  });
});
