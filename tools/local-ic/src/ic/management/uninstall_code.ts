import { uninstallCode as uninstall } from '../install.ts';
import { EMPTY_REPLY, UninstallCodeArg } from './candid.ts';
import { canisterMethod, changeOrigin, finished } from './method.ts';

/** Takes a canister's code and memory away; calls that it was working on are rejected. */
export const uninstallCode = canisterMethod<UninstallCodeArg>({
  name: 'uninstall_code',
  argType: UninstallCodeArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    uninstall(call.net, call.subnet, canister, changeOrigin(call, arg.sender_canister_version));
    return finished(call, EMPTY_REPLY);
  },
});
