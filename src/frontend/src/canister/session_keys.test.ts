import { requestIdOf } from '@dfinity/agent';
import { Delegation } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { bytesEqual } from '../bytes/equal.ts';
import type { Passkeys, PasskeySignature } from '../passkey/passkeys.ts';
import { err, ok } from '../result.ts';
import {
  createTemporaryKeys,
  delegateByAnyPasskey,
  delegateByHeldKey,
  delegateToTemporaryKey,
  SESSION_MS,
} from './session_keys.ts';

const CANISTER = 'rdmx6-jaaaa-aaaaa-aaadq-cai';
const KNOWN = [1, 2].map((i) => ({
  credentialId: Uint8Array.of(i),
  publicKey: Uint8Array.of(0x30, i),
  origin: null,
  isRecovery: false,
}));

/** An authenticator that signs with one credential, whatever it is asked for. */
function signingWith(credentialId: number) {
  const asked: { message: Uint8Array; allowed: readonly Uint8Array[] }[] = [];
  const signature: PasskeySignature = {
    credentialId: Uint8Array.of(credentialId),
    signature: Uint8Array.of(7),
  };
  const passkeys: Pick<Passkeys, 'sign'> = {
    sign: async (message, allowed) => {
      asked.push({ message, allowed });
      return ok(signature);
    },
  };
  return { passkeys: passkeys as Passkeys, asked };
}

describe('delegateToTemporaryKey', () => {
  it('should have the passkey sign a delegation to the key, for ten minutes and this canister only', async () => {
    const key = await createTemporaryKeys()();
    const { passkeys, asked } = signingWith(2);
    const outcome = await delegateToTemporaryKey(key, passkeys, KNOWN, CANISTER, null);
    if (!outcome.ok) throw new Error(outcome.error.kind);
    const { identity, signedBy, expiresAt } = outcome.value;
    expect(signedBy).toEqual(KNOWN[1]?.publicKey);
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(SESSION_MS);

    const [signed] = identity.getDelegation().delegations;
    const delegation = new Delegation(key.getPublicKey().toDer(), BigInt(expiresAt) * 1_000_000n, [
      Principal.fromText(CANISTER),
    ]);
    expect(signed?.delegation).toEqual(delegation);
    const domain = new TextEncoder().encode('\x1Aic-request-auth-delegation');
    expect(asked).toEqual([
      {
        message: Uint8Array.of(...domain, ...requestIdOf({ ...delegation })),
        allowed: KNOWN.map(({ credentialId }) => credentialId),
      },
    ]);
  });

  it('should hand on why there is no signature', async () => {
    const passkeys = {
      sign: async () => ({ ok: false, error: { kind: 'cancelled' } }),
    } as unknown as Passkeys;
    const outcome = await delegateToTemporaryKey(
      await createTemporaryKeys()(),
      passkeys,
      KNOWN,
      CANISTER,
      null,
    );
    expect(outcome).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });

  it('should not take a signature of a credential that was not asked for', async () => {
    const key = await createTemporaryKeys()();
    const delegated = delegateToTemporaryKey(key, signingWith(3).passkeys, KNOWN, CANISTER, null);
    await expect(delegated).rejects.toThrow('not asked for');
  });
});

describe('delegateByAnyPasskey', () => {
  it('should look up the key of the passkey that was picked', async () => {
    const { passkeys, asked } = signingWith(2);
    const outcome = await delegateByAnyPasskey(
      await createTemporaryKeys()(),
      passkeys,
      async (id) => ok(KNOWN.find(({ credentialId }) => bytesEqual(credentialId, id))!.publicKey),
      CANISTER,
    );
    expect(outcome).toMatchObject({ ok: true, value: { signedBy: KNOWN[1]?.publicKey } });
    expect(asked).toMatchObject([{ allowed: [] }]);
  });

  it('should hand on that nobody has it', async () => {
    const error = { kind: 'unknownPasskey' } as const;
    const key = await createTemporaryKeys()();
    const outcome = await delegateByAnyPasskey(
      key,
      signingWith(2).passkeys,
      async () => err(error),
      CANISTER,
    );
    expect(outcome).toEqual(err(error));
  });
});

describe('delegateByHeldKey', () => {
  it('should be signed by the key', async () => {
    const key = await createTemporaryKeys()();
    const publicKey = Uint8Array.of(1, 2, 3);
    const delegated = await delegateByHeldKey(key, { publicKey, sign: () => Uint8Array.of(7) }, CANISTER);
    expect(delegated.signedBy).toEqual(publicKey);
    expect([...(delegated.identity.getDelegation().delegations[0]?.signature ?? [])]).toEqual([7]);
  });
});

describe('createTemporaryKeys', () => {
  it('should make another key each time, none of which can be exported', async () => {
    const newKey = createTemporaryKeys();
    const [a, b] = [await newKey(), await newKey()];
    expect(a.getPrincipal().toText()).not.toBe(b.getPrincipal().toText());
    expect(a.getKeyPair().privateKey.extractable).toBe(false);
  });
});
