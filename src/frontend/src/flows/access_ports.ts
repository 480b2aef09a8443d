import type { Canister } from '../canister/canister.ts';
import type { Passkeys } from '../passkey/passkeys.ts';
import type { RememberedIdentities } from '../session/remembered.ts';

/** The parts that need the network's libraries; loaded while the person reads. */
export interface AccessParts {
  readonly canister: Canister;
  readonly passkeys: Passkeys;
}

export interface AccessPorts {
  /** Loads the parts, or hands out the loaded ones. Rejects when they cannot be fetched. */
  loadParts(): Promise<AccessParts>;
  readonly remembered: RememberedIdentities;
  /** Host name that passkeys are bound to. */
  readonly hostname: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
