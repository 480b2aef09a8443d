import { equalBytes, principalText } from '../principal.ts';
import { ERROR, makeReject } from '../reject.ts';
import { CanisterIdArg, EMPTY_REPLY } from './candid.ts';
import { canisterMethod, finished, refused } from './method.ts';

/** Deletes a stopped canister with all that it holds, cycles included. */
export const deleteCanister = canisterMethod<CanisterIdArg>({
  name: 'delete_canister',
  argType: CanisterIdArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister) {
    const id = principalText(canister.id);
    if (equalBytes(call.sender, canister.id)) {
      return refused(call, makeReject(ERROR.invalidController, `Canister ${id} cannot delete itself.`));
    }
    if (canister.status.kind !== 'stopped') {
      const text = `Canister ${id} must be stopped before it is deleted.`;
      return refused(call, makeReject(ERROR.notStopped, text));
    }
    call.subnet.canistersByKey.delete(canister.key);
    call.net.changedSubnets.add(call.subnet);
    call.net.touch(call.subnet, canister);
    return finished(call, EMPTY_REPLY);
  },
});
