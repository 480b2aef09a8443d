import { type Host, readHeap, targetHeap, writeCycles } from '../host.ts';
import {
  callCost,
  canisterCreationCost,
  type Charging,
  httpRequestCost,
  thresholdKeyCost,
} from './prices.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** What things cost in cycles, for canisters that want to know before they pay. */

const ANYWHERE = '* s';

const KEY_NAMES: ReadonlySet<string> = new Set(['dfx_test_key', 'key_1', 'test_key_1']);

const DONE = 0;
const UNKNOWN_CURVE = 1;
const UNKNOWN_KEY = 2;

function charging({ message: { input } }: Host): Charging {
  return { nodes: input.subnetSize, free: input.subnetIsFree ?? false };
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
      const nodes = host.message.input.signingSubnetSize;
      if (nodes === undefined || !KEY_NAMES.has(key)) return UNKNOWN_KEY;
      writeCycles(host, `ic0.${name}`, start, thresholdKeyCost(nodes));
      return DONE;
    },
  );
}

export const costFunctions: Record<string, SystemFunction> = {
  cost_call: systemFunction('llI>', ANYWHERE, (host, nameBytes: bigint, argBytes: bigint, start: number) =>
    writeCycles(host, 'ic0.cost_call', start, callCost(charging(host), nameBytes, argBytes)),
  ),
  cost_create_canister: systemFunction('I>', ANYWHERE, (host, start: number) =>
    writeCycles(host, 'ic0.cost_create_canister', start, canisterCreationCost(charging(host))),
  ),
  cost_http_request: systemFunction(
    'llI>',
    ANYWHERE,
    (host, requestBytes: bigint, responseBytes: bigint, start: number) =>
      writeCycles(
        host,
        'ic0.cost_http_request',
        start,
        httpRequestCost(charging(host), requestBytes, responseBytes),
      ),
  ),
  cost_sign_with_ecdsa: keyCost('cost_sign_with_ecdsa', 1),
  cost_sign_with_schnorr: keyCost('cost_sign_with_schnorr', 2),
  cost_vetkd_derive_key: keyCost('cost_vetkd_derive_key', 1),
};
