/**
 * The key that signs id tokens: one of the Internet Computer's threshold Ed25519 keys. The nodes sign together, and
 * this canister holds nothing that could be stolen.
 */
import { utf8 } from '../../encoding/bytes.ts';
import {
  type SchnorrKey,
  decodeKeyReply,
  decodeSignReply,
  encodeKeyRequest,
  encodeSignRequest,
} from '../../encoding/candid/schnorr_messages.ts';
import { MANAGEMENT_CANISTER } from '../../ic/ic.ts';
import type { Canister } from '../canister.ts';
import { addKeySet } from './documents.ts';

/** Derivation path: another one would be another key. */
const PATH = utf8('id-token');
/**
 * Attached to a signature where the system does not tell what it costs; what is too much comes back. A signature by
 * the subnet of 34 nodes that holds `key_1` costs 26,153,846,153 cycles, one by a test key less.
 */
export const FALLBACK_CYCLES = 30_000_000_000n;
const FIRST_RETRY_NS = 10_000_000_000n;
const LAST_RETRY_NS = 900_000_000_000n;

/** Plans to fetch the public key, unless native login is off or the key is known. */
export function startFetchingSigningKey(canister: Canister): void {
  const name = keyName(canister);
  if (name !== null && canister.settings.signingKey(name) === null) {
    plan(canister, canister.ic.now(), FIRST_RETRY_NS);
  }
}

/** @param retry - nanoseconds after which to try again if this fails; then twice as many, up to a quarter of an hour */
function plan(canister: Canister, due: bigint, retry: bigint): void {
  canister.schedule.at('native login signing key', due, async () => {
    if ((await fetchSigningKey(canister)) !== null) return;
    const next = retry * 2n < LAST_RETRY_NS ? retry * 2n : LAST_RETRY_NS;
    plan(canister, canister.ic.now() + retry, next);
  });
}

/** The public key, 32 bytes, fetched and kept if it is not known yet; null when it cannot be had. */
export async function fetchSigningKey(canister: Canister): Promise<Uint8Array | null> {
  const name = keyName(canister);
  if (name === null) return null;
  const known = canister.settings.signingKey(name);
  if (known !== null) return known;
  try {
    const request = encodeKeyRequest(keyOf(name));
    const reply = await canister.ic.call(MANAGEMENT_CANISTER, 'schnorr_public_key', request);
    const key = decodeKeyReply(reply);
    canister.settings.setSigningKey(name, key);
    addKeySet(canister, key);
    return key;
  } catch {
    return null;
  }
}

/** Ed25519 signature of 64 bytes. @throws when the system does not sign */
export async function signMessage({ ic }: Canister, name: string, message: Uint8Array): Promise<Uint8Array> {
  const request = encodeSignRequest(keyOf(name), message);
  const cycles = ic.signatureCost(name) ?? FALLBACK_CYCLES;
  return decodeSignReply(await ic.call(MANAGEMENT_CANISTER, 'sign_with_schnorr', request, cycles));
}

function keyName({ settings }: Canister): string | null {
  return settings.configuration().native_login?.schnorr_key_name ?? null;
}

function keyOf(name: string): SchnorrKey {
  return { name, path: PATH };
}
