import type { CallResult } from './types.ts';

/** What a canister's queries used in all, replicated ones left out. */
export class QueryStats {
  calls = 0n;
  instructions = 0n;
  requestBytes = 0n;
  responseBytes = 0n;

  /** Takes in a query that was answered. */
  add(arg: Uint8Array, result: CallResult, instructions: bigint): void {
    this.calls += 1n;
    this.instructions += instructions;
    this.requestBytes += BigInt(arg.length);
    const bytes = result.kind === 'reply' ? result.bytes.length : Buffer.byteLength(result.reject.message);
    this.responseBytes += BigInt(bytes);
  }
}
