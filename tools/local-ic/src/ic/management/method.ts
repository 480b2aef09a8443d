import type { IDL } from '@dfinity/candid';
import type { Canister } from '../canister.ts';
import type { ChangeOrigin } from '../canister_history.ts';
import type { Origin } from '../message.ts';
import type { Network } from '../network.ts';
import { equalBytes, principalText } from '../principal.ts';
import { canisterNotFound, ERROR, makeReject, rejected } from '../reject.ts';
import type { Visibility } from '../settings.ts';
import type { Subnet } from '../subnet.ts';
import type { CallResult, PrincipalBytes, Reject } from '../types.ts';
import { decodeArg } from './candid.ts';

/** What a method of the management canister knows of the call that it serves. */
export interface ManagementCall {
  readonly net: Network;
  readonly subnet: Subnet;
  readonly sender: PrincipalBytes;
  readonly origin: Origin;
  /** Cycles attached to the call. */
  readonly cycles: bigint;
}

/** How a call ended; cycles that are not in `refund` were taken. `pending` is answered later. */
export type ManagementOutcome =
  { readonly result: CallResult; readonly refund: bigint } | { readonly pending: true };

/** Who may call a method about a canister. */
export type Callers =
  'controllers' | 'controllers_and_self' | 'status_viewers' | 'log_viewers' | 'snapshot_viewers' | 'anyone';

/** One method of the management canister, ready to be looked up by its name. */
export interface ManagementMethod {
  readonly name: string;
  /** Whether users may call it, or only canisters. */
  readonly fromUsers: boolean;
  /** Decodes the argument and checks the caller; answers why not, or what there is to do. */
  prepare(call: ManagementCall, arg: Uint8Array): Reject | (() => ManagementOutcome);
}

/** A method about one canister of the subnet, which must exist and whose callers are checked. */
export function canisterMethod<Arg>(definition: {
  readonly name: string;
  readonly argType: IDL.Type;
  readonly callers: Callers;
  readonly fromUsers?: boolean;
  target(arg: Arg): PrincipalBytes;
  execute(call: ManagementCall, target: Canister, arg: Arg): ManagementOutcome;
}): ManagementMethod {
  const { name, argType, callers, fromUsers = true } = definition;
  return {
    name,
    fromUsers,
    prepare(call, bytes) {
      const decoded = decodeArg<Arg>(argType, bytes);
      if (!decoded.ok) return decoded.reject;
      const id = definition.target(decoded.value);
      const target = call.subnet.canister(id);
      if (target === undefined) return canisterNotFound(id);
      const forbidden = findForbidden(callers, call, name, target);
      return forbidden ?? (() => definition.execute(call, target, decoded.value));
    },
  };
}

/** A method about the subnet itself. */
export function subnetMethod<Arg>(definition: {
  readonly name: string;
  /** Absent when the method takes no argument. */
  readonly argType?: IDL.Type;
  readonly fromUsers: boolean;
  execute(call: ManagementCall, arg: Arg): ManagementOutcome;
}): ManagementMethod {
  const { name, argType, fromUsers } = definition;
  return {
    name,
    fromUsers,
    prepare(call, bytes) {
      if (argType === undefined) return () => definition.execute(call, undefined as Arg);
      const decoded = decodeArg<Arg>(argType, bytes);
      return decoded.ok ? () => definition.execute(call, decoded.value) : decoded.reject;
    },
  };
}

/** Answers a call that takes no cycles. */
export function finished(call: ManagementCall, result: CallResult): ManagementOutcome {
  return { result, refund: call.cycles };
}

/** Refuses a call and gives its cycles back. */
export function refused(call: ManagementCall, reject: Reject): ManagementOutcome {
  return { result: rejected(reject), refund: call.cycles };
}

/** How the canister's history names the sender. */
export function changeOrigin(call: ManagementCall, senderVersion: [] | [bigint] = []): ChangeOrigin {
  return call.origin.kind === 'canister'
    ? { kind: 'canister', id: call.sender, version: senderVersion[0] }
    : { kind: 'user', id: call.sender };
}

/** Why the sender may not make this call about the canister, or nothing when it may. */
function findForbidden(
  callers: Callers,
  { sender, origin }: ManagementCall,
  method: string,
  target: Canister,
): Reject | undefined {
  if (callers === 'anyone' || target.isController(sender)) return undefined;
  if (callers === 'controllers_and_self' && equalBytes(sender, target.id)) return undefined;
  if (callers === 'status_viewers') {
    if (equalBytes(sender, target.id) || mayView(target.settings.statusVisibility, sender)) return undefined;
    const text = `Caller ${principalText(sender)} is not allowed to call ${method}`;
    return makeReject(ERROR.statusAccessDenied, text);
  }
  if (callers === 'log_viewers') {
    if (mayView(target.settings.logVisibility, sender)) return undefined;
    const text = `Caller ${principalText(sender)} is not allowed to access canister logs`;
    return makeReject(ERROR.canisterRejected, text);
  }
  if (callers === 'snapshot_viewers' && mayView(target.settings.snapshotVisibility, sender)) return undefined;
  const id = principalText(target.id);
  if (origin.kind === 'ingress') {
    const text = `Only controllers of canister ${id} can call ic00 method ${method}`;
    return makeReject(ERROR.invalidController, text);
  }
  return makeReject(
    ERROR.invalidController,
    `Only the controllers of the canister ${id} can control it.\n` +
      `Canister's controllers: ${target.controllers.map(principalText).join(' ')}\n` +
      `Sender's ID: ${principalText(sender)}`,
  );
}

function mayView(visibility: Visibility, sender: PrincipalBytes): boolean {
  if (visibility.kind !== 'allowed_viewers') return visibility.kind === 'public';
  return visibility.viewers.some((viewer) => equalBytes(viewer, sender));
}
