import { AnonymousIdentity } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import type { Connection, InternetIdentity } from './connection.ts';
import { newIdAlias } from './id_alias.ts';

const [ALIAS, AT_APP, AT_ISSUER] = [1, 2, 3].map((byte) => Principal.fromUint8Array(Uint8Array.of(byte))) as [
  Principal,
  Principal,
  Principal,
];
const ORDER = { relyingParty: 'https://app.example', issuer: 'https://issuer.example' };
const DAPPS = { identity_number: 10_000n, relying_party: ORDER.relyingParty, issuer: ORDER.issuer };
const TOKENS = { rp_id_alias_jwt: 'a.b', issuer_id_alias_jwt: 'c.d' };
const SIGNED = {
  Ok: {
    rp_id_alias_credential: { credential_jws: 'a.b.x', id_alias: ALIAS, id_dapp: AT_APP },
    issuer_id_alias_credential: { credential_jws: 'c.d.y', id_alias: ALIAS, id_dapp: AT_ISSUER },
  },
};

/** A canister whose query answers one thing after the other, the last for ever. */
function canisterWith(prepared: unknown, ...answers: unknown[]) {
  const waits: number[] = [];
  const asked: unknown[] = [];
  const canister = {
    prepare_id_alias: async (request: unknown) => {
      asked.push(request);
      return prepared;
    },
    get_id_alias: async (request: unknown) => {
      asked.push(request);
      return answers.length > 1 ? answers.shift() : answers[0];
    },
  } as unknown as InternetIdentity;
  const agentOf = () => Promise.reject(new Error('only the canister is called'));
  const connection: Connection = { canisterId: 'aaaaa-aa', as: async () => canister, agentOf };
  const owned = { number: 10_000n, caller: new AnonymousIdentity() };
  return {
    waits,
    asked,
    alias: () => newIdAlias(connection, owned, ORDER, async (ms) => void waits.push(ms)),
  };
}

const PREPARED = { Ok: { ...TOKENS, canister_sig_pk_der: new Uint8Array() } };
const MISSING = { Err: { NoSuchCredentials: 'not yet' } };

describe('newIdAlias', () => {
  it('should hand the tokens back word for word, until they are signed', async () => {
    const { alias, waits, asked } = canisterWith(PREPARED, MISSING, MISSING, SIGNED);
    expect(await alias()).toEqual({
      ok: true,
      value: {
        alias: ALIAS.toText(),
        relyingParty: { jws: 'a.b.x', principal: AT_APP.toText() },
        issuer: { jws: 'c.d.y', principal: AT_ISSUER.toText() },
      },
    });
    const fetched = { ...DAPPS, ...TOKENS };
    expect(asked).toEqual([DAPPS, fetched, fetched, fetched]);
    expect(waits).toHaveLength(2);
  });

  it('should give up in the end', async () => {
    const { alias, waits } = canisterWith(PREPARED, MISSING);
    expect(await alias()).toEqual({ ok: false, error: { kind: 'refused', text: 'not yet' } });
    expect(waits).toHaveLength(5);
  });

  it.each([
    [{ Unauthorized: Principal.anonymous() }, { kind: 'unauthorized' }],
    [{ InternalCanisterError: 'why' }, { kind: 'refused', text: 'why' }],
  ])('should not try a refusal again: %o', async (Err, error) => {
    for (const { alias, waits } of [canisterWith({ Err }), canisterWith(PREPARED, { Err })]) {
      expect(await alias()).toEqual({ ok: false, error });
      expect(waits).toEqual([]);
    }
  });
});
