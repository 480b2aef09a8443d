/** The canister as the services see it: its stores, its heap state and the system it runs on. */
import { CertifiedState } from '../certified/certified_state.ts';
import { Challenges } from '../domain/challenges.ts';
import { Grants } from '../domain/native_login/grants.ts';
import { TokenBucket } from '../domain/rate_limit.ts';
import { RegistrationFlows } from '../domain/registration_flow.ts';
import type { OpenIdKeys } from '../domain/openid_keys.ts';
import { RegistrationModes } from '../domain/registration_modes.ts';
import { TempKeys } from '../domain/temp_keys.ts';
import type { Ic } from '../ic/ic.ts';
import { AccountStore } from '../storage/account_store.ts';
import { ActivityStore } from '../storage/activity_store.ts';
import { AnchorStore } from '../storage/anchor_store.ts';
import { ArchiveBuffer } from '../storage/archive_buffer.ts';
import { CredentialIndex } from '../storage/credential_index.ts';
import { EventStatistics } from '../storage/event_statistics.ts';
import { OpenIdStore } from '../storage/openid_store.ts';
import { RegistrationLog } from '../storage/registration_log.ts';
import type { SettingsStore } from '../storage/settings_store.ts';
import { type Schedule, createSchedule } from './schedule.ts';
import type { Site } from './site.ts';

export interface Canister {
  readonly ic: Ic;

  // In stable memory.
  readonly settings: SettingsStore;
  readonly anchors: AnchorStore;
  readonly accounts: AccountStore;
  readonly credentials: CredentialIndex;
  readonly openIds: OpenIdStore;
  readonly registrations: RegistrationLog;
  readonly archive: ArchiveBuffer;
  readonly activity: ActivityStore;
  readonly events: EventStatistics;

  // In the heap: lost on upgrade, on purpose.
  readonly certified: CertifiedState;
  readonly site: Site;
  readonly tempKeys: TempKeys;
  readonly challenges: Challenges;
  readonly registrationBucket: TokenBucket;
  readonly registrationFlows: RegistrationFlows;
  readonly registrationModes: RegistrationModes;
  /** Keys of OpenID providers by their addresses. */
  readonly openIdKeys: Map<string, OpenIdKeys>;
  /** What native apps were let in for. */
  readonly nativeGrants: Grants;
  readonly archiveModule: ArchiveModule;
  readonly schedule: Schedule;
  readonly counters: Counters;
}

/** What the system last said of the archive's module. */
export interface ArchiveModule {
  /** Null when the archive's canister was empty. */
  hash: Uint8Array | null;
  /** When it said so, nanoseconds since 1970; 0 when it has to be asked again. */
  asked: bigint;
}

/** Counted since the last upgrade, for the metrics. */
export interface Counters {
  delegations: bigint;
  idAliases: bigint;
  anchorOperations: bigint;
  /** Nanoseconds since 1970; 0 before the first upgrade. */
  lastUpgrade: bigint;
}

/** A canister over the stores of this system, with an empty heap. */
export function createCanister(ic: Ic, settings: SettingsStore, site: Site): Canister {
  return {
    ic,
    settings,
    anchors: new AnchorStore(ic),
    accounts: new AccountStore(ic, settings),
    credentials: new CredentialIndex(ic),
    openIds: new OpenIdStore(ic, settings),
    registrations: new RegistrationLog(ic),
    archive: new ArchiveBuffer(ic),
    activity: new ActivityStore(ic),
    events: new EventStatistics(ic),
    certified: new CertifiedState(),
    site,
    tempKeys: new TempKeys(),
    challenges: new Challenges(),
    registrationBucket: new TokenBucket(),
    registrationFlows: new RegistrationFlows(),
    registrationModes: new RegistrationModes(),
    openIdKeys: new Map(),
    nativeGrants: new Grants(),
    archiveModule: { hash: null, asked: 0n },
    schedule: createSchedule(ic),
    counters: { delegations: 0n, idAliases: 0n, anchorOperations: 0n, lastUpgrade: 0n },
  };
}

/** Makes the system certify what is certified now: the last step of every message that changed it. */
export function publishRoot({ ic, certified }: Canister): void {
  ic.setCertifiedData(certified.rootHash());
}
