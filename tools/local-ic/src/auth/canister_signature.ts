/**
 * Canister signatures: CBOR `{ certificate, tree }`. The certificate shows the canister's certified data, which is the
 * root hash of the tree, and the tree shows `/sig/<SHA-256(seed)>/<SHA-256(message)>` as an empty leaf.
 */
import { verifyCertificate } from '../certificate/verify_certificate.ts';
import { digestOf } from '../certificate/hash_tree.ts';
import { parseHashTree } from '../certificate/hash_tree_cbor.ts';
import { lookupValue } from '../certificate/lookup.ts';
import { equalBytes, utf8 } from '../encoding/bytes.ts';
import { type CborMap, decodeCbor } from '../encoding/cbor.ts';
import { sha256 } from '../encoding/sha256.ts';

const LABEL_SIG = utf8('sig');
const LABEL_CANISTER = utf8('canister');
const LABEL_CERTIFIED_DATA = utf8('certified_data');

/**
 * @param rootKey - DER key of the network, 133 bytes
 * @returns what is wrong, or nothing when the signature is good
 */
export function checkCanisterSignature(
  key: { readonly canisterId: Uint8Array; readonly seed: Uint8Array },
  message: Uint8Array,
  signature: Uint8Array,
  rootKey: Uint8Array,
): string | undefined {
  const decoded = decodeCbor(signature);
  if (!decoded.ok || !(decoded.value instanceof Map)) return 'canister signature is malformed';
  const fields = decoded.value as CborMap;
  const certificate = fields.get('certificate');
  const tree = parseHashTree(fields.get('tree'));
  if (!(certificate instanceof Uint8Array) || tree === undefined) return 'canister signature is malformed';
  // The cheap checks come before the pairing.
  const leaf = lookupValue(tree, [LABEL_SIG, sha256(key.seed), sha256(message)]);
  if (leaf === undefined || leaf.length !== 0) return 'the tree does not hold the signature';
  const verified = verifyCertificate(certificate, rootKey, key.canisterId);
  if (!verified.ok) return verified.reason;
  const certified = lookupValue(verified.tree, [LABEL_CANISTER, key.canisterId, LABEL_CERTIFIED_DATA]);
  if (certified === undefined) return 'the certificate does not show the certified data of the canister';
  return equalBytes(certified, digestOf(tree)) ? undefined : 'certified data does not match the tree';
}
