import type { IDL } from '@dfinity/candid';
import type { Canister } from '../canister.ts';
import type { Network } from '../network.ts';
import type { Subnet } from '../subnet.ts';
import type { CallResult, PrincipalBytes, SubnetKind } from '../types.ts';
import { decodeArg, replyWith } from '../management/candid.ts';

/** What a method of a system canister knows of the call that it serves. */
export interface SystemCall {
  readonly net: Network;
  readonly subnet: Subnet;
  readonly canister: Canister;
  readonly sender: PrincipalBytes;
  /** Accepts the cycles that came with the call; answers how many. What is not taken goes back. */
  takeCycles(): bigint;
}

export interface SystemMethod {
  /** Queries may be called as updates too; updates not as queries. */
  readonly kind: 'query' | 'update';
  run(call: SystemCall, arg: Uint8Array): CallResult;
}

/**
 * A canister of the network itself of which clients need a few methods. Its module is empty; the methods are these
 * functions, and what it has to keep is in its stable memory, so it lives and is restored like any other canister.
 */
export interface SystemCanister {
  /** Textual id, the one that it has on mainnet. */
  readonly id: string;
  /** Subnet that holds it. */
  readonly subnet: SubnetKind;
  /** Candid of its methods. */
  readonly interface: string;
  readonly methods: Readonly<Record<string, SystemMethod>>;
  /** Sets up a new one. */
  start?(canister: Canister): void;
}

/** A method with one argument and one result. */
export function systemMethod<Arg>(
  kind: SystemMethod['kind'],
  argType: IDL.Type,
  resultType: IDL.Type,
  run: (call: SystemCall, arg: Arg) => unknown,
): SystemMethod {
  return {
    kind,
    run(call, bytes) {
      const decoded = decodeArg<Arg>(argType, bytes);
      if (!decoded.ok) return { kind: 'reject', reject: decoded.reject };
      return replyWith(resultType, run(call, decoded.value));
    },
  };
}

/** A query whose argument, if there is one, does not matter. */
export function systemQuery(resultType: IDL.Type, run: (call: SystemCall) => unknown): SystemMethod {
  return { kind: 'query', run: (call) => replyWith(resultType, run(call)) };
}
