import { STOP_TIMEOUT, stopWhenIdle } from '../stopping.ts';
import { CanisterIdArg, EMPTY_REPLY } from './candid.ts';
import { canisterMethod, finished } from './method.ts';

/** Stops a canister: at once when it has no open call context, else when the last one is closed. */
export const stopCanister = canisterMethod<CanisterIdArg>({
  name: 'stop_canister',
  argType: CanisterIdArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister) {
    const { net, subnet, origin, cycles } = call;
    const { status } = canister;
    if (status.kind === 'stopped') return finished(call, EMPTY_REPLY);
    const waiter = { origin, cycles, giveUpAt: subnet.time + STOP_TIMEOUT };
    const waiters = status.kind === 'stopping' ? [...status.waiters, waiter] : [waiter];
    canister.status = { kind: 'stopping', waiters };
    canister.version += 1n;
    net.touch(subnet, canister);
    stopWhenIdle(net, subnet, canister);
    return { pending: true };
  },
});
