import type { Configuration } from '../domain/configuration.ts';
import { LAYOUT_VERSION } from '../storage/layout.ts';
import type { Canister } from './canister.ts';
import { aggregations } from './delegation_events.ts';

/** Numbers about the canister that anyone may read. */
export function statistics(canister: Canister) {
  const { settings } = canister;
  const configuration: Configuration = settings.configuration();
  return {
    users_registered: settings.anchorCount(),
    storage_layout_version: LAYOUT_VERSION,
    assigned_user_number_range: configuration.assigned_user_number_range,
    archive_info: {
      archive_canister: canister.archive.canister,
      archive_config: configuration.archive_config,
    },
    canister_creation_cycles_cost: configuration.canister_creation_cycles_cost,
    event_aggregations: aggregations(canister),
  };
}
