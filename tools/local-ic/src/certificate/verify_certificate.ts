/** Checking of certificates against a root key, as clients and canister signatures need it. */
import { concatBytes } from '../encoding/bytes.ts';
import { type CborMap, decodeCbor } from '../encoding/cbor.ts';
import { domainSeparator } from '../encoding/sha256.ts';
import { parseBlsDer, verifyBls } from './bls_key.ts';
import { parseRanges, rangesContain } from './canister_ranges.ts';
import { digestOf, type HashTree } from './hash_tree.ts';
import { parseHashTree } from './hash_tree_cbor.ts';
import { labelsOf, lookupPath, lookupValue } from './lookup.ts';
import { LABELS } from './state_tree.ts';

export type VerifiedCertificate =
  { readonly ok: true; readonly tree: HashTree } | { readonly ok: false; readonly reason: string };

const STATE_ROOT_DOMAIN = domainSeparator('ic-state-root');

/**
 * Checks that a certificate was signed for the given canister: by the root subnet, or by a subnet to which the root
 * key delegates and in whose ranges the canister lies.
 * @param rootKey - DER, 133 bytes
 */
export function verifyCertificate(
  bytes: Uint8Array,
  rootKey: Uint8Array,
  canisterId: Uint8Array,
): VerifiedCertificate {
  const certificate = parseCertificate(bytes);
  if (certificate === undefined) return { ok: false, reason: 'malformed certificate' };
  if (certificate.delegation === undefined) return verifySignature(certificate, rootKey);

  const { subnetId } = certificate.delegation;
  const delegation = parseCertificate(certificate.delegation.certificate);
  if (delegation === undefined) return { ok: false, reason: 'malformed delegation certificate' };
  if (delegation.delegation !== undefined) {
    return { ok: false, reason: 'delegation certificate has a delegation of its own' };
  }
  const root = verifySignature(delegation, rootKey);
  if (!root.ok) return { ok: false, reason: `delegation: ${root.reason}` };
  const key = lookupValue(root.tree, [LABELS.subnet, subnetId, LABELS.publicKey]);
  if (key === undefined) return { ok: false, reason: 'delegation does not show the key of the subnet' };
  if (!delegatedRanges(root.tree, subnetId).some((ranges) => coversCanister(ranges, canisterId))) {
    return { ok: false, reason: 'canister is not in the ranges delegated to the subnet' };
  }
  return verifySignature(certificate, key);
}

interface ParsedCertificate {
  readonly tree: HashTree;
  readonly signature: Uint8Array;
  readonly delegation: { readonly subnetId: Uint8Array; readonly certificate: Uint8Array } | undefined;
}

function parseCertificate(bytes: Uint8Array): ParsedCertificate | undefined {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !(decoded.value instanceof Map)) return undefined;
  const fields = decoded.value as CborMap;
  const tree = parseHashTree(fields.get('tree'));
  const signature = fields.get('signature');
  if (tree === undefined || !(signature instanceof Uint8Array)) return undefined;
  const given = fields.get('delegation');
  if (given === undefined || given === null) return { tree, signature, delegation: undefined };
  if (!(given instanceof Map)) return undefined;
  const subnetId = (given as CborMap).get('subnet_id');
  const certificate = (given as CborMap).get('certificate');
  if (!(subnetId instanceof Uint8Array) || !(certificate instanceof Uint8Array)) return undefined;
  return { tree, signature, delegation: { subnetId, certificate } };
}

function verifySignature(certificate: ParsedCertificate, derKey: Uint8Array): VerifiedCertificate {
  const key = parseBlsDer(derKey);
  if (key === undefined) return { ok: false, reason: 'not a BLS public key' };
  const message = concatBytes(STATE_ROOT_DOMAIN, digestOf(certificate.tree));
  if (!verifyBls(key, message, certificate.signature)) {
    return { ok: false, reason: 'signature of the certificate does not verify' };
  }
  return { ok: true, tree: certificate.tree };
}

/** The delegated ranges in both places where certificates show them. */
function delegatedRanges(tree: HashTree, subnetId: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  const whole = lookupValue(tree, [LABELS.subnet, subnetId, LABELS.canisterRanges]);
  if (whole !== undefined) found.push(whole);
  const shards = lookupPath(tree, [LABELS.canisterRanges, subnetId]);
  if (shards.kind === 'found') {
    for (const shard of labelsOf(shards.tree)) if (shard.tree.kind === 'leaf') found.push(shard.tree.value);
  }
  return found;
}

function coversCanister(encodedRanges: Uint8Array, canisterId: Uint8Array): boolean {
  const ranges = parseRanges(encodedRanges);
  return ranges !== undefined && rangesContain(ranges, canisterId);
}
