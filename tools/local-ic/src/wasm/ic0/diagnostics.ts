import type { Host } from '../host.ts';
import { calledTrap } from '../trap.ts';
import { LOG_BYTES, MAX_LOG_TEXT_BYTES, TRANSMISSION_COST_PER_BYTE } from './limits.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** Printing to the canister's log, and ending the message on purpose. */

const EVERYWHERE = '* s';
const PRINT_OVERHEAD = 100;

/** A log line is stored, pushes out an older one and is sent on: as far as it fits into the log. */
function chargeForLog(host: Host, size: number): void {
  const { message } = host;
  const stored = Math.min(size, LOG_BYTES);
  const sent = Math.min(size, LOG_BYTES - message.logBytes);
  message.logBytes += sent;
  host.charge(2 * stored + TRANSMISSION_COST_PER_BYTE * sent);
}

/** The text, cut to 32 KiB; these functions never fail, so a wrong range gives `otherwise`. */
function text(host: Host, start: number, size: number, otherwise: string): string {
  const length = Math.min(size, MAX_LOG_TEXT_BYTES);
  if (!host.heap || start + length > host.heap.length) return otherwise;
  return Buffer.from(host.heap.subarray(start, start + length)).toString('utf8');
}

export const diagnosticFunctions: Record<string, SystemFunction> = {
  debug_print: systemFunction(
    'II>',
    EVERYWHERE,
    (host, start: number, size: number) => {
      chargeForLog(host, size);
      host.message.logs.push(text(host, start, size, '(debug_print message out of memory bounds)'));
    },
    { overhead: PRINT_OVERHEAD },
  ),
  trap: systemFunction('II>', EVERYWHERE, (host, start: number, size: number) => {
    host.charge(size);
    chargeForLog(host, size);
    throw calledTrap(text(host, start, size, '(trap message out of memory bounds)'));
  }),
};
