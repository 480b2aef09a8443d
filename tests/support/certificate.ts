/**
 * Certificates as the Internet Computer issues them over a canister's certified data, signed with a root key of the
 * tests' own, so that what the canister certifies can be given to the verifiers that clients and gateways use.
 */
import { bls12_381 } from '@noble/curves/bls12-381';
import { encode } from 'cborg';
import { concatBytes, utf8 } from '../../src/backend/encoding/bytes.ts';
import { CBOR_SELF_DESCRIBED } from '../../src/backend/encoding/cbor.ts';
import { unsignedLeb128 } from '../../src/backend/encoding/leb128.ts';
import { type HashTree, fork, labeled, leaf, treeHash } from '../../src/backend/certified/hash_tree.ts';

const SECRET = bls12_381.fields.Fr.toBytes(123_456_789n);
const DER_PREFIX = Buffer.from(
  '308182301d060d2b0601040182dc7c0503010201060c2b0601040182dc7c05030201036100',
  'hex',
);

/** DER public key of the root that {@link certificateOver} signs for. */
export const ROOT_KEY: Uint8Array = concatBytes(DER_PREFIX, bls12_381.getPublicKeyForShortSignatures(SECRET));

/** Certificate that a canister's certified data is `certifiedData` at `time`, in nanoseconds since 1970. */
export function certificateOver(canisterId: Uint8Array, certifiedData: Uint8Array, time: bigint): Uint8Array {
  const tree = fork(
    labeled(utf8('canister'), labeled(canisterId, labeled(utf8('certified_data'), leaf(certifiedData)))),
    labeled(utf8('time'), leaf(unsignedLeb128(time))),
  );
  const domain = utf8('ic-state-root');
  const message = concatBytes(Uint8Array.of(domain.length), domain, treeHash(tree));
  const signature = bls12_381.signShortSignature(message, SECRET);
  return concatBytes(CBOR_SELF_DESCRIBED, encode({ tree: treeArrays(tree), signature }));
}

type TreeArrays = readonly (number | Uint8Array | TreeArrays)[];

function treeArrays(tree: HashTree): TreeArrays {
  switch (tree.kind) {
    case 'empty':
      return [0];
    case 'fork':
      return [1, treeArrays(tree.left), treeArrays(tree.right)];
    case 'labeled':
      return [2, tree.label, treeArrays(tree.tree)];
    case 'leaf':
      return [3, tree.value];
    case 'pruned':
      return [4, tree.hash];
  }
}
