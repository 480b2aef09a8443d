/** The management canister as far as an archive's deployment goes, for a canister over a {@link FakeIc}. */
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { CallError } from '../../src/backend/ic/ic.ts';
import { sha256 } from '../../src/backend/encoding/sha256.ts';
import type { Call } from './fake_ic.ts';

/** The principal that a created canister gets. */
export const CREATED = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 9, 1, 1);

const IdArgument = IDL.Record({ canister_id: IDL.Principal });
const StatusReply = IDL.Record({ cycles: IDL.Nat, module_hash: IDL.Opt(IDL.Vec(IDL.Nat8)) });
const InstallArgument = IDL.Record({
  mode: IDL.Variant({ install: IDL.Null, upgrade: IDL.Null }),
  canister_id: IDL.Principal,
  wasm_module: IDL.Vec(IDL.Nat8),
  arg: IDL.Vec(IDL.Nat8),
});

export interface Installation {
  readonly mode: string;
  readonly module: Uint8Array;
  readonly argument: Uint8Array;
}

export class FakeManagement {
  /** Every installation, oldest first. */
  readonly installations: Installation[] = [];
  /** While set, the method is rejected with this. */
  readonly failures = new Map<string, CallError>();

  readonly answer = ({ canister, method, args }: Call): Uint8Array => {
    const failure = canister.length > 0 ? new CallError(3, 'no such canister') : this.failures.get(method);
    if (failure !== undefined) throw failure;
    switch (method) {
      case 'create_canister':
        return encoded(IdArgument, { canister_id: Principal.fromUint8Array(CREATED) });
      case 'canister_status': {
        const module = this.installations.at(-1)?.module;
        return encoded(StatusReply, {
          cycles: 7n,
          module_hash: module === undefined ? [] : [sha256(module)],
        });
      }
      case 'install_code': {
        const [{ mode, wasm_module, arg }] = IDL.decode([InstallArgument], args) as unknown as [
          { mode: Record<string, null>; wasm_module: Uint8Array; arg: Uint8Array },
        ];
        this.installations.push({ mode: Object.keys(mode)[0]!, module: wasm_module, argument: arg });
        return encoded();
      }
      default:
        throw new CallError(3, `no method ${method}`);
    }
  };
}

function encoded(type?: IDL.Type, value?: unknown): Uint8Array {
  return new Uint8Array(type === undefined ? IDL.encode([], []) : IDL.encode([type], [value]));
}
