import { thresholdKeyCost } from '../../wasm/ic0/prices.ts';
import { cyclesText } from '../charging.ts';
import { ERROR, makeReject, plainReject } from '../reject.ts';
import { isKeyName, KEY_NAMES, type KeyName, signingSubnet } from '../threshold/master_keys.ts';
import type { PrincipalBytes, Reject } from '../types.ts';
import { replyWith } from './candid.ts';
import { type ManagementCall, type ManagementOutcome, refused } from './method.ts';
import { SignatureResult } from './threshold_candid.ts';

/** What the methods about threshold keys have in common: which key is meant, and what a signature costs. */

/** Steps of a path that callers may give, the canister's own among them. */
const MAX_PATH_STEPS = 255;

const DESTINATION_INVALID = 3;

/** Kinds of keys as replicas name them. */
export type KeyKind = 'ecdsa:Secp256k1' | 'schnorr:Bip340Secp256k1' | 'schnorr:Ed25519';
const KEY_KINDS: readonly KeyKind[] = ['ecdsa:Secp256k1', 'schnorr:Bip340Secp256k1', 'schnorr:Ed25519'];

/** The name of a key that a subnet of the network holds, or why there is none. */
export function findKey(call: ManagementCall, method: string, kind: KeyKind, name: string): KeyName | Reject {
  const held = signingSubnet(call.net.subnets) !== undefined;
  if (held && isKeyName(name)) return name;
  const keys = held ? KEY_KINDS.flatMap((each) => KEY_NAMES.map((known) => `${each}:${known}`)) : [];
  const reason = `Requested unknown threshold key: ${kind}:${name.slice(0, 100)}, existing keys: [${keys.join(', ')}]`;
  return plainReject(
    DESTINATION_INVALID,
    `Unable to route management canister request ${method}: ChainKeyError(${JSON.stringify(reason)})`,
  );
}

/** The path from a master key: the canister's id, then what the caller gave. */
export function keyPath(canisterId: PrincipalBytes, path: readonly Uint8Array[]): Uint8Array[] | Reject {
  if (path.length >= MAX_PATH_STEPS) {
    const text = `Error decoding candid: Deserialize error: The number of elements exceeds maximum allowed ${MAX_PATH_STEPS}`;
    return makeReject(ERROR.invalidManagementPayload, text);
  }
  return [canisterId, ...path];
}

/** Takes the fee and answers with the signature, or refuses for want of cycles. */
export function signFor(call: ManagementCall, method: string, sign: () => Uint8Array): ManagementOutcome {
  const fee = signatureFee(call);
  if (call.cycles < fee) {
    const text =
      `${method} request sent with ${cyclesText(call.cycles)} cycles, ` +
      `but ${cyclesText(fee)} cycles are required.`;
    return refused(call, makeReject(ERROR.canisterRejected, text));
  }
  return { result: replyWith(SignatureResult, { signature: sign() }), refund: call.cycles - fee };
}

/** The NNS signs for nothing; all others pay by the size of the subnet that holds the key. */
function signatureFee({ net, sender }: ManagementCall): bigint {
  if (net.hostOf(sender)?.info.kind === 'NNS') return 0n;
  return thresholdKeyCost(signingSubnet(net.subnets)?.info.size ?? 0);
}
