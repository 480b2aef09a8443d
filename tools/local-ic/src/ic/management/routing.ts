import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import type { Network } from '../network.ts';
import type { Subnet } from '../subnet.ts';
import type { Call, PrincipalBytes, SubnetKind } from '../types.ts';
import { CanisterIdArg, decodeArg, SpecifiedIdArg, TargetCanisterArg } from './candid.ts';

/** Methods that concern no existing canister: the caller's own subnet, or the default one, executes them. */
const CREATES: ReadonlySet<string> = new Set(['create_canister', 'provisional_create_canister_with_cycles']);
const ANY_SUBNET: ReadonlySet<string> = new Set([
  'raw_rand',
  'http_request',
  'ecdsa_public_key',
  'sign_with_ecdsa',
  'schnorr_public_key',
  'sign_with_schnorr',
]);

/** Where canisters go when nobody says where, first choice first. */
const DEFAULT_KINDS: readonly SubnetKind[] = ['Application', 'VerifiedApplication', 'System'];

/** The subnet for messages that name neither a subnet nor a canister. */
export function defaultSubnet(net: Network): Subnet | undefined {
  for (const kind of DEFAULT_KINDS) {
    const found = net.subnets.find(({ info }) => info.kind === kind);
    if (found !== undefined) return found;
  }
  return net.subnets[0];
}

/**
 * The subnet that executes a user's call to the management canister: the one the user named, else the one that
 * holds the canister named in the argument (for a create call: whose ranges contain the wished id), else the
 * default one. Nothing when the user named a subnet or canister that does not exist.
 */
export function routeManagementCall(net: Network, call: Call): Subnet | undefined {
  const { effective, method, arg } = call;
  if (effective.kind === 'subnet') return net.subnetById(effective.id);
  if (CREATES.has(method)) {
    const wished = decodeArg<SpecifiedIdArg>(SpecifiedIdArg, arg);
    const id = wished.ok ? wished.value.specified_id[0] : undefined;
    if (id !== undefined) return net.subnetOf(id.toUint8Array());
  }
  if (effective.kind === 'canister' && effective.id.length > 0) return net.subnetOf(effective.id);
  if (CREATES.has(method) || ANY_SUBNET.has(method)) return defaultSubnet(net);
  const named = namedCanister(method, arg);
  return (named && net.subnetOf(named)) ?? defaultSubnet(net);
}

/** The subnet that executes a canister's call to the management canister. */
export function routeToManagement(net: Network, from: Subnet, method: string, arg: Uint8Array): Subnet {
  if (CREATES.has(method) || ANY_SUBNET.has(method)) return from;
  if (ABOUT_SUBNETS.has(method)) return namedSubnet(net, arg) ?? from;
  const named = namedCanister(method, arg);
  return (named && net.subnetOf(named)) ?? from;
}

/** Methods about a subnet, which the argument names. */
const ABOUT_SUBNETS: ReadonlySet<string> = new Set(['subnet_info', 'node_metrics_history']);
const SubnetIdArg = IDL.Record({ subnet_id: IDL.Principal });

function namedSubnet(net: Network, arg: Uint8Array): Subnet | undefined {
  const named = decodeArg<{ subnet_id: Principal }>(SubnetIdArg, arg);
  return named.ok ? net.subnetById(named.value.subnet_id.toUint8Array()) : undefined;
}

function namedCanister(method: string, arg: Uint8Array): PrincipalBytes | undefined {
  if (method === 'install_chunked_code') {
    const target = decodeArg<TargetCanisterArg>(TargetCanisterArg, arg);
    return target.ok ? target.value.target_canister.toUint8Array() : undefined;
  }
  const named = decodeArg<CanisterIdArg>(CanisterIdArg, arg);
  return named.ok ? named.value.canister_id.toUint8Array() : undefined;
}
