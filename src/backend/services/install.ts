/** Installation and upgrade (contract, 4 and 5.1). Nothing is written before an upgrade: all that lasts is in stable memory. */
import type { BuiltAsset } from '../assets/built_asset.ts';
import { checkAnchorRange } from '../domain/anchor_range.ts';
import {
  type InitArgument,
  anchorRange,
  applyInitArgument,
  checkConfiguration,
} from '../domain/configuration.ts';
import { Trap } from '../domain/trap.ts';
import type { Ic } from '../ic/ic.ts';
import { LAYOUT_VERSION, expectLayout } from '../storage/layout.ts';
import { SettingsStore } from '../storage/settings_store.ts';
import { type Canister, createCanister, publishRoot } from './canister.ts';
import { schedulePruning } from './delegation_events.ts';
import { startFetchingKeys } from './openid_keys.ts';
import { addDocuments } from './native_login/documents.ts';
import { startFetchingSigningKey } from './native_login/signing_key.ts';
import { certifySite, createSite } from './site.ts';

/** A new canister over empty stable memory. */
export function install(ic: Ic, assets: readonly BuiltAsset[], argument: InitArgument | null): Canister {
  const settings = new SettingsStore(ic);
  settings.setLayoutVersion(LAYOUT_VERSION);
  return start(ic, assets, settings, argument);
}

/** The canister that its stable memory tells of; traps when that was not written by this canister. */
export function upgrade(ic: Ic, assets: readonly BuiltAsset[], argument: InitArgument | null): Canister {
  const settings = new SettingsStore(ic);
  expectLayout(settings);
  const canister = start(ic, assets, settings, argument);
  canister.counters.lastUpgrade = ic.now();
  schedulePruning(canister);
  return canister;
}

function start(
  ic: Ic,
  assets: readonly BuiltAsset[],
  settings: SettingsStore,
  argument: InitArgument | null,
): Canister {
  configure(settings, argument);
  const site = createSite(assets, {
    configuration: settings.configuration(),
    candidConfiguration: settings.candidConfiguration(),
    canisterId: ic.canisterId(),
  });
  const { native_login: login } = settings.configuration();
  if (login !== null) addDocuments(site, login, settings.signingKey(login.schnorr_key_name));
  const canister = createCanister(ic, settings, site);
  certifySite(site, canister.certified);
  publishRoot(canister);
  startFetchingSigningKey(canister);
  startFetchingKeys(canister);
  return canister;
}

function configure(settings: SettingsStore, argument: InitArgument | null): void {
  const current = settings.configuration();
  const next = applyInitArgument(current, argument);
  if (argument !== null && argument.assigned_user_number_range !== null) {
    const inUse = { lo: anchorRange(current).lo, allocated: settings.anchorCount() };
    const checked = checkAnchorRange(anchorRange(next), inUse);
    if (!checked.ok) throw new Trap(checked.error);
  }
  if (argument !== null) {
    const checked = checkConfiguration(next);
    if (!checked.ok) throw new Trap(checked.error);
  }
  settings.setConfiguration(next);
}
