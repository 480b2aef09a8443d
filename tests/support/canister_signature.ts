/**
 * Verifies canister signatures as the network does (interface specification, "Canister signatures"). Shares nothing
 * with the canister's code.
 */
import { createHash } from 'node:crypto';
import { Certificate, LookupPathStatus, lookup_path, reconstruct, type HashTree } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { decode } from 'cborg';

export interface CanisterSignature {
  /** DER public key of canister signatures. */
  readonly key: Uint8Array;
  /** What kind of message it is; the signed bytes begin with it. */
  readonly domain: string;
  readonly message: Uint8Array;
  /** CBOR of a certificate and of a witness in a tree that it certifies. */
  readonly signature: Uint8Array;
  /** DER public key of the network. */
  readonly rootKey: Uint8Array;
  readonly canisterId: Principal;
}

const KEY_BEGINNING = Buffer.from('300c060a2b0601040183b8430102', 'hex');

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** @throws when the canister has not signed the message with this key, and why that is known */
export async function verifyCanisterSignature(claim: CanisterSignature): Promise<void> {
  const { domain, message, rootKey, canisterId } = claim;
  const key = readKey(Buffer.from(claim.key));
  if (!key.canisterId.equals(canisterId.toUint8Array())) throw new Error("another canister's key");

  const signature = Buffer.from(claim.signature);
  if (signature.subarray(0, 3).toString('hex') !== 'd9d9f7') throw new Error('no CBOR tag');
  const { certificate, tree } = decode(signature.subarray(3)) as { certificate: Uint8Array; tree: HashTree };
  await verifyCertifiedTree(certificate, tree, rootKey, canisterId);
  const leaf = sha256(Buffer.of(domain.length), Buffer.from(domain), message);
  const found = lookup_path(['sig', sha256(key.seed), leaf], tree);
  if (found.status !== LookupPathStatus.Found || found.value.byteLength !== 0) throw new Error('not signed');
}

/** @throws unless the tree digests to the data that the canister has certified in a certificate of this network */
export async function verifyCertifiedTree(
  certificate: Uint8Array,
  tree: HashTree,
  rootKey: Uint8Array,
  canisterId: Principal,
): Promise<void> {
  const certified = await certifiedData(certificate, rootKey, canisterId);
  if (!Buffer.from(certified).equals(await reconstruct(tree))) throw new Error('another tree is certified');
}

/** The last certificate that held: several answers in a row come with the same, and verifying takes long. */
let latest: { readonly name: string; readonly data: Uint8Array } | undefined;

async function certifiedData(
  certificate: Uint8Array,
  rootKey: Uint8Array,
  canisterId: Principal,
): Promise<Uint8Array> {
  const name = [certificate, rootKey, canisterId.toUint8Array()]
    .map((bytes) => Buffer.from(bytes).toString('base64'))
    .join();
  if (latest?.name === name) return latest.data;
  const verified = await Certificate.create({
    certificate,
    rootKey,
    canisterId,
    disableTimeVerification: true,
  });
  const found = verified.lookup_path(['canister', canisterId.toUint8Array(), 'certified_data']);
  if (found.status !== LookupPathStatus.Found) throw new Error('no certified data');
  latest = { name, data: found.value };
  return found.value;
}

/** Canister id and seed in a DER public key of canister signatures. */
function readKey(der: Buffer): { canisterId: Buffer; seed: Buffer } {
  const bits = der.subarray(2 + KEY_BEGINNING.length);
  const idLength = bits[3] ?? 0;
  if (
    der[0] !== 0x30 ||
    der[1] !== der.length - 2 ||
    !der.subarray(2, 2 + KEY_BEGINNING.length).equals(KEY_BEGINNING) ||
    bits[0] !== 3 ||
    bits[1] !== bits.length - 2 ||
    bits[2] !== 0
  ) {
    throw new Error('not a key of canister signatures');
  }
  return { canisterId: bits.subarray(4, 4 + idLength), seed: bits.subarray(4 + idLength) };
}
