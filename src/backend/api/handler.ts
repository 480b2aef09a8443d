import type { Canister } from '../services/canister.ts';

/** One method: Candid argument in, Candid reply out. What it throws becomes the reject text. */
export type Handler = (canister: Canister, argument: Uint8Array) => Uint8Array | Promise<Uint8Array>;
