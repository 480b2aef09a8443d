import { principalText } from '../principal.ts';
import { ERROR, makeReject } from '../reject.ts';
import { ProvisionalCreateArg } from './candid.ts';
import { addCanister, createdReply } from './create_canister.ts';
import { finished, refused, subnetMethod } from './method.ts';

/** Balance when the caller names no amount. */
const DEFAULT_CYCLES = 100_000_000_000_000n;

/**
 * Creates a canister with cycles from nowhere, optionally under a wished id. The id must lie in the ranges of
 * the subnet that executes the call; calls without a target are routed there.
 */
export const provisionalCreateCanister = subnetMethod<ProvisionalCreateArg>({
  name: 'provisional_create_canister_with_cycles',
  argType: ProvisionalCreateArg,
  fromUsers: true,
  execute(call, arg) {
    const wishedId = arg.specified_id[0]?.toUint8Array();
    if (wishedId !== undefined) {
      const id = principalText(wishedId);
      if (call.net.findCanister(wishedId) !== undefined) {
        const text = `Unsuccessful canister creation: canister id ${id} already exists.`;
        return refused(call, makeReject(ERROR.canisterIdAlreadyExists, text));
      }
      if (!call.subnet.covers(wishedId)) {
        const subnetId = principalText(call.subnet.info.id);
        const text = `Unsuccessful validation of specified ID: ${id} is not hosted by subnet ${subnetId}.`;
        return refused(call, makeReject(ERROR.canisterNotHostedBySubnet, text));
      }
    }
    const created = addCanister(call, arg, arg.amount[0] ?? DEFAULT_CYCLES, wishedId);
    return 'errorCode' in created ? refused(call, created) : finished(call, createdReply(created));
  },
});
