/** Signatures of canisters (IC interface specification, "Canister signatures"). */
import { createHash } from 'node:crypto';
import {
  Certificate,
  type HashTree,
  LookupPathStatus,
  lookup_path,
  lookupResultToBuffer,
  reconstruct,
} from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { decode } from 'cborg';

const SELF_DESCRIBED = Buffer.from('d9d9f7', 'hex');
/** DER of a key up to its bits: 30 L1, the algorithm 1.3.6.1.4.1.56387.1.2, 03 L2 00. */
const ALGORITHM = Buffer.from('300c060a2b0601040183b8430102', 'hex');
const BITS_AT = 2 + ALGORITHM.length + 3;

/**
 * Whether a canister signed a message: whether the network certifies that it did.
 * @param derKey - the canister's public key in DER
 * @param message - with the separator of its domain
 * @param rootKey - DER of the network's root key
 */
export async function isSignedByCanister(
  derKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  rootKey: Uint8Array,
): Promise<boolean> {
  const key = parseKey(derKey);
  const parts = key === null ? null : parseSignature(signature);
  if (key === null || parts === null) return false;
  const { canisterId, seed } = key;
  try {
    const certificate = await Certificate.create({
      certificate: parts.certificate,
      rootKey,
      canisterId,
      // How old it may be is the delegation's matter.
      disableTimeVerification: true,
    });
    const certified = lookupResultToBuffer(
      certificate.lookup_path(['canister', canisterId.toUint8Array(), 'certified_data']),
    );
    const root = await reconstruct(parts.tree);
    if (certified === undefined || !Buffer.from(certified).equals(root)) return false;
    const found = lookup_path([Buffer.from('sig'), sha256(seed), sha256(message)], parts.tree);
    return found.status === LookupPathStatus.Found && found.value.length === 0;
  } catch {
    return false;
  }
}

function parseKey(der: Uint8Array): { readonly canisterId: Principal; readonly seed: Uint8Array } | null {
  const bytes = Buffer.from(der);
  const isKey =
    bytes[0] === 0x30 &&
    bytes[1] === bytes.length - 2 &&
    bytes.subarray(2, 2 + ALGORITHM.length).equals(ALGORITHM) &&
    bytes[BITS_AT - 3] === 0x03 &&
    bytes[BITS_AT - 2] === bytes.length - BITS_AT + 1 &&
    bytes[BITS_AT - 1] === 0;
  const length = bytes[BITS_AT] ?? 0;
  const seedAt = BITS_AT + 1 + length;
  if (!isKey || seedAt > bytes.length || length > 29) return null;
  return {
    canisterId: Principal.fromUint8Array(bytes.subarray(BITS_AT + 1, seedAt)),
    seed: bytes.subarray(seedAt),
  };
}

function parseSignature(
  signature: Uint8Array,
): { readonly certificate: Uint8Array; readonly tree: HashTree } | null {
  const bytes = Buffer.from(signature);
  if (!bytes.subarray(0, SELF_DESCRIBED.length).equals(SELF_DESCRIBED)) return null;
  try {
    const content: unknown = decode(bytes.subarray(SELF_DESCRIBED.length));
    const { certificate, tree } = content as { certificate?: unknown; tree?: unknown };
    return certificate instanceof Uint8Array && Array.isArray(tree)
      ? { certificate, tree: tree as unknown as HashTree }
      : null;
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
