import { principalText } from '../principal.ts';
import { ERROR, makeReject, rejected } from '../reject.ts';
import { CanisterIdArg, EMPTY_REPLY } from './candid.ts';
import { canisterMethod, finished } from './method.ts';

/** Starts a stopped canister, or calls off the stopping of one. */
export const startCanister = canisterMethod<CanisterIdArg>({
  name: 'start_canister',
  argType: CanisterIdArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister) {
    const { net, subnet } = call;
    const { status } = canister;
    if (status.kind === 'stopping') {
      const text = `Canister ${principalText(canister.id)}'s stop request was cancelled.`;
      const cancelled = rejected(makeReject(ERROR.stoppingCancelled, text));
      for (const { origin, cycles } of status.waiters) net.answer(subnet, origin, cancelled, cycles);
    }
    if (status.kind !== 'running') {
      canister.status = { kind: 'running' };
      canister.version += 1n;
      net.touch(subnet, canister);
    }
    return finished(call, EMPTY_REPLY);
  },
});
