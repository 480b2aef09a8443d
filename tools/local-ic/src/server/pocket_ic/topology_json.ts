import type { JsonValue } from '../../encoding/lossless_json.ts';
import { principalToText } from '../../encoding/principal.ts';
import type { SubnetInfo } from '../../ic/types.ts';
import { defaultSubnet } from '../../certificate/topology.ts';
import { base64 } from './raw_call.ts';

/** Topology of an instance: its subnets by textual id, and an id of the subnet that gets new canisters. */
export function encodeTopology(subnets: readonly SubnetInfo[]): JsonValue {
  const configs = subnets.map((subnet) => [
    principalToText(subnet.id),
    {
      subnet_kind: subnet.kind,
      subnet_seed: [...subnet.seed],
      size: subnet.size,
      instruction_config: 'Production',
      canister_ranges: subnet.ranges.map(({ start, end }) => ({
        start: { canister_id: base64(start) },
        end: { canister_id: base64(end) },
      })),
    },
  ]);
  const first = defaultSubnet(subnets)?.ranges.at(-1)?.start ?? new Uint8Array(0);
  return {
    subnet_configs: Object.fromEntries(configs) as JsonValue,
    default_effective_canister_id: { canister_id: base64(first) },
  };
}
