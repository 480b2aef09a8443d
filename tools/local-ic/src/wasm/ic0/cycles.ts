import { cyclesFromHalves, type Host, writeCycles } from '../host.ts';
import { contractViolation, trapped } from '../trap.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** The canister's cycles and those that come with calls. Each amount in 64 bits (old) and in 128 bits. */

const ANYWHERE = '*';
const RECEIVING = 'U RQ Rt Ry';
const REFUNDED = 'Rt Ry';
const BURNING = 'I G U RQ Ry Rt C T';
const MAX_U64 = (1n << 64n) - 1n;

function fits64(cycles: bigint): bigint {
  if (cycles > MAX_U64) throw trapped('cycles amount exceeds 64-bit representation');
  return cycles;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function accept(host: Host, most: bigint): bigint {
  const amount = least(most, host.message.cyclesAvailable);
  host.message.cyclesAccepted += amount;
  return amount;
}

function burn(host: Host, most: bigint): bigint {
  const amount = least(most, host.message.liquidBalance);
  host.message.cyclesBurned += amount;
  return amount;
}

/** The two ways to ask for an amount. */
function amountPair(
  name: string,
  contexts: string,
  amount: (host: Host) => bigint,
): Record<string, SystemFunction> {
  return {
    [name]: systemFunction('>l', contexts, (host) => fits64(amount(host)), { narrowOnly: true }),
    [`${name}128`]: systemFunction('I>', contexts, (host, start: number) =>
      writeCycles(host, `ic0_${name}128`, start, amount(host)),
    ),
  };
}

export const cyclesFunctions: Record<string, SystemFunction> = {
  ...amountPair('canister_cycle_balance', ANYWHERE, (host) => host.message.balance),
  ...amountPair('msg_cycles_available', RECEIVING, (host) => host.message.cyclesAvailable),
  ...amountPair('msg_cycles_refunded', REFUNDED, (host) => host.message.input.cyclesRefunded),
  canister_liquid_cycle_balance128: systemFunction('I>', ANYWHERE, (host, start: number) =>
    writeCycles(host, 'ic0_canister_liquid_cycle_balance128', start, host.message.liquidBalance),
  ),
  msg_cycles_accept: systemFunction('l>l', RECEIVING, accept, { narrowOnly: true }),
  msg_cycles_accept128: systemFunction('llI>', RECEIVING, (host, high: bigint, low: bigint, start: number) =>
    writeCycles(host, 'ic0_msg_cycles_accept128', start, accept(host, cyclesFromHalves(high, low))),
  ),
  cycles_burn128: systemFunction('llI>', BURNING, (host, high: bigint, low: bigint, start: number) =>
    writeCycles(host, 'ic0_cycles_burn128', start, burn(host, cyclesFromHalves(high, low))),
  ),
  mint_cycles128: systemFunction(
    'llI>',
    'U Ry Rt T',
    () => {
      throw contractViolation('ic0.mint_cycles cannot be executed on non Cycles Minting Canister');
    },
    { overhead: 0 },
  ),
};
