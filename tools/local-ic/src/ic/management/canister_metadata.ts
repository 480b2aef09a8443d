import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { noWasmModule, canisterReject } from '../reject.ts';
import { replyWith } from './candid.ts';
import { canisterMethod, finished, refused } from './method.ts';

interface MetadataArg {
  canister_id: Principal;
  name: string;
}
const MetadataArgType = IDL.Record({ canister_id: IDL.Principal, name: IDL.Text });
const Result = IDL.Record({ value: IDL.Vec(IDL.Nat8) });

/** A custom section of a canister's module, for canisters; private ones are for controllers. */
export const canisterMetadata = canisterMethod<MetadataArg>({
  name: 'canister_metadata',
  argType: MetadataArgType,
  callers: 'anyone',
  fromUsers: false,
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, { name }) {
    if (canister.sandbox === undefined) return refused(call, noWasmModule(canister.id));
    const section = canister.metadata.get(name);
    // Whether there is a private section is as private as its content.
    if (section === undefined || !(section.isPublic || canister.isController(call.sender))) {
      return refused(call, canisterReject(`The canister has no custom section ${name.slice(0, 100)}`));
    }
    return finished(call, replyWith(Result, { value: section.content }));
  },
});
