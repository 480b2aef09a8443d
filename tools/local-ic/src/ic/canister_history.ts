import type { PrincipalBytes } from './types.ts';

export type ChangeOrigin =
  | { readonly kind: 'user'; readonly id: PrincipalBytes }
  | { readonly kind: 'canister'; readonly id: PrincipalBytes; readonly version: bigint | undefined };

export type InstallMode = 'install' | 'reinstall' | 'upgrade';

export type ChangeDetails =
  | {
      readonly kind: 'creation';
      readonly controllers: readonly PrincipalBytes[];
      /** Of the environment variables, when some were given: 32 bytes. */
      readonly environmentHash: Uint8Array | undefined;
    }
  | { readonly kind: 'code_uninstall' }
  | { readonly kind: 'code_deployment'; readonly mode: InstallMode; readonly moduleHash: Uint8Array }
  | { readonly kind: 'controllers_change'; readonly controllers: readonly PrincipalBytes[] }
  /** A change of the environment, and of the controllers if these are given. */
  | {
      readonly kind: 'settings_change';
      readonly controllers: readonly PrincipalBytes[] | undefined;
      readonly environmentHash: Uint8Array;
    }
  | {
      readonly kind: 'load_snapshot';
      readonly canisterVersion: bigint;
      readonly snapshotId: Uint8Array;
      readonly takenAt: bigint;
      readonly source: 'taken_from_canister' | 'metadata_upload';
    };

export interface Change {
  /** Nanoseconds since the epoch. */
  readonly time: bigint;
  readonly canisterVersion: bigint;
  readonly origin: ChangeOrigin;
  readonly details: ChangeDetails;
}

/** Changes that `canister_info` can still show; the interface specification promises at least 20. */
const KEPT = 20;

/** The most recent changes of a canister, oldest first, and how many there were in all. */
export class CanisterHistory {
  total: bigint;
  #recent: Change[];

  constructor(total = 0n, recent: readonly Change[] = []) {
    this.total = total;
    this.#recent = [...recent];
  }

  get recent(): readonly Change[] {
    return this.#recent;
  }

  add(change: Change): void {
    this.total += 1n;
    this.#recent.push(change);
    if (this.#recent.length > KEPT) this.#recent.shift();
  }
}
