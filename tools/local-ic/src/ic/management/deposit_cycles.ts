import { CanisterIdArg, EMPTY_REPLY } from './candid.ts';
import { canisterMethod } from './method.ts';

/** Gives the attached cycles to a canister. */
export const depositCycles = canisterMethod<CanisterIdArg>({
  name: 'deposit_cycles',
  argType: CanisterIdArg,
  callers: 'anyone',
  fromUsers: false,
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister) {
    canister.cycles += call.cycles;
    call.net.touch(call.subnet, canister);
    return { result: EMPTY_REPLY, refund: 0n };
  },
});
