import { createHash } from 'node:crypto';
import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { ROOT_KEY } from '../../../tests/support/certificate.ts';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { readJwt, verifyAliasJws } from '../../../tests/support/jws.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { IdAliasCredentials, PreparedIdAlias } from '../../declarations/internet_identity.did.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';

const RELYING_PARTY = 'https://relying.example';
const ISSUER = 'https://issuer.example';
const NOW_S = Number(A_MOMENT / SECOND);

let canister: TestCanister;
let anchor: bigint;
let canisterId: Principal;

beforeEach(async () => {
  canister = new TestCanister();
  canisterId = Principal.fromUint8Array(canister.ic.canisterId());
  anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
});

const dapps = (relying_party = RELYING_PARTY, issuer = ISSUER) => ({
  identity_number: anchor,
  relying_party,
  issuer,
});

async function prepare(request = dapps()): Promise<PreparedIdAlias> {
  const reply = await canister.update('prepare_id_alias', request);
  if ('Err' in reply) throw new Error(Object.keys(reply.Err).join());
  return reply.Ok;
}

const tokensOf = ({ rp_id_alias_jwt, issuer_id_alias_jwt }: PreparedIdAlias) => ({
  rp_id_alias_jwt,
  issuer_id_alias_jwt,
});
const get = (prepared: PreparedIdAlias, request = dapps()) =>
  canister.query('get_id_alias', { ...request, ...tokensOf(prepared) });

async function credentials(prepared: PreparedIdAlias): Promise<IdAliasCredentials> {
  const reply = await get(prepared);
  if ('Err' in reply) throw new Error(JSON.stringify(reply.Err));
  return reply.Ok;
}
const verify = (jws: string, now = NOW_S) => verifyAliasJws(jws, ROOT_KEY, canisterId, now);

describe('an id alias', () => {
  test('is told to each dapp about the user whom it knows', async () => {
    const prepared = await prepare();
    const got = await credentials(prepared);
    const alias = Principal.selfAuthenticating(Uint8Array.from(prepared.canister_sig_pk_der)).toText();
    for (const [credential, origin, token] of [
      [got.rp_id_alias_credential, RELYING_PARTY, prepared.rp_id_alias_jwt],
      [got.issuer_id_alias_credential, ISSUER, prepared.issuer_id_alias_jwt],
    ] as const) {
      const dapp = (await canister.query('get_principal', anchor, origin)).toText();
      expect(credential.id_alias.toText()).toBe(alias);
      expect(credential.id_dapp.toText()).toBe(dapp);
      expect(credential.credential_jws.startsWith(`${token}.`)).toBe(true);
      const hash = createHash('sha256').update(`id_dapp=${dapp},id_alias=${alias}`).digest('hex');
      expect(await verify(credential.credential_jws)).toEqual({
        exp: NOW_S + 900,
        iss: 'https://identity.ic0.app/',
        nbf: NOW_S,
        jti: `data:text/plain;charset=UTF-8,timestamp_ns:${A_MOMENT},alias_hash:${hash}`,
        sub: `did:icp:${dapp}`,
        vc: {
          '@context': 'https://www.w3.org/2018/credentials/v1',
          type: ['VerifiableCredential', 'InternetIdentityIdAlias'],
          credentialSubject: { InternetIdentityIdAlias: { hasIdAlias: alias, derivationOrigin: origin } },
        },
      });
    }
  });

  test('has its key in the header of both tokens', async () => {
    const prepared = await prepare();
    const k = Buffer.from(prepared.canister_sig_pk_der).toString('base64url');
    for (const token of Object.values(tokensOf(prepared))) {
      expect(readJwt(token).header).toEqual({
        alg: 'IcCs',
        jwk: { kty: 'oct', alg: 'IcCs', k },
        kid: `did:icp:${canisterId.toText()}`,
      });
    }
  });

  test('is another one every time, and both keep their signatures', async () => {
    const first = await prepare();
    const second = await prepare();
    expect(second.canister_sig_pk_der).not.toEqual(first.canister_sig_pk_der);
    await verify((await credentials(first)).rp_id_alias_credential.credential_jws);
    await verify((await credentials(second)).issuer_id_alias_credential.credential_jws);
  });

  test('does not hold when a byte of any part is changed, before its time or after it', async () => {
    const jws = (await credentials(await prepare())).rp_id_alias_credential.credential_jws;
    const starts = jws
      .split('.')
      .reduce<number[]>((all, part) => [...all, all.at(-1)! + part.length + 1], [0]);
    for (const start of starts.slice(0, 3)) {
      for (const at of [start, start + 40, start + 150]) {
        const changed = jws.slice(0, at) + (jws[at] === 'A' ? 'B' : 'A') + jws.slice(at + 1);
        await expect(verify(changed)).rejects.toThrow();
      }
    }
    await expect(verify(jws, NOW_S - 1)).rejects.toThrow('not valid yet');
    await expect(verify(jws, NOW_S + 899)).resolves.toBeDefined();
    await expect(verify(jws, NOW_S + 900)).rejects.toThrow('expired');
  });

  test('carries origins whatever characters they have', async () => {
    const origin = 'https://"quoted"\\\n\u2028é€\u{1F600}';
    const prepared = await prepare(dapps(origin, ''));
    const { payload } = readJwt(prepared.rp_id_alias_jwt);
    expect(payload.vc.credentialSubject.InternetIdentityIdAlias.derivationOrigin).toBe(origin);
    expect(readJwt(prepared.issuer_id_alias_jwt).payload.vc.credentialSubject).toHaveProperty(
      'InternetIdentityIdAlias.derivationOrigin',
      '',
    );
  });

  test('notes the use of the device, and none when it is fetched', async () => {
    const used = () => decodeAnchor(canister.inside.anchors.record(anchor)!).devices[0]?.lastUsage;
    canister.ic.advance(SECOND);
    const prepared = await prepare();
    expect(used()).toBe(A_MOMENT + SECOND);
    canister.ic.advance(SECOND);
    await get(prepared);
    expect(used()).toBe(A_MOMENT + SECOND);
  });
});

describe('whoever prepares an id alias', () => {
  test('must be a device of the identity, also after randomness was drawn', async () => {
    const mallory = testPrincipal(9);
    const before = canister.ic.stableImage();
    canister.ic.as(mallory);
    const refused = { Err: { Unauthorized: Principal.fromUint8Array(mallory) } };
    expect(await canister.update('prepare_id_alias', dapps())).toEqual(refused);
    expect(canister.ic.stableImage()).toBe(before);

    canister.ic.as(testPrincipal(1));
    await canister.update('init_salt');
    const { root } = canister.ic;
    canister.ic.duringRawRand = () => {
      const { anchors } = canister.inside;
      anchors.put(anchor, { ...decodeAnchor(anchors.record(anchor)!), devices: [] });
      canister.ic.as(mallory);
    };
    expect(await canister.update('prepare_id_alias', dapps())).toEqual({
      Err: { Unauthorized: Principal.fromUint8Array(testPrincipal(1)) },
    });
    expect(canister.ic.root).toEqual(root);
  });

  test('names an identity that there is and front ends of at most 255 bytes', async () => {
    await expect(canister.update('prepare_id_alias', { ...dapps(), identity_number: 1n })).rejects.toThrow(
      /^failed to read device data of user 1: /,
    );
    const long = 'x'.repeat(256);
    const text = 'frontend hostname 256 exceeds the limit of 255 bytes';
    await expect(canister.update('prepare_id_alias', dapps(long))).rejects.toThrow(text);
    await expect(canister.update('prepare_id_alias', dapps(ISSUER, long))).rejects.toThrow(text);
    await prepare(dapps('x'.repeat(255), 'x'.repeat(255)));
  });

  test('is told when there is no randomness, and nothing has changed', async () => {
    await canister.update('init_salt');
    const before = canister.ic.stableImage();
    canister.ic.rawRandFailure = 'no luck';
    expect(await canister.update('prepare_id_alias', dapps())).toEqual({
      Err: { InternalCanisterError: 'failed to draw an id alias: no luck' },
    });
    expect(canister.ic.stableImage()).toBe(before);
  });
});

describe('whoever fetches an id alias', () => {
  const notFound = (text: string) => ({ Err: { NoSuchCredentials: text } });

  test('must be a device of the identity, and ask with a query', async () => {
    const prepared = await prepare();
    expect(await canister.update('get_id_alias', { ...dapps(), ...tokensOf(prepared) })).toEqual(
      notFound('rp_sig not found: no certificate outside of queries'),
    );
    canister.ic.as(testPrincipal(9));
    expect(await get(prepared)).toEqual({
      Err: { Unauthorized: Principal.fromUint8Array(testPrincipal(9)) },
    });
  });

  test('names front ends of at most 255 bytes', async () => {
    const prepared = await prepare();
    const text = 'frontend hostname 256 exceeds the limit of 255 bytes';
    await expect(get(prepared, dapps('x'.repeat(256)))).rejects.toThrow(text);
    await expect(get(prepared, dapps(ISSUER, 'x'.repeat(256)))).rejects.toThrow(text);
  });

  test('hands back the tokens word for word', async () => {
    const prepared = await prepare();
    const other = await prepare();
    const { rp_id_alias_jwt: rp, issuer_id_alias_jwt: issuer } = prepared;
    const missing = (what: string) => notFound(`${what} not found: no such signature`);
    expect(await get({ ...prepared, issuer_id_alias_jwt: other.issuer_id_alias_jwt })).toEqual(
      missing('issuer_sig'),
    );
    expect(await get({ ...prepared, rp_id_alias_jwt: `${rp}A` })).toEqual(missing('rp_sig'));
    expect(await get({ ...prepared, rp_id_alias_jwt: `${rp}.` })).toEqual(missing('rp_sig'));
    expect(await get({ ...prepared, issuer_id_alias_jwt: issuer.slice(1) })).toEqual(missing('issuer_sig'));
    expect(await get({ ...prepared, issuer_id_alias_jwt: '' })).toEqual(missing('issuer_sig'));
  });

  test.each([
    ['', 'JWT has no header of ours'],
    ['no dots', 'JWT has no header of ours'],
    [`${'A'.repeat(100_000)}.e30`, 'JWT has no header of ours'],
    ['*.e30', 'JWT header has no key'],
    ['.', 'JWT header has no key'],
    ['e30.e30', 'JWT header has no key'],
    [`${Buffer.from('{"k":"!"}').toString('base64url')}.e30`, 'JWT header has no key'],
    [`${Buffer.from(`{"k":"${'A'.repeat(42)}"}`).toString('base64url')}.`, 'JWT header has no key'],
    [`${Buffer.of(0xff, 0xfe).toString('base64url')}.e30`, 'JWT header has no key'],
  ])('is told why %j is no token', async (token, why) => {
    const prepared = await prepare();
    expect(await get({ ...prepared, rp_id_alias_jwt: token })).toEqual(notFound(why));
  });

  test('is told that a key of nobody has signed nothing', async () => {
    const prepared = await prepare();
    const header = Buffer.from(`{"k":"${'A'.repeat(44)}"}`).toString('base64url');
    expect(await get({ ...prepared, rp_id_alias_jwt: `${header}.e30` })).toEqual(
      notFound('rp_sig not found: no such signature'),
    );
  });

  test('finds nothing after an upgrade, or when a later signature pruned it', async () => {
    const prepared = await prepare();
    canister.ic.advance(60n * SECOND);
    expect(await get(prepared)).toHaveProperty('Ok');
    await canister.update('prepare_delegation', anchor, ISSUER, testKey(5), []);
    const missing = notFound('rp_sig not found: no such signature');
    expect(await get(prepared)).toEqual(missing);
    const again = await prepare();
    canister.upgrade();
    expect(await get(again)).toEqual(missing);
  });
});
