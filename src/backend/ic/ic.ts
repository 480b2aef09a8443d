/**
 * What the canister asks of the Internet Computer. The only implementation that talks to it stands in `ic/azle_ic.ts`;
 * tests use one with a clock to advance and a caller to switch.
 */
export interface Ic {
  /** Principal of whoever sent the message being run. After an await it must not be asked again. */
  caller(): Uint8Array;
  /** Nanoseconds since 1970, equal throughout one message. */
  now(): bigint;
  /** Principal of this canister. */
  canisterId(): Uint8Array;
  /** 32 random bytes that nobody could foresee. Awaiting it commits what was written before. */
  rawRand(): Promise<Uint8Array>;
  /**
   * Calls a method of a canister with encoded arguments and answers its encoded reply. Awaiting it commits what was
   * written before. After an upgrade in between nothing goes on: the promise is lost with the heap.
   *
   * @param canister its principal; {@link MANAGEMENT_CANISTER} is the system's
   * @param cycles to send along; what is not accepted comes back
   * @throws CallError when the call is rejected or cannot be made
   */
  call(canister: Uint8Array, method: string, args: Uint8Array, cycles?: bigint): Promise<Uint8Array>;
  /**
   * Cycles that a signature by the system's threshold Ed25519 key with this name costs; null for an unknown key, and in
   * builds without native code, which cannot tell.
   */
  signatureCost(keyName: string): bigint | null;
  /**
   * Sets the canister's one timer, in place of what was set before. Upgrades clear it. It cannot be set in queries.
   *
   * @param at nanoseconds since 1970; 0 clears the timer, the past means at once
   * @param run what then runs, once; when it throws, what it did is undone and nobody is told
   */
  setTimer(at: bigint, run: () => void): void;
  /** Publishes 32 bytes for certification: in updates, init and upgrade only. */
  setCertifiedData(rootHash: Uint8Array): void;
  /** Certificate over the published bytes: in queries only, null elsewhere. */
  dataCertificate(): Uint8Array | null;
  /** How large the canister's memories are; null in builds without native code, which cannot tell. */
  memoryPages(): MemoryPages | null;
  /** The stable map with this memory id; opening it for the first time takes 8 MiB of stable memory. */
  stableMap(memoryId: number): StableMap;
}

/** Principal of the system's own interface. */
export const MANAGEMENT_CANISTER = new Uint8Array();

/** Why there is no reply to a call. */
export class CallError extends Error {
  /** Reject code as the system gives it: 1 to 5, and 2 for a call that could not be made at the moment. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** A map in stable memory, ordered by the bytes of its keys. What it returns belongs to whoever asked. */
export interface StableMap {
  get(key: Uint8Array): Uint8Array | null;
  has(key: Uint8Array): boolean;
  insert(key: Uint8Array, value: Uint8Array): void;
  /** Removes a key. @returns what it led to, or null when it was not there */
  remove(key: Uint8Array): Uint8Array | null;
  size(): number;
}

/** Pages of 64 KiB. */
export interface MemoryPages {
  readonly heap: number;
  readonly stable: number;
  /** Of the memories that stable memory is divided into, by memory id. */
  readonly memories: ArrayLike<number>;
}
