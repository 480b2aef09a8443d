/**
 * What things cost in cycles, by the network's prices for 13 nodes, scaled to the size of the subnet that does the
 * work. Subnets of the system charge nothing for their own work; keys cost the same wherever the call comes from.
 */

const REFERENCE_NODES = 13n;
const CALL_FEE = 260_000n;
const FEE_PER_BYTE = 1_000n;
const LARGEST_RESPONSE_BYTES = 2n * 2n ** 20n;
const MESSAGE_FEE = 5_000_000n;
const LONGEST_CALLBACK_INSTRUCTIONS = 40_000_000_000n;
const FEE_PER_TEN_INSTRUCTIONS = 10n;
const CREATION_FEE = 500_000_000_000n;
const HTTP_FEE = 3_000_000n;
const HTTP_FEE_PER_NODE = 60_000n;
const HTTP_FEE_PER_REQUEST_BYTE = 400n;
const HTTP_FEE_PER_RESPONSE_BYTE = 800n;
const SIGNATURE_FEE = 10_000_000_000n;

/** Who does the work: how many nodes, and whether they charge. */
export interface Charging {
  readonly nodes: number;
  readonly free: boolean;
}

/** Cycles that must be there for a call to be made: sending it, its answer and the longest callback. */
export function callCost(charging: Charging, nameBytes: bigint, argBytes: bigint): bigint {
  const sending = CALL_FEE + (nameBytes + argBytes + LARGEST_RESPONSE_BYTES) * FEE_PER_BYTE;
  const callback = MESSAGE_FEE + (LONGEST_CALLBACK_INSTRUCTIONS / 10n) * FEE_PER_TEN_INSTRUCTIONS;
  return scaled(sending, charging) + scaled(callback, charging);
}

export function canisterCreationCost(charging: Charging): bigint {
  return scaled(CREATION_FEE, charging);
}

/** @param responseBytes - the most that the response may have, not what it has */
export function httpRequestCost(
  { nodes, free }: Charging,
  requestBytes: bigint,
  responseBytes: bigint,
): bigint {
  if (free) return 0n;
  const size = BigInt(nodes);
  const bytes = HTTP_FEE_PER_REQUEST_BYTE * requestBytes + HTTP_FEE_PER_RESPONSE_BYTE * responseBytes;
  return (HTTP_FEE + HTTP_FEE_PER_NODE * size + bytes) * size;
}

/** A signature, or a derived vetKey. @param nodes - size of the subnet that holds the key */
export function thresholdKeyCost(nodes: number): bigint {
  return scaled(SIGNATURE_FEE, { nodes, free: false });
}

function scaled(fee: bigint, { nodes, free }: Charging): bigint {
  return free ? 0n : (fee * BigInt(nodes)) / REFERENCE_NODES;
}
