/** Keys of one subnet, all derived from its 32-byte seed. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { bytesKey, concatBytes } from '../encoding/bytes.ts';
import { selfAuthenticating } from '../encoding/principal.ts';
import { domainSeparator, sha256 } from '../encoding/sha256.ts';
import { type BlsKey, deriveBlsKey } from './bls_key.ts';

/** PKCS #8 wrapping of a 32-byte Ed25519 seed. */
const ED25519_PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A node signs query replies. One node stands for all of its subnet. */
export interface NodeKey {
  /** Self-authenticating id of the node's public key, 29 bytes. */
  readonly id: Uint8Array;
  /** 44 bytes. */
  readonly derPublicKey: Uint8Array;
  /** Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

export interface SubnetKeys {
  /** Self-authenticating id of the subnet's public key, 29 bytes. */
  readonly subnetId: Uint8Array;
  readonly bls: BlsKey;
  readonly node: NodeKey;
}

/** Keys by seed: instances with the same topology have the same keys, and a BLS key takes some 50 ms. */
const derived = new Map<string, SubnetKeys>();

/** @param seed - 32 bytes */
export function deriveSubnetKeys(seed: Uint8Array): SubnetKeys {
  if (seed.length !== 32) throw new RangeError(`subnet seed of ${seed.length} bytes, 32 are needed`);
  const known = derived.get(bytesKey(seed));
  if (known !== undefined) return known;
  const bls = deriveBlsKey(seed);
  const keys = { subnetId: selfAuthenticating(bls.derPublicKey), bls, node: deriveNodeKey(seed) };
  derived.set(bytesKey(seed), keys);
  return keys;
}

function deriveNodeKey(seed: Uint8Array): NodeKey {
  const secret = sha256(domainSeparator('local-ic-node-key'), seed);
  const privateKey = createPrivateKey({
    key: Buffer.concat([ED25519_PKCS8_PREFIX, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const derPublicKey = new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));
  return {
    id: selfAuthenticating(derPublicKey),
    derPublicKey,
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

/** What a node signs of a query reply: a domain and the hash of the reply. */
export function queryReplyToSign(replyHash: Uint8Array): Uint8Array {
  return concatBytes(domainSeparator('ic-response'), replyHash);
}
