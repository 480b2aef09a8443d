import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { equalBytes } from '../principal.ts';
import { canisterReject } from '../reject.ts';
import type { Reject } from '../types.ts';
import { replyWith } from './candid.ts';
import { finished, type ManagementCall, refused, subnetMethod } from './method.ts';

export interface SubnetArg {
  subnet_id: Principal;
}
const SubnetArgType = IDL.Record({ subnet_id: IDL.Principal });
const Result = IDL.Record({ replica_version: IDL.Text, registry_version: IDL.Nat64 });

/** What the subnet says that it runs. */
const VERSION = 'local-ic';

/** The version of the software that a subnet runs. */
export const subnetInfo = subnetMethod<SubnetArg>({
  name: 'subnet_info',
  argType: SubnetArgType,
  fromUsers: false,
  execute(call, arg) {
    const elsewhere = findOtherSubnet(call, arg);
    if (elsewhere !== undefined) return refused(call, elsewhere);
    return finished(call, replyWith(Result, { replica_version: VERSION, registry_version: 1n }));
  },
});

/** The reject for a call about a subnet that is not the one that executes it. */
export function findOtherSubnet({ subnet }: ManagementCall, { subnet_id }: SubnetArg): Reject | undefined {
  if (equalBytes(subnet.info.id, subnet_id.toUint8Array())) return undefined;
  return canisterReject(`Provided target subnet ID ${subnet_id.toText()} does not match current subnet ID.`);
}
