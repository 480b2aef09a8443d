/**
 * Version of everything that this canister keeps in stable memory (contract, 5.1). Memory that has no such version
 * was written by another canister, or is not a canister's at all: the upgrade ends before anything is read from it.
 */
import { Trap } from '../domain/trap.ts';
import type { SettingsStore } from './settings_store.ts';

export const LAYOUT_VERSION = 1;

/** Traps unless stable memory is in the layout that this code reads. */
export function expectLayout(settings: SettingsStore): void {
  const version = settings.layoutVersion();
  if (version !== LAYOUT_VERSION) throw new Trap(unsupportedLayoutText(version));
}

function unsupportedLayoutText(version: number | null): string {
  return [
    `stable memory layout version ${version ?? 'unknown'} is no longer supported:`,
    'Either reinstall (wiping stable memory) or upgrade sequentially to the latest version of II by installing each intermediate version in turn.',
    'See https://github.com/dfinity/internet-identity#stable-memory-compatibility for more information.',
  ].join('\n');
}
