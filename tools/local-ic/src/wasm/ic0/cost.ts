import { type Host, readHeap, targetHeap, writeCycles } from '../host.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** What things cost in cycles, by the network's prices for 13 nodes, scaled to the subnet's size. */

const ANYWHERE = '* s';
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

/** Subnets on which the keys live: production keys are signed with by 34 nodes. */
const KEY_NODES: Readonly<Record<string, bigint>> = { dfx_test_key: 13n, test_key_1: 13n, key_1: 34n };

const DONE = 0;
const UNKNOWN_CURVE = 1;
const UNKNOWN_KEY = 2;

function scaled(fee: bigint, nodes: bigint): bigint {
  return (fee * nodes) / REFERENCE_NODES;
}

function nodes(host: Host): bigint {
  return BigInt(host.message.input.subnetSize);
}

/** Cycles that must be there for a call to be made: sending it, its answer and the longest callback. */
export function callCost(subnetSize: number, nameBytes: bigint, argBytes: bigint): bigint {
  const size = BigInt(subnetSize);
  const sending = CALL_FEE + (nameBytes + argBytes + LARGEST_RESPONSE_BYTES) * FEE_PER_BYTE;
  const callback = MESSAGE_FEE + (LONGEST_CALLBACK_INSTRUCTIONS / 10n) * FEE_PER_TEN_INSTRUCTIONS;
  return scaled(sending, size) + scaled(callback, size);
}

function httpRequestCost(host: Host, requestBytes: bigint, responseBytes: bigint): bigint {
  const size = nodes(host);
  const bytes = HTTP_FEE_PER_REQUEST_BYTE * requestBytes + HTTP_FEE_PER_RESPONSE_BYTE * responseBytes;
  return (HTTP_FEE + HTTP_FEE_PER_NODE * size + bytes) * size;
}

/** Cost of a threshold operation by key name; `curves` is how many curve numbers there are. */
function keyCost(name: string, curves: number): SystemFunction {
  return systemFunction(
    'IIiI>i',
    ANYWHERE,
    (host, keyStart: number, keySize: number, curve: number, start: number) => {
      host.charge(keySize);
      const key = Buffer.from(readHeap(host, `ic0.${name}`, keyStart, keySize)).toString('utf8');
      targetHeap(host, `ic0.${name} heap`, start, 16);
      if (curve >= curves) return UNKNOWN_CURVE;
      const keyNodes = Object.hasOwn(KEY_NODES, key) ? KEY_NODES[key] : undefined;
      if (keyNodes === undefined) return UNKNOWN_KEY;
      writeCycles(host, `ic0.${name}`, start, scaled(SIGNATURE_FEE, keyNodes));
      return DONE;
    },
  );
}

export const costFunctions: Record<string, SystemFunction> = {
  cost_call: systemFunction('llI>', ANYWHERE, (host, nameBytes: bigint, argBytes: bigint, start: number) =>
    writeCycles(host, 'ic0.cost_call', start, callCost(host.message.input.subnetSize, nameBytes, argBytes)),
  ),
  cost_create_canister: systemFunction('I>', ANYWHERE, (host, start: number) =>
    writeCycles(host, 'ic0.cost_create_canister', start, scaled(CREATION_FEE, nodes(host))),
  ),
  cost_http_request: systemFunction(
    'llI>',
    ANYWHERE,
    (host, requestBytes: bigint, responseBytes: bigint, start: number) =>
      writeCycles(host, 'ic0.cost_http_request', start, httpRequestCost(host, requestBytes, responseBytes)),
  ),
  cost_sign_with_ecdsa: keyCost('cost_sign_with_ecdsa', 1),
  cost_sign_with_schnorr: keyCost('cost_sign_with_schnorr', 2),
  cost_vetkd_derive_key: keyCost('cost_vetkd_derive_key', 1),
};
