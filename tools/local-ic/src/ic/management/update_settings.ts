import type { Canister } from '../canister.ts';
import type { ChangeDetails } from '../canister_history.ts';
import { ERROR, makeReject } from '../reject.ts';
import { applyChange, environmentHash, findInvalidSetting, type SettingsChange } from '../settings.ts';
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
    const details = changeDetails(change, canister);
    if (details !== undefined) {
      canister.history.add({
        time: call.subnet.time,
        canisterVersion: canister.version,
        origin: changeOrigin(call, arg.sender_canister_version),
        details,
      });
    }
    call.net.touch(call.subnet, canister);
    return finished(call, EMPTY_REPLY);
  },
});

/** What the history says of a change: only controllers and environment are for everybody to know. */
function changeDetails(change: SettingsChange, { controllers }: Canister): ChangeDetails | undefined {
  if (change.environment !== undefined) {
    return {
      kind: 'settings_change',
      controllers: change.controllers && controllers,
      environmentHash: environmentHash(change.environment),
    };
  }
  return change.controllers && { kind: 'controllers_change', controllers };
}
