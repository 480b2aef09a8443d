import { setTimer as setAzleTimer, time } from 'azle';
import { setNativeTimer } from './azle_native.ts';

declare const __NATIVE__: boolean | undefined;

/** The canister's one timer, as {@link Ic.setTimer} describes it. */
export function setTimer(at: bigint, run: () => void): void {
  if (typeof __NATIVE__ !== 'undefined' && __NATIVE__) setNativeTimer(at, run);
  else setOneOfAzlesTimers(at, run);
}

/** When the timer goes off that counts; Azle has many, and those that were replaced find something else here. */
let current = 0n;

function setOneOfAzlesTimers(at: bigint, run: () => void): void {
  current = at;
  if (at === 0n) return;
  const delay = at - time();
  const seconds = delay <= 0n ? 0 : Number((delay + 999_999_999n) / 1_000_000_000n);
  setAzleTimer(seconds, () => {
    if (current === at) run();
  });
}
