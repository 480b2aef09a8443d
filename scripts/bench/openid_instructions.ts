/** IC instructions of what takes a provider's token, signed with RSA-2048 as the large providers do. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { LOCAL_INIT } from '../local_network/init_arg.ts';
import { BenchedCanister, type Measured } from './benched_canister.ts';
import type { Costs } from './instructions.ts';

const ISSUER = 'https://accounts.google.com';
const CLIENT_ID = '45431994619-cbbfgtn7o0pp0dpfcg2l66bc4rcg7qbu.apps.googleusercontent.com';
const KID = 'c37da75c9fbe18c2ce9125b9aa1f300dcb31e8d9';
const WARM_UP = 3;

/** Millions of instructions of every method that verifies a token. */
export function measureOpenId(): Costs {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: KID, alg: 'RS256', use: 'sig' };
  const provider = {
    ...{ name: 'Provider', logo: '', issuer: ISSUER, client_id: CLIENT_ID, jwks_uri: 'https://keys.example' },
    ...{ auth_uri: ISSUER, auth_scope: ['openid'], fedcm_uri: [], email_verification: [] },
    seed_jwks: [[Object.entries(jwk) as [string, string][]]],
  };
  const canister = new BenchedCanister(undefined, undefined, {
    ...LOCAL_INIT,
    openid_configs: [[provider as never]],
  });
  const costs: Costs = {};
  const measure = <T>(name: string, run: () => Measured<T>): T => {
    for (let i = 0; i < WARM_UP; i++) run();
    const { cost, reply } = run();
    costs[name] = Number(cost.executed) / 1e6;
    if (typeof reply === 'object' && reply !== null && 'Err' in reply) {
      throw new Error(`${name}: ${JSON.stringify(reply.Err)}`);
    }
    return reply;
  };

  const salt = new Uint8Array(32).fill(7);
  /** A token of the size that Google's have. */
  const token = (caller: Principal, person: number): string => {
    const now = Number(canister.time / 1_000_000_000n);
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = part({ alg: 'RS256', kid: KID, typ: 'JWT' });
    const claims = part({
      ...{ iss: ISSUER, azp: CLIENT_ID, aud: CLIENT_ID, sub: `1037693044${person}`.padEnd(21, '0') },
      ...{ hd: 'provider.example', email: 'ada.lovelace@provider.example', email_verified: true },
      nonce: createHash('sha256').update(salt).update(caller.toUint8Array()).digest('base64url'),
      ...{ nbf: now, name: 'Ada Lovelace', given_name: 'Ada', family_name: 'Lovelace' },
      picture: `https://lh3.googleusercontent.com/a/${'x'.repeat(60)}=s96-c`,
      ...{ iat: now, exp: now + 3600, jti: 'd8d5c3a4a9d84e5f8a9d3e2b1c0f9e8d7c6b5a49' },
    });
    return `${head}.${claims}.${sign('sha256', Buffer.from(`${head}.${claims}`), keys.privateKey).toString('base64url')}`;
  };
  const key = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(9));
  const me = key.getPrincipal();
  const session = new Uint8Array(key.getPublicKey().toDer());

  let people = 0;
  measure('openid_identity_registration_finish', () => {
    canister.call(me, 'identity_registration_start');
    return canister.call(me, 'openid_identity_registration_finish', { jwt: token(me, people++), salt });
  });
  const jwt = token(me, people - 1);
  const prepared = measure('openid_prepare_delegation', () =>
    canister.call(me, 'openid_prepare_delegation', jwt, salt, session),
  );
  if (!('Ok' in prepared)) throw new Error('not prepared');
  const { expiration, anchor_number: anchor } = prepared.Ok;
  measure('openid_get_delegation', () =>
    canister.call(me, 'openid_get_delegation', jwt, salt, session, expiration),
  );
  costs['openid sign-in (prepare + get)'] =
    costs['openid_prepare_delegation']! + costs['openid_get_delegation']!;
  const account = Principal.selfAuthenticating(Uint8Array.from(prepared.Ok.user_key));
  measure('identity_info by an account', () => canister.call(account, 'identity_info', anchor));
  const linked = (): [Measured<unknown>, Measured<unknown>] => {
    const person = people++;
    const added = canister.call(account, 'openid_credential_add', anchor, token(account, person), salt);
    const sub = `1037693044${person}`.padEnd(21, '0');
    return [added, canister.call(account, 'openid_credential_remove', anchor, [ISSUER, sub])];
  };
  measure('openid_credential_add', () => linked()[0]);
  measure('openid_credential_remove', () => linked()[1]);
  canister.close();
  return costs;
}
