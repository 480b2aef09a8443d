import { Principal } from '@icp-sdk/core/principal';
import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { CANISTER_ID } from '../support/internet_identity.ts';
import { readJwt } from '../support/jws.ts';
import { useStage } from '../support/stage.ts';

const RELYING_PARTY = 'https://relying.example';
const ISSUER = 'https://issuer.example';

describe('prepare_id_alias', () => {
  const stage = useStage();

  const request = (identity_number: bigint, relying_party = RELYING_PARTY, issuer = ISSUER) => ({
    identity_number,
    relying_party,
    issuer,
  });

  it('should make tokens for both dapps about the principals that they know', async () => {
    const { me, anchor } = await stage.owner();
    const reply = await me.prepare_id_alias(request(anchor));
    if (!('Ok' in reply)) throw new Error('refused');
    const { rp_id_alias_jwt, issuer_id_alias_jwt, canister_sig_pk_der } = reply.Ok;
    const key = Uint8Array.from(canister_sig_pk_der);
    for (const [token, origin] of [
      [rp_id_alias_jwt, RELYING_PARTY],
      [issuer_id_alias_jwt, ISSUER],
    ] as const) {
      const { header, payload } = readJwt(token);
      expect(header.kid).toBe(`did:icp:${CANISTER_ID.toText()}`);
      expect(header.jwk.k).toBe(Buffer.from(key).toString('base64url'));
      expect(payload.sub).toBe(`did:icp:${(await me.get_principal(anchor, origin)).toText()}`);
      expect(payload.vc.credentialSubject.InternetIdentityIdAlias).toEqual({
        hasIdAlias: Principal.selfAuthenticating(key).toText(),
        derivationOrigin: origin,
      });
      expect(payload.exp - payload.nbf).toBe(900);
      expect(BigInt(payload.nbf) * 1_000_000_000n - (await stage.ii.now())).toBeLessThanOrEqual(0n);
    }
  });

  it('should never make the same alias again, also after an upgrade', async () => {
    const { me, anchor } = await stage.owner();
    const keys = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const reply = await me.prepare_id_alias(request(anchor));
      if ('Ok' in reply) keys.add(Buffer.from(reply.Ok.canister_sig_pk_der).toString('hex'));
    }
    await stage.ii.upgrade();
    const reply = await me.prepare_id_alias(request(anchor));
    if ('Ok' in reply) keys.add(Buffer.from(reply.Ok.canister_sig_pk_der).toString('hex'));
    expect(keys.size).toBe(4);
  });

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.prepare_id_alias(request(anchor)),
    refusal: 'value',
    isUse: true,
  });

  it('should trap for origins that are too long', async () => {
    const { me, anchor } = await stage.owner();
    const refused = /frontend hostname 256 exceeds the limit of 255 bytes/;
    const tooLong = 'é'.repeat(128);
    await expect(me.prepare_id_alias(request(anchor, tooLong))).rejects.toThrow(refused);
    await expect(me.prepare_id_alias(request(anchor, ISSUER, tooLong))).rejects.toThrow(refused);
  });

  it('should be counted', async () => {
    const { me, anchor } = await stage.owner();
    const counted = async () => {
      const { body } = await stage.anyone.http_request({
        method: 'GET',
        url: '/metrics',
        headers: [],
        body: new Uint8Array(),
        certificate_version: [],
      });
      const text = Buffer.from(body).toString();
      return Number(/^internet_identity_prepare_id_alias_counter (\d+)/m.exec(text)?.[1]);
    };
    const before = await counted();
    await me.prepare_id_alias(request(anchor));
    expect(await counted()).toBe(before + 1);
  });
});
