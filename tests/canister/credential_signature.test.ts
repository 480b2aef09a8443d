/** How the page for credentials checks what an issuer signs, shown on what Internet Identity signs in the same form. */
import { Principal } from '@dfinity/principal';
import { beforeAll, describe, expect, it } from 'vitest';
import { whyCredentialIsForged } from '../../src/frontend/src/canister/credential_signature.ts';
import { CANISTER_ID, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const II = Principal.fromText(CANISTER_ID.toText());
const ORIGINS = { relying_party: 'https://relying.example', issuer: 'https://issuer.example' };

describe('the signature of a credential', () => {
  const stage = useStage();
  let jws: string;
  let otherJws: string;
  let subject: string;
  let rootKey: Uint8Array;
  let now: number;
  let publicKey: Uint8Array;

  beforeAll(async () => {
    const { me, anchor, key } = await stage.owner();
    const request = { ...ORIGINS, identity_number: anchor };
    const prepared = await me.prepare_id_alias(request);
    if (!('Ok' in prepared)) throw new Error('not prepared');
    const got = await me.get_id_alias({ ...request, ...prepared.Ok });
    if (!('Ok' in got)) throw new Error('not signed');
    const { rp_id_alias_credential, issuer_id_alias_credential } = got.Ok;
    jws = rp_id_alias_credential.credential_jws;
    otherJws = issuer_id_alias_credential.credential_jws;
    subject = rp_id_alias_credential.id_dapp.toText();
    rootKey = Uint8Array.from(await stage.ii.rootKey());
    now = Number((await stage.ii.now()) / 1_000_000n);
    publicKey = publicKeyOf(key);
  });

  const why = (changed = jws, expected: Partial<Parameters<typeof whyCredentialIsForged>[1]> = {}) =>
    whyCredentialIsForged(changed, { canisterId: II, subject, rootKey, now, ...expected });
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jsonOf = (at: number) =>
    JSON.parse(Buffer.from(jws.split('.')[at]!, 'base64url').toString()) as Record<string, unknown>;
  const replaced = (at: number, by: string) => jws.split('.').with(at, by).join('.');

  it('should hold for what the canister signed', async () => {
    expect(await why()).toBeNull();
  });

  it('should hold for some minutes, give or take a clock that is a minute off', async () => {
    expect(await why(jws, { now: now - 50_000 })).toBeNull();
    expect(await why(jws, { now: now - 90_000 })).toBe('the credential is not valid yet');
    expect(await why(jws, { now: now + 900_000 })).toBeNull();
    expect(await why(jws, { now: now + 970_000 })).toBe('the credential has expired');
  });

  it('should not hold for another subject, canister, network or key', async () => {
    expect(await why(jws, { subject: 'aaaaa-aa' })).toBe('the credential is about somebody else');
    const canisterId = Principal.fromText('rrkah-fqaaa-aaaaa-aaaaq-cai');
    expect(await why(jws, { canisterId })).toBe('the credential names no key of the issuer');
    const otherRoot = rootKey.slice();
    otherRoot.set(publicKey.slice(-20), otherRoot.length - 20);
    expect(await why(jws, { rootKey: otherRoot })).toBe('the credential is not signed by the issuer');
    const header = jsonOf(0) as { alg: string; jwk: { k: string } };
    const key = Buffer.from(header.jwk.k, 'base64url');
    key[key.length - 1]! ^= 1;
    const k = key.toString('base64url');
    expect(await why(replaced(0, part({ ...header, jwk: { ...header.jwk, k } })))).toBe(
      'the credential is not signed by the issuer',
    );
    for (const changed of [
      { ...header, alg: 'none' },
      { alg: 'IcCs' },
      { alg: 'IcCs', jwk: { k: 7 } },
      [],
      null,
    ]) {
      expect(await why(replaced(0, part(changed)))).toBe('the credential names no key of the issuer');
    }
  });

  it('should not hold for other claims, or none', async () => {
    const longer = { ...jsonOf(1), exp: 9_999_999_999 };
    expect(await why(replaced(1, part(longer)))).toBe('the credential is not signed by the issuer');
    expect(await why(replaced(1, part({ ...longer, exp: '9999999999' })))).toBe('the credential has expired');
    for (const claims of [part(null), '!', '']) {
      expect(await why(replaced(1, claims))).toBe('the credential has no claims');
    }
  });

  it('should not hold with another signature, a damaged one or none', async () => {
    const bytes = Buffer.from(jws.split('.')[2]!, 'base64url');
    const damaged = [0, 20, Math.floor(bytes.length / 2), bytes.length - 2].map((at) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      return changed.toString('base64url');
    });
    for (const signature of [otherJws.split('.')[2]!, '', '!', ...damaged]) {
      expect(await why(replaced(2, signature))).toBe('the credential is not signed by the issuer');
    }
    expect(await why(`${jws}.a`)).toBe('the credential has more than three parts');
    expect(await why('')).toBe('the credential names no key of the issuer');
  });
});
