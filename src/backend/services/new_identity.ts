/** What both generations do to create an identity (contract, 2.3 and 2.5). */
import type { Anchor } from '../domain/anchor.ts';
import type { ArchiveOperation } from '../domain/archive_operation.ts';
import { dynamicTrigger, intervalNs } from '../domain/captcha_trigger.ts';
import { anchorRange } from '../domain/configuration.ts';
import { storeEdited } from './access.ts';
import type { Canister } from './canister.ts';

/** The number that the next identity gets; null when the range has none left. */
export function nextAnchorNumber({ settings }: Canister): bigint | null {
  const { lo, hi } = anchorRange(settings.configuration());
  const next = lo + settings.anchorCount();
  return next < hi ? next : null;
}

/**
 * Stores a new identity under the number that is next, in the caller's message.
 * @param operation - what the archive is told of it
 */
export function storeNewIdentity(
  canister: Canister,
  anchorNumber: bigint,
  anchor: Anchor,
  now: bigint,
  operation: () => ArchiveOperation,
): void {
  const caller = canister.ic.caller();
  storeEdited(canister, { anchorNumber, caller, before: [], after: anchor, operation });
  canister.settings.setAnchorCount(canister.settings.anchorCount() + 1n);
  recordRegistration(canister, now);
}

/** Remembers a registration where the captcha trigger compares rates. */
function recordRegistration({ settings, registrations }: Canister, now: bigint): void {
  const dynamic = dynamicTrigger(settings.configuration());
  if (dynamic === null) return;
  registrations.add(now, intervalNs(dynamic.referenceIntervalS), intervalNs(dynamic.currentIntervalS));
}
