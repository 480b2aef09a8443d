/** The Internet Computer through Azle: the one implementation of the port outside tests. */
import { Principal, call, canisterSelf, certifiedDataSet, dataCertificate, msgCaller, time } from 'azle';
import { memoryPages, signatureCost } from './azle_native.ts';
import { openStableMap } from './azle_stable_map.ts';
import { setTimer } from './azle_timer.ts';
import { CallError, type Ic, MANAGEMENT_CANISTER, type StableMap } from './ic.ts';

const NO_ARGUMENTS = Uint8Array.of(0x44, 0x49, 0x44, 0x4c, 0, 0);
/** `DIDL`, one type `vec nat8`, one value of it, 32 bytes long. */
const RANDOM_REPLY_HEADER = [0x44, 0x49, 0x44, 0x4c, 1, 0x6d, 0x7b, 1, 0, 32];
const RANDOM_LENGTH = 32;

export function createAzleIc(): Ic {
  const maps = new Map<number, StableMap>();
  const canisterId = canisterSelf().toUint8Array();
  return {
    caller: () => msgCaller().toUint8Array(),
    now: () => time(),
    canisterId: () => canisterId,
    rawRand,
    call: callCanister,
    signatureCost,
    setTimer,
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
  const reply = await callCanister(MANAGEMENT_CANISTER, 'raw_rand', NO_ARGUMENTS);
  const isExpected = RANDOM_REPLY_HEADER.every((byte, i) => reply[i] === byte);
  if (!isExpected || reply.length !== RANDOM_REPLY_HEADER.length + RANDOM_LENGTH) {
    throw new Error('unexpected reply of raw_rand');
  }
  return reply.slice(RANDOM_REPLY_HEADER.length);
}

async function callCanister(
  canister: Uint8Array,
  method: string,
  args: Uint8Array,
  cycles = 0n,
): Promise<Uint8Array> {
  try {
    return await call<Uint8Array, Uint8Array>(Principal.fromUint8Array(canister), method, {
      raw: true,
      args,
      cycles,
    });
  } catch (error) {
    const { type, rejectCode, rejectMessage } = error as AzleCallError;
    // In the system's cleanup after a trap nothing may happen any more: Azle's own bookkeeping would be undone.
    if (type === 'CleanupCallback') return new Promise(() => {});
    throw new CallError(rejectCode ?? SYS_TRANSIENT, String(rejectMessage ?? type ?? error));
  }
}

/** What Azle rejects with, when it is not an Error; code and message only come with a rejection by the system. */
interface AzleCallError {
  readonly type?: string;
  readonly rejectCode?: number;
  readonly rejectMessage?: string;
}

/** Reject code of calls that may succeed later: too few cycles, a full queue. */
const SYS_TRANSIENT = 2;
