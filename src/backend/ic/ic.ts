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
  /** Publishes 32 bytes for certification: in updates, init and upgrade only. */
  setCertifiedData(rootHash: Uint8Array): void;
  /** Certificate over the published bytes: in queries only, null elsewhere. */
  dataCertificate(): Uint8Array | null;
  /** How large the canister's memories are; null in builds without native code, which cannot tell. */
  memoryPages(): MemoryPages | null;
  /** The stable map with this memory id; opening it for the first time takes 8 MiB of stable memory. */
  stableMap(memoryId: number): StableMap;
}

/** A map in stable memory, ordered by the bytes of its keys. What it returns belongs to whoever asked. */
export interface StableMap {
  get(key: Uint8Array): Uint8Array | null;
  has(key: Uint8Array): boolean;
  insert(key: Uint8Array, value: Uint8Array): void;
  /** Whether there was such a key. */
  remove(key: Uint8Array): boolean;
  size(): number;
}

/** Pages of 64 KiB. */
export interface MemoryPages {
  readonly heap: number;
  readonly stable: number;
}
