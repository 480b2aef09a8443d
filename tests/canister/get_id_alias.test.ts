import { Principal } from '@dfinity/principal';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IdAliasCredentials, PreparedIdAlias } from '../../src/declarations/internet_identity.did.ts';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { CANISTER_ID, MINUTE_NS, publicKeyOf } from '../support/internet_identity.ts';
import { verifyAliasJws } from '../support/jws.ts';
import { type Owner, useStage } from '../support/stage.ts';

const RELYING_PARTY = 'https://relying.example';
const ISSUER = 'https://issuer.example';
const II = Principal.fromText(CANISTER_ID.toText());

describe('get_id_alias', () => {
  const stage = useStage();
  let owner: Owner;

  beforeAll(async () => {
    owner = await stage.owner();
  });

  const dapps = (identity_number = owner.anchor) => ({
    identity_number,
    relying_party: RELYING_PARTY,
    issuer: ISSUER,
  });

  async function prepare(): Promise<PreparedIdAlias> {
    const reply = await owner.me.prepare_id_alias(dapps());
    if (!('Ok' in reply)) throw new Error('not prepared');
    return reply.Ok;
  }

  const get = (
    { rp_id_alias_jwt, issuer_id_alias_jwt }: PreparedIdAlias,
    { me, anchor }: Pick<Owner, 'me' | 'anchor'> = owner,
  ) => me.get_id_alias({ ...dapps(anchor), rp_id_alias_jwt, issuer_id_alias_jwt });

  async function credentials(prepared: PreparedIdAlias): Promise<IdAliasCredentials> {
    const reply = await get(prepared);
    if (!('Ok' in reply)) throw new Error(JSON.stringify(reply));
    return reply.Ok;
  }

  const verify = async (jws: string, now?: number, rootKey?: Uint8Array) =>
    verifyAliasJws(
      jws,
      rootKey ?? (await stage.ii.rootKey()),
      II,
      now ?? Number((await stage.ii.now()) / 1_000_000_000n),
    );

  it('should give both dapps what verifies against the root key', async () => {
    const prepared = await prepare();
    const got = await credentials(prepared);
    const alias = Principal.selfAuthenticating(Uint8Array.from(prepared.canister_sig_pk_der)).toText();
    for (const [credential, origin] of [
      [got.rp_id_alias_credential, RELYING_PARTY],
      [got.issuer_id_alias_credential, ISSUER],
    ] as const) {
      const dapp = (await owner.me.get_principal(owner.anchor, origin)).toText();
      expect(credential.id_dapp.toText()).toBe(dapp);
      expect(credential.id_alias.toText()).toBe(alias);
      const payload = await verify(credential.credential_jws);
      expect(payload.sub).toBe(`did:icp:${dapp}`);
      expect(payload.vc.credentialSubject.InternetIdentityIdAlias.hasIdAlias).toBe(alias);
    }
  });

  it('should give nothing that holds with another key, payload, signature or time', async () => {
    const { rp_id_alias_credential, issuer_id_alias_credential } = await credentials(await prepare());
    const [header, payload, signature] = rp_id_alias_credential.credential_jws.split('.') as [
      string,
      string,
      string,
    ];
    const [, otherPayload, otherSignature] = issuer_id_alias_credential.credential_jws.split('.');
    const rewritten = (part: string, change: (text: string) => string) =>
      Buffer.from(change(Buffer.from(part, 'base64url').toString())).toString('base64url');

    const k = (JSON.parse(Buffer.from(header, 'base64url').toString()) as { jwk: { k: string } }).jwk.k;
    const key = Buffer.from(k, 'base64url');
    key[key.length - 1]! ^= 1;
    const otherKey = rewritten(header, (text) => text.replace(k, key.toString('base64url')));
    await expect(verify([otherKey, payload, signature].join('.'))).rejects.toThrow('not signed');

    const longer = rewritten(payload, (text) =>
      text.replace(/"exp":(\d+)/, (_, exp) => `"exp":${+exp + 60}`),
    );
    expect(longer).not.toBe(payload);
    await expect(verify([header, longer, signature].join('.'))).rejects.toThrow('not signed');
    await expect(verify([header, otherPayload, signature].join('.'))).rejects.toThrow('not signed');
    await expect(verify([header, payload, otherSignature].join('.'))).rejects.toThrow('not signed');

    const bytes = Buffer.from(signature, 'base64url');
    for (const at of [20, Math.floor(bytes.length / 2), bytes.length - 2]) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      await expect(verify([header, payload, changed.toString('base64url')].join('.'))).rejects.toThrow();
    }

    const jws = rp_id_alias_credential.credential_jws;
    const { nbf } = await verify(jws);
    await expect(verify(jws, nbf - 1)).rejects.toThrow('not valid yet');
    await expect(verify(jws, nbf + 900)).rejects.toThrow('expired');
    const otherRoot = Uint8Array.from(await stage.ii.rootKey());
    otherRoot.set(publicKeyOf(owner.key).slice(-20), otherRoot.length - 20);
    await expect(verify(jws, undefined, otherRoot)).rejects.toThrow();
  });

  itShouldAskWhoCalls(stage, {
    call: async (me, { anchor }) => get(await prepare(), { me, anchor }),
    refusal: 'value',
    isUse: false,
  });

  it('should find nothing for tokens that were not prepared', async () => {
    const prepared = await prepare();
    const { rp_id_alias_jwt, issuer_id_alias_jwt } = await prepare();
    const missing = (what: string) => ({
      Err: { NoSuchCredentials: `${what} not found: no such signature` },
    });
    expect(await get({ ...prepared, issuer_id_alias_jwt })).toEqual(missing('issuer_sig'));
    expect(await get({ ...prepared, rp_id_alias_jwt: `${rp_id_alias_jwt}AAAA` })).toEqual(missing('rp_sig'));
    expect(await get({ ...prepared, rp_id_alias_jwt: 'anything' })).toEqual({
      Err: { NoSuchCredentials: 'JWT has no header of ours' },
    });
    expect(await get({ ...prepared, rp_id_alias_jwt: 'e30.e30' })).toEqual({
      Err: { NoSuchCredentials: 'JWT header has no key' },
    });
  });

  it('should trap for origins that are too long', async () => {
    const { rp_id_alias_jwt, issuer_id_alias_jwt } = await prepare();
    const request = { ...dapps(), rp_id_alias_jwt, issuer_id_alias_jwt };
    for (const party of ['relying_party', 'issuer'] as const) {
      await expect(owner.me.get_id_alias({ ...request, [party]: 'x'.repeat(256) })).rejects.toThrow(
        /frontend hostname 256 exceeds the limit of 255 bytes/,
      );
    }
  });

  it('should serve signatures past their minute until a later one prunes them, and none after an upgrade', async () => {
    const prepared = await prepare();
    await stage.ii.advance(2n * MINUTE_NS);
    expect(await get(prepared)).toHaveProperty('Ok');
    const later = await prepare();
    const missing = { Err: { NoSuchCredentials: 'rp_sig not found: no such signature' } };
    expect(await get(prepared)).toEqual(missing);
    await stage.ii.upgrade();
    expect(await get(later)).toEqual(missing);
  });
});
