import { Principal } from '@dfinity/principal';
import { canisterCreationCost } from '../../wasm/ic0/prices.ts';
import { Canister } from '../canister.ts';
import { chargingOf, cyclesText } from '../charging.ts';
import { ERROR, makeReject } from '../reject.ts';
import { applyChange, environmentHash, findInvalidSetting, type SettingsChange } from '../settings.ts';
import type { PrincipalBytes, Reject } from '../types.ts';
import { CanisterIdArg, CreateCanisterArg, replyWith } from './candid.ts';
import { changeOrigin, type ManagementCall, refused, subnetMethod } from './method.ts';
import { settingsChange } from './settings_arg.ts';

/** Creates a canister on the caller's subnet with the attached cycles, less the fee. */
export const createCanister = subnetMethod<CreateCanisterArg>({
  name: 'create_canister',
  argType: CreateCanisterArg,
  fromUsers: false,
  execute(call, arg) {
    const fee = canisterCreationCost(chargingOf(call.subnet.info));
    if (call.cycles < fee) {
      const text =
        `Creating a canister requires a fee of ${cyclesText(fee)} that is deducted from the canister's initial balance ` +
        `but only ${cyclesText(call.cycles)} cycles were received with the create_canister request.`;
      return refused(call, makeReject(ERROR.insufficientCyclesForCreate, text));
    }
    const created = addCanister(call, arg, call.cycles - fee);
    if ('errorCode' in created) return refused(call, created);
    return { result: createdReply(created), refund: 0n };
  },
});

/**
 * Adds an empty canister to the call's subnet. Without controllers in the settings the sender becomes the one.
 * A wished id must be free; its range is checked by the caller.
 */
export function addCanister(
  call: ManagementCall,
  arg: CreateCanisterArg,
  cycles: bigint,
  wishedId?: PrincipalBytes,
): Canister | Reject {
  const { net, subnet } = call;
  const change: SettingsChange = arg.settings[0] === undefined ? {} : settingsChange(arg.settings[0]);
  const invalid = findInvalidSetting(change);
  if (invalid !== undefined) {
    return makeReject(ERROR.contractViolation, `Could not validate the settings: ${invalid}`);
  }
  const id = wishedId ?? subnet.allocateCanisterId();
  if (id === undefined) {
    const text = 'Could not create canister. Subnet has surpassed its canister ID allocation.';
    return makeReject(ERROR.subnetOversubscribed, text);
  }
  const canister = new Canister(id, [call.sender]);
  canister.settings = applyChange(canister.settings, change);
  canister.cycles = cycles;
  canister.history.add({
    time: subnet.time,
    canisterVersion: canister.version,
    origin: changeOrigin(call, arg.sender_canister_version),
    details: {
      kind: 'creation',
      controllers: canister.controllers,
      environmentHash: change.environment && environmentHash(change.environment),
    },
  });
  subnet.canistersByKey.set(canister.key, canister);
  net.changedSubnets.add(subnet);
  net.touch(subnet, canister);
  return canister;
}

/** The answer of both create methods. */
export function createdReply(canister: Canister): ReturnType<typeof replyWith> {
  return replyWith(CanisterIdArg, { canister_id: Principal.fromUint8Array(canister.id) });
}
