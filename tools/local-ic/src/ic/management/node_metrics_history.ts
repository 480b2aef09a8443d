import { IDL } from '@dfinity/candid';
import { replyWith } from './candid.ts';
import { finished, refused, subnetMethod } from './method.ts';
import { findOtherSubnet, type SubnetArg } from './subnet_info.ts';

interface NodeMetricsArg extends SubnetArg {
  start_at_timestamp_nanos: bigint;
}
const NodeMetricsArgType = IDL.Record({
  subnet_id: IDL.Principal,
  start_at_timestamp_nanos: IDL.Nat64,
});
const Result = IDL.Vec(
  IDL.Record({
    timestamp_nanos: IDL.Nat64,
    node_metrics: IDL.Vec(
      IDL.Record({
        node_id: IDL.Principal,
        num_blocks_proposed_total: IDL.Nat64,
        num_block_failures_total: IDL.Nat64,
      }),
    ),
  }),
);

/** How many blocks each node of a subnet proposed, day by day. There are no nodes here, so nothing happened. */
export const nodeMetricsHistory = subnetMethod<NodeMetricsArg>({
  name: 'node_metrics_history',
  argType: NodeMetricsArgType,
  fromUsers: false,
  execute(call, arg) {
    const elsewhere = findOtherSubnet(call, arg);
    return elsewhere === undefined ? finished(call, replyWith(Result, [])) : refused(call, elsewhere);
  },
});
