import { type PublicKey, type Signature, SignIdentity } from '@dfinity/agent';
import type { DerEncodedPublicKey } from '@dfinity/agent';
import { DelegationChain, DelegationIdentity, ECDSAKeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { bytesEqual } from '../bytes/equal.ts';
import type { KnownPasskey, PasskeyError, Passkeys } from '../passkey/passkeys.ts';
import { err, ok, type Result } from '../result.ts';

/** How long one passkey prompt lasts. */
export const SESSION_MS = 10 * 60 * 1000;

/** A key pair in the browser's memory, which never leaves it. */
export type TemporaryKey = ECDSAKeyIdentity;

/**
 * Temporary keys, one made ahead: Safari counts a passkey prompt as the person's own wish only
 * if it follows the click at once.
 */
export function createTemporaryKeys(): () => Promise<TemporaryKey> {
  const make = (): Promise<TemporaryKey> => ECDSAKeyIdentity.generate({ extractable: false });
  let next = make();
  return () => {
    const key = next;
    next = make();
    return key;
  };
}

export interface DelegatedKey {
  readonly identity: DelegationIdentity;
  /** DER key of the passkey that signed. */
  readonly passkey: Uint8Array;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Lets a temporary key act for whoever holds one of some passkeys, towards one canister, for
 * {@link SESSION_MS}. The browser asks the person.
 */
export async function delegateToTemporaryKey(
  key: TemporaryKey,
  passkeys: Passkeys,
  known: readonly KnownPasskey[],
  canisterId: string,
): Promise<Result<DelegatedKey, PasskeyError>> {
  const signer = new PasskeySigner(passkeys, known);
  const expiresAt = Date.now() + SESSION_MS;
  let chain: DelegationChain;
  try {
    chain = await DelegationChain.create(signer, key.getPublicKey(), new Date(expiresAt), {
      targets: [Principal.fromText(canisterId)],
    });
  } catch (cause) {
    if (signer.error !== null) return err(signer.error);
    throw cause;
  }
  return ok({
    identity: DelegationIdentity.fromDelegation(key, chain),
    passkey: new Uint8Array(chain.publicKey),
    expiresAt,
  });
}

/** Signs with whichever passkey the person picks; only then its public key is known. */
class PasskeySigner extends SignIdentity {
  readonly #passkeys: Passkeys;
  readonly #known: readonly KnownPasskey[];
  #used: KnownPasskey | null = null;
  error: PasskeyError | null = null;

  constructor(passkeys: Passkeys, known: readonly KnownPasskey[]) {
    super();
    this.#passkeys = passkeys;
    this.#known = known;
  }

  override async sign(message: Uint8Array): Promise<Signature> {
    const signed = await this.#passkeys.sign(
      message,
      this.#known.map(({ credentialId }) => credentialId),
    );
    if (!signed.ok) {
      this.error = signed.error;
      throw new Error(`no passkey signature: ${signed.error.kind}`);
    }
    const { credentialId, signature } = signed.value;
    this.#used = this.#known.find((passkey) => bytesEqual(passkey.credentialId, credentialId)) ?? null;
    return Object.assign(signature, { __signature__: undefined });
  }

  override getPublicKey(): PublicKey {
    const used = this.#used;
    if (used === null) throw new Error('the browser signed with a passkey that it was not asked for');
    const der: DerEncodedPublicKey = Object.assign(used.publicKey.slice(), {
      __derEncodedPublicKey__: undefined,
    });
    return { rawKey: der, derKey: der, toDer: () => der };
  }
}
