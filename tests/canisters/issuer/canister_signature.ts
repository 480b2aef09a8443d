import { sha256 } from '@noble/hashes/sha2.js';

/**
 * Canister signatures (interface specification, "Canister signatures") of one message at a time: what is certified is
 * a tree with the one path `sig` / SHA-256(seed) / SHA-256(message with its domain) to an empty leaf.
 */
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every credential is signed under the same seed: it tells nothing. */
const SEED = utf8('credentials');
const DOMAIN = 'iccs_verifiable_credential';

function concat(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const separated = (domain: string, ...parts: Uint8Array[]): Uint8Array =>
  sha256(concat(Uint8Array.of(domain.length), utf8(domain), ...parts));

function pathTo(message: string): Uint8Array[] {
  return [utf8('sig'), sha256(SEED), separated(DOMAIN, utf8(message))];
}

/** DER public key that the canister's signatures verify with. */
export function publicKey(canisterId: Uint8Array): Uint8Array {
  const algorithm = Uint8Array.of(0x30, 0x0c, 0x06, 0x0a, 0x2b, 6, 1, 4, 1, 0x83, 0xb8, 0x43, 1, 2);
  const raw = concat(Uint8Array.of(canisterId.length), canisterId, SEED);
  const bits = concat(Uint8Array.of(0x03, raw.length + 1, 0), raw);
  return concat(Uint8Array.of(0x30, algorithm.length + bits.length), algorithm, bits);
}

/** Root hash of the tree that signs a message: what the canister has to certify. */
export function rootHash(message: string): Uint8Array {
  return pathTo(message).reduceRight(
    (tree, label) => separated('ic-hashtree-labeled', label, tree),
    separated('ic-hashtree-leaf'),
  );
}

/** The signature, once the root hash is certified. */
export function signature(message: string, certificate: Uint8Array): Uint8Array {
  const emptyLeaf = Uint8Array.of(0x82, 3, 0x40);
  const tree = pathTo(message).reduceRight(
    (below, label) => concat(Uint8Array.of(0x83, 2), cborBytes(label), below),
    emptyLeaf,
  );
  return concat(
    Uint8Array.of(0xd9, 0xd9, 0xf7, 0xa2),
    cborText('certificate'),
    cborBytes(certificate),
    cborText('tree'),
    tree,
  );
}

const cborText = (text: string): Uint8Array => concat(Uint8Array.of(0x60 + text.length), utf8(text));
const cborBytes = (bytes: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(0x59, bytes.length >> 8, bytes.length & 0xff), bytes);
