import type { Canister, Session } from '../canister/canister.ts';
import type { Provider } from '../canister/provider.ts';
import type { Passkeys } from '../passkey/passkeys.ts';
import type { Phrases } from '../recovery/phrases.ts';
import type { Pins } from '../pin/pins.ts';
import type { Settings } from '../session/settings.ts';
import type { RememberedIdentities } from '../session/remembered.ts';
import type { VisitedApps } from '../session/visited_apps.ts';
import type { LinkEnds, SignInEnds } from './provider.ts';
import type { ProviderFlow } from './provider_state.ts';

/** The parts that need the network's libraries; loaded while the person reads. */
export interface AccessParts {
  readonly canister: Canister;
  readonly passkeys: Passkeys;
  readonly pins: Pins;
  /** Host names whose passkeys this page may use as well, by the canister's configuration. */
  readonly relatedHostnames: readonly string[];
  /** Companies whose accounts can open identities. */
  readonly providers: readonly Provider[];
}

export interface AccessPorts {
  /** Loads the parts, or hands out the loaded ones. Rejects when they cannot be fetched. */
  loadParts(): Promise<AccessParts>;
  /** Loads what recovery phrases need. Rejects when it cannot be fetched. */
  loadPhrases(): Promise<Phrases>;
  /** Loads what signing in by a provider's account needs. Rejects when it cannot be fetched. */
  loadProviderFlows(): Promise<ProviderFlows>;
  /**
   * Opens an empty window; null where the browser does not let it. To be called in answer to a click, before anything
   * is waited for.
   */
  openWindow(): WindowProxy | null;
  readonly remembered: RememberedIdentities;
  readonly visited: VisitedApps;
  readonly settings: Settings;
  /** Host name that passkeys are bound to. */
  readonly hostname: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls something once, some milliseconds later; answers how to call it off. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
}

/** The ways through a provider's window, which are loaded when somebody takes one. */
export interface ProviderFlows {
  /**
   * @param expected - the identity that was picked, if one was
   * @param opened - the window that the click has opened
   */
  signIn(
    ports: AccessPorts,
    provider: Provider,
    how: { readonly expected: string | null; readonly opened: WindowProxy | null },
    ends: SignInEnds,
  ): ProviderFlow;
  link(
    ports: AccessPorts,
    provider: Provider,
    how: { readonly session: Session; readonly opened: WindowProxy | null },
    ends: LinkEnds,
  ): ProviderFlow;
}
