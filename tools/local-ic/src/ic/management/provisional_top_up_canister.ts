import { EMPTY_REPLY, TopUpArg } from './candid.ts';
import { canisterMethod, finished } from './method.ts';

/** Adds cycles from nowhere to a canister. */
export const provisionalTopUpCanister = canisterMethod<TopUpArg>({
  name: 'provisional_top_up_canister',
  argType: TopUpArg,
  callers: 'anyone',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    canister.cycles += arg.amount;
    call.net.touch(call.subnet, canister);
    return finished(call, EMPTY_REPLY);
  },
});
