import { ERROR, makeReject } from '../reject.ts';
import { applyChange, findInvalidSetting } from '../settings.ts';
import { EMPTY_REPLY, UpdateSettingsArg } from './candid.ts';
import { canisterMethod, changeOrigin, finished, refused } from './method.ts';
import { settingsChange } from './settings_arg.ts';

/** Changes the given settings; the others stay. */
export const updateSettings = canisterMethod<UpdateSettingsArg>({
  name: 'update_settings',
  argType: UpdateSettingsArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    const change = settingsChange(arg.settings);
    const invalid = findInvalidSetting(change);
    if (invalid !== undefined) {
      const text = `Could not validate the settings: ${invalid}`;
      return refused(call, makeReject(ERROR.contractViolation, text));
    }
    canister.settings = applyChange(canister.settings, change);
    canister.version += 1n;
    if (change.controllers !== undefined) {
      canister.history.add({
        time: call.subnet.time,
        canisterVersion: canister.version,
        origin: changeOrigin(call, arg.sender_canister_version),
        details: { kind: 'controllers_change', controllers: canister.controllers },
      });
    }
    call.net.touch(call.subnet, canister);
    return finished(call, EMPTY_REPLY);
  },
});
