import type { SubnetInfo, SubnetKind } from '../types.ts';
import { asEd25519Root, deriveEd25519, type Ed25519Key, ed25519FromSeed } from './ed25519_key.ts';
import { asSecp256k1Root, deriveSecp256k1, type Secp256k1Key, secp256k1FromSeed } from './secp256k1_key.ts';

/**
 * The keys that the network signs with for canisters. They are those of every PocketIC server, so that tools which
 * know its public keys derive the same ones; nobody should keep anything of value with them.
 */
const SEED = new Uint8Array(32).fill(42);

/** Names that keys have, on each curve. */
export const KEY_NAMES = ['dfx_test_key', 'key_1', 'test_key_1'] as const;
export type KeyName = (typeof KEY_NAMES)[number];

/** Subnets that hold keys and sign, first choice first. */
const SIGNING_KINDS: readonly SubnetKind[] = ['Fiduciary', 'II'];

export function isKeyName(name: string): name is KeyName {
  return (KEY_NAMES as readonly string[]).includes(name);
}

/** The subnet that signs for all others, or nothing in a network without keys. */
export function signingSubnet<S extends { readonly info: SubnetInfo }>(subnets: readonly S[]): S | undefined {
  for (const kind of SIGNING_KINDS) {
    const found = subnets.find(({ info }) => info.kind === kind);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The key of ECDSA and of BIP 340, which share a secret. */
export function secp256k1MasterKey(name: KeyName): Secp256k1Key {
  return cached(secp256k1Keys, name, () =>
    asSecp256k1Root(deriveSecp256k1(secp256k1FromSeed(SEED), [Buffer.from(name)])),
  );
}

export function ed25519MasterKey(name: KeyName): Ed25519Key {
  return cached(ed25519Keys, name, () =>
    asEd25519Root(deriveEd25519(ed25519FromSeed(SEED), [Buffer.from(name)])),
  );
}

const secp256k1Keys = new Map<KeyName, Secp256k1Key>();
const ed25519Keys = new Map<KeyName, Ed25519Key>();

function cached<T>(keys: Map<KeyName, T>, name: KeyName, make: () => T): T {
  const key = keys.get(name) ?? make();
  keys.set(name, key);
  return key;
}
