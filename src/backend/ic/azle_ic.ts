/** The Internet Computer through Azle: the one implementation of the port outside tests. */
import { Principal, call, canisterSelf, certifiedDataSet, dataCertificate, msgCaller, time } from 'azle';
import { memoryPages } from './azle_native.ts';
import { openStableMap } from './azle_stable_map.ts';
import type { Ic, StableMap } from './ic.ts';

const MANAGEMENT_CANISTER = new Uint8Array(0);
const NO_ARGUMENTS = Uint8Array.of(0x44, 0x49, 0x44, 0x4c, 0, 0);
/** `DIDL`, one type `vec nat8`, one value of it, 32 bytes long. */
const RANDOM_REPLY_HEADER = [0x44, 0x49, 0x44, 0x4c, 1, 0x6d, 0x7b, 1, 0, 32];
const RANDOM_LENGTH = 32;

export function createAzleIc(): Ic {
  const maps = new Map<number, StableMap>();
  return {
    caller: () => msgCaller().toUint8Array(),
    now: () => time(),
    canisterId: () => canisterSelf().toUint8Array(),
    rawRand,
    setCertifiedData: (rootHash) => certifiedDataSet(rootHash),
    dataCertificate: () => dataCertificate() ?? null,
    memoryPages,
    stableMap(memoryId) {
      let map = maps.get(memoryId);
      if (map === undefined) {
        map = openStableMap(memoryId);
        maps.set(memoryId, map);
      }
      return map;
    },
  };
}

async function rawRand(): Promise<Uint8Array> {
  const reply = await callManagement('raw_rand');
  const isExpected = RANDOM_REPLY_HEADER.every((byte, i) => reply[i] === byte);
  if (!isExpected || reply.length !== RANDOM_REPLY_HEADER.length + RANDOM_LENGTH) {
    throw new Error('unexpected reply of raw_rand');
  }
  return reply.slice(RANDOM_REPLY_HEADER.length);
}

async function callManagement(method: string): Promise<Uint8Array> {
  try {
    return await call<Uint8Array, Uint8Array>(Principal.fromUint8Array(MANAGEMENT_CANISTER), method, {
      raw: true,
      args: NO_ARGUMENTS,
    });
  } catch (error) {
    // In the system's cleanup after a trap nothing may happen any more: Azle's own bookkeeping would be undone.
    if (isCleanup(error)) return new Promise(() => {});
    throw new Error(rejectText(error));
  }
}

function isCleanup(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'type' in error && error.type === 'CleanupCallback';
}

/** Azle rejects with a record that says what happened, not with an Error. */
function rejectText(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    if ('rejectMessage' in error) return String(error.rejectMessage);
    if ('type' in error) return String(error.type);
  }
  return String(error);
}
