import { type PublicKey, type Signature, SignIdentity } from '@dfinity/agent';
import type { DerEncodedPublicKey } from '@dfinity/agent';
import { DelegationChain, DelegationIdentity, ECDSAKeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { bytesEqual } from '../bytes/equal.ts';
import type { KnownPasskey, PasskeyError, Passkeys, PasskeySignature } from '../passkey/passkeys.ts';
import { err, ok, type Result } from '../result.ts';
import type { HeldKey } from './canister.ts';

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
  /** DER key of the passkey or phrase that signed. */
  readonly signedBy: Uint8Array;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Lets a temporary key act for whoever holds one of some passkeys, towards one canister, for
 * {@link SESSION_MS}. The browser asks the person.
 * @param rpId - host name that the passkeys are bound to; null for this page's own
 */
export async function delegateToTemporaryKey(
  key: TemporaryKey,
  passkeys: Passkeys,
  known: readonly KnownPasskey[],
  canisterId: string,
  rpId: string | null,
): Promise<Result<DelegatedKey, PasskeyError>> {
  const allowed = known.map(({ credentialId }) => credentialId);
  const signer = new PasskeySigner<never>(
    (message) => passkeys.sign(message, allowed, rpId),
    async (credentialId) => {
      const used = known.find((passkey) => bytesEqual(passkey.credentialId, credentialId));
      if (used === undefined) throw new Error('the browser signed with a passkey that it was not asked for');
      return ok(used.publicKey);
    },
  );
  return delegateBy(signer, key, canisterId);
}

/**
 * The same for whichever passkey the person picks from all that the browser finds.
 * @param publicKeyOf - looks up the picked one
 */
export async function delegateByAnyPasskey<E>(
  key: TemporaryKey,
  passkeys: Passkeys,
  publicKeyOf: (credentialId: Uint8Array) => Promise<Result<Uint8Array, E>>,
  canisterId: string,
): Promise<Result<DelegatedKey, E | PasskeyError>> {
  const signer = new PasskeySigner((message) => passkeys.sign(message, [], null), publicKeyOf);
  return delegateBy(signer, key, canisterId);
}

/** The same for a key that this page holds, which then need not be kept any longer. */
export async function delegateByHeldKey(
  key: TemporaryKey,
  held: HeldKey,
  canisterId: string,
): Promise<DelegatedKey> {
  return delegate(new HeldKeySigner(held), key, canisterId);
}

async function delegateBy<E>(
  signer: PasskeySigner<E>,
  key: TemporaryKey,
  canisterId: string,
): Promise<Result<DelegatedKey, E | PasskeyError>> {
  try {
    return ok(await delegate(signer, key, canisterId));
  } catch (cause) {
    if (signer.error !== null) return err(signer.error);
    throw cause;
  }
}

async function delegate(signer: SignIdentity, key: TemporaryKey, canisterId: string): Promise<DelegatedKey> {
  const expiresAt = Date.now() + SESSION_MS;
  const chain = await DelegationChain.create(signer, key.getPublicKey(), new Date(expiresAt), {
    targets: [Principal.fromText(canisterId)],
  });
  return {
    identity: DelegationIdentity.fromDelegation(key, chain),
    signedBy: new Uint8Array(chain.publicKey),
    expiresAt,
  };
}

/** Signs with whichever passkey the person picks; only then its public key is known. */
class PasskeySigner<E> extends SignIdentity {
  readonly #ask: (message: Uint8Array) => Promise<Result<PasskeySignature, PasskeyError>>;
  readonly #publicKeyOf: (credentialId: Uint8Array) => Promise<Result<Uint8Array, E>>;
  #used: Uint8Array | null = null;
  error: E | PasskeyError | null = null;

  constructor(
    ask: (message: Uint8Array) => Promise<Result<PasskeySignature, PasskeyError>>,
    publicKeyOf: (credentialId: Uint8Array) => Promise<Result<Uint8Array, E>>,
  ) {
    super();
    this.#ask = ask;
    this.#publicKeyOf = publicKeyOf;
  }

  override async sign(message: Uint8Array): Promise<Signature> {
    const signed = await this.#ask(message);
    if (!signed.ok) return this.#fail(signed.error);
    const publicKey = await this.#publicKeyOf(signed.value.credentialId);
    if (!publicKey.ok) return this.#fail(publicKey.error);
    this.#used = publicKey.value;
    return Object.assign(signed.value.signature, { __signature__: undefined });
  }

  #fail(error: E | PasskeyError): never {
    this.error = error;
    throw new Error('no passkey signature');
  }

  override getPublicKey(): PublicKey {
    if (this.#used === null) throw new Error('nothing has been signed yet');
    return derPublicKey(this.#used);
  }
}

/** Signs with a key that this page holds. */
class HeldKeySigner extends SignIdentity {
  readonly #key: HeldKey;

  constructor(key: HeldKey) {
    super();
    this.#key = key;
  }

  override async sign(message: Uint8Array): Promise<Signature> {
    return Object.assign(await this.#key.sign(message), { __signature__: undefined });
  }

  override getPublicKey(): PublicKey {
    return derPublicKey(this.#key.publicKey);
  }
}

function derPublicKey(bytes: Uint8Array): PublicKey {
  const der: DerEncodedPublicKey = Object.assign(bytes.slice(), { __derEncodedPublicKey__: undefined });
  return { rawKey: der, derKey: der, toDer: () => der };
}
