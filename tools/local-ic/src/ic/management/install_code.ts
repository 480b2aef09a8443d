import { installCode as install } from '../install.ts';
import { EMPTY_REPLY, InstallCodeArg, type InstallModeArg } from './candid.ts';
import type { InstallPlan } from '../install.ts';
import { canisterMethod, changeOrigin, finished, refused } from './method.ts';

/** Installs, reinstalls or upgrades a canister with the module in the argument (raw or gzipped wasm). */
export const installCode = canisterMethod<InstallCodeArg>({
  name: 'install_code',
  argType: InstallCodeArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    const plan: InstallPlan = {
      ...installMode(arg.mode),
      wasm: arg.wasm_module.slice(),
      arg: arg.arg,
      sender: call.sender,
      origin: changeOrigin(call, arg.sender_canister_version),
    };
    const failure = install(call.net, call.subnet, canister, plan);
    return failure === undefined ? finished(call, EMPTY_REPLY) : refused(call, failure);
  },
});

/** The mode and its options, as both install methods encode them. */
export function installMode(
  mode: InstallModeArg,
): Pick<InstallPlan, 'mode' | 'skipPreUpgrade' | 'memoryPersistence'> {
  if (mode.upgrade === undefined) {
    const kind = 'install' in mode ? 'install' : 'reinstall';
    return { mode: kind, skipPreUpgrade: false, memoryPersistence: undefined };
  }
  const options = mode.upgrade[0];
  const persistence = options?.wasm_memory_persistence[0];
  return {
    mode: 'upgrade',
    skipPreUpgrade: options?.skip_pre_upgrade[0] ?? false,
    memoryPersistence: persistence && ('keep' in persistence ? 'keep' : 'replace'),
  };
}
