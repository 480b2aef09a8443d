/** Which identities and which ways of signing in were used, in windows of a day and of thirty (contract, 2.9). */
import { ActivityWindows, type Completed } from '../domain/activity_windows.ts';
import { IC0_APP, INTERNET_COMPUTER_ORG, OTHER_DOMAIN, iiDomain } from '../domain/ii_domain.ts';
import type { Activity } from '../storage/activity_store.ts';
import { type DeviceUse, deviceUses, lastUsageOf } from '../storage/codecs/anchor_record.ts';
import { decodeOpenIdCredentials } from '../storage/codecs/openid_credentials_record.ts';
import type { Access } from './access.ts';
import type { Canister } from './canister.ts';

/** Series of `Activity.uses`: all identities, then ways of signing in; those of providers come behind them. */
const METHOD_TYPES = [
  'webauthn_auth',
  'webauthn_recovery',
  'recovery_phrase',
  'browser_storage_key',
  'other',
] as const;
const IDENTITIES = 0;
const METHODS = 1;
const ISSUERS = METHODS + METHOD_TYPES.length;
/** Providers that are told apart. Configured ones are few; this bounds the record when they change again and again. */
const ISSUER_LIMIT = 32;

/** Series of `Activity.domains`; the first two as {@link iiDomain} numbers them. */
const ACTIVITY_DOMAINS = [
  'identity.ic0.app',
  'identity.internetcomputer.org',
  'both_ii_domains',
] as const;
const BOTH_DOMAINS = 2;

/** Counts the use of an identity, before it is noted in the records. */
export function countUse(canister: Canister, access: Access): void {
  if (access.openId === null) countDeviceUse(canister, access);
  else countOpenIdUse(canister, access, access.openId);
}

function countDeviceUse(canister: Canister, { anchorNumber, record, deviceIndex }: Access): void {
  const now = canister.ic.now();
  const activity = canister.activity.get();
  const previous = lastUsageOf(record, deviceIndex);
  // A device that was used today counts everywhere already: its identity, its method and its domain.
  const isCounted = activity.uses?.isCounted(previous, now) ?? false;
  if (isCounted && (activity.domains?.isCounted(previous, now) ?? true)) return;
  const devices = deviceUses(record);
  const used = devices[deviceIndex]!;
  const domain = iiDomain(used.origin);
  if (isCounted && domain === OTHER_DOMAIN) return;

  const uses = usesAt(activity, now);
  uses.count(IDENTITIES, latest(latest(0n, devices), canister.openIds.credentials(anchorNumber)));
  if (domain !== OTHER_DOMAIN) {
    uses.count(METHODS + methodType(used), previous);
    countDomain(activity, devices, domain, now);
  }
  canister.activity.save();
}

function countOpenIdUse(
  canister: Canister,
  { record }: Access,
  { record: accounts, index }: NonNullable<Access['openId']>,
): void {
  const now = canister.ic.now();
  const activity = canister.activity.get();
  const credentials = decodeOpenIdCredentials(accounts);
  const { iss, lastUsage } = credentials[index]!;
  if (activity.uses?.isCounted(lastUsage ?? 0n, now)) return;
  const uses = usesAt(activity, now);
  uses.count(IDENTITIES, latest(latest(0n, deviceUses(record)), credentials));
  const series = seriesOfIssuer(activity, uses, iss);
  if (series !== null) uses.count(series, lastUsage ?? 0n);
  canister.activity.save();
}

/** Series of a provider's accounts; null when too many others have one. */
function seriesOfIssuer({ issuers }: Activity, uses: ActivityWindows, issuer: string): number | null {
  let index = issuers.indexOf(issuer);
  if (index < 0) {
    if (issuers.length === ISSUER_LIMIT) return null;
    index = issuers.push(issuer) - 1;
    uses.addSeries();
  }
  return ISSUERS + index;
}

/** Counts of windows that are over, by the labels of a metric's samples. */
export interface CompletedActivity {
  readonly identities: Completed;
  /** Labels of a sample and its value. */
  readonly methods: readonly (readonly [labels: string, count: number])[];
}

/** The last whole day's or thirty days' uses; null before they are over. */
export function completedUses(canister: Canister, window: 'day' | 'month'): CompletedActivity | null {
  const { uses, issuers } = canister.activity.get();
  const completed = (window === 'day' ? uses?.lastDay() : uses?.lastMonth()) ?? null;
  if (completed === null) return null;
  const { start, counts } = completed;
  return {
    identities: { start, counts: counts.slice(0, METHODS) },
    methods: [
      ...METHOD_TYPES.map((type, i): [string, number] => [`type="${type}"`, counts[METHODS + i]!]),
      ...issuers.map((issuer, i): [string, number] => [
        `type="openid",issuer="${escaped(issuer)}"`,
        counts[ISSUERS + i]!,
      ]),
    ],
  };
}

/** As {@link completedUses}, of identities by the domain that they were used at. */
export function completedDomains(
  canister: Canister,
  window: 'day' | 'month',
): readonly (readonly [labels: string, count: number])[] | null {
  const { domains } = canister.activity.get();
  const completed = (window === 'day' ? domains?.lastDay() : domains?.lastMonth()) ?? null;
  return completed && ACTIVITY_DOMAINS.map((name, i) => [`domain="${name}"`, completed.counts[i]!]);
}

/** The windows of all uses, moved on to the present. */
function usesAt(activity: Activity, now: bigint): ActivityWindows {
  activity.uses ??= ActivityWindows.startingAt(now, ISSUERS);
  activity.uses.advance(now);
  return activity.uses;
}

/** An identity that was used at both domains in a window counts as such, and no more at the one it counted at first. */
function countDomain(
  activity: Activity,
  devices: readonly DeviceUse[],
  domain: typeof IC0_APP | typeof INTERNET_COMPUTER_ORG,
  now: bigint,
): void {
  const other = domain === IC0_APP ? INTERNET_COMPUTER_ORG : IC0_APP;
  const here = latest(
    0n,
    devices.filter(({ origin }) => iiDomain(origin) === domain),
  );
  const there = latest(
    0n,
    devices.filter(({ origin }) => iiDomain(origin) === other),
  );
  const windows = (activity.domains ??= ActivityWindows.startingAt(now, ACTIVITY_DOMAINS.length));
  windows.advance(now);
  windows.countUntil(BOTH_DOMAINS, here, there);
  windows.countUntil(other, here, there, -1);
  windows.count(domain, here > there ? here : there);
}

function methodType({ keyType, isPasskey, isRecovery }: DeviceUse): number {
  if (keyType === 'seed_phrase') return METHOD_TYPES.indexOf('recovery_phrase');
  if (keyType === 'browser_storage_key') return METHOD_TYPES.indexOf('browser_storage_key');
  if (!isPasskey) return METHOD_TYPES.indexOf('other');
  return METHOD_TYPES.indexOf(isRecovery ? 'webauthn_recovery' : 'webauthn_auth');
}

/** The last of uses, or a time when all of them are before it. */
function latest(time: bigint, uses: readonly { readonly lastUsage: bigint | null }[]): bigint {
  let last = time;
  for (const { lastUsage } of uses) if (lastUsage !== null && lastUsage > last) last = lastUsage;
  return last;
}

/** A label's value as the text format wants it. */
export function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
