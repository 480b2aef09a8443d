/** Candid of the cycles ledger's methods, with the TypeScript shape of each argument. */
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import type { Opt } from '../management/candid.ts';
import type { Account } from './cycles_accounts.ts';

const Subaccount = IDL.Opt(IDL.Vec(IDL.Nat8));
export const AccountArg = IDL.Record({ owner: IDL.Principal, subaccount: Subaccount });

export interface TransferArg {
  from_subaccount: Opt<Uint8Array>;
  to: Account;
  amount: bigint;
  fee: Opt<bigint>;
}
export const TransferArg = IDL.Record({
  from_subaccount: Subaccount,
  to: AccountArg,
  amount: IDL.Nat,
  fee: IDL.Opt(IDL.Nat),
  memo: IDL.Opt(IDL.Vec(IDL.Nat8)),
  created_at_time: IDL.Opt(IDL.Nat64),
});
const GenericError = IDL.Record({ message: IDL.Text, error_code: IDL.Nat });
export const TransferResult = IDL.Variant({
  Ok: IDL.Nat,
  Err: IDL.Variant({
    BadFee: IDL.Record({ expected_fee: IDL.Nat }),
    InsufficientFunds: IDL.Record({ balance: IDL.Nat }),
    GenericError,
  }),
});

export interface DepositArg {
  to: Account;
}
export const DepositArg = IDL.Record({ to: AccountArg, memo: IDL.Opt(IDL.Vec(IDL.Nat8)) });
export const DepositResult = IDL.Record({ balance: IDL.Nat, block_index: IDL.Nat });

export interface WithdrawArg {
  amount: bigint;
  from_subaccount: Opt<Uint8Array>;
  to: Principal;
}
export const WithdrawArg = IDL.Record({
  amount: IDL.Nat,
  from_subaccount: Subaccount,
  to: IDL.Principal,
  created_at_time: IDL.Opt(IDL.Nat64),
});
export const WithdrawResult = IDL.Variant({
  Ok: IDL.Nat,
  Err: IDL.Variant({
    InvalidReceiver: IDL.Record({ receiver: IDL.Principal }),
    InsufficientFunds: IDL.Record({ balance: IDL.Nat }),
    GenericError,
  }),
});

export interface LedgerSettings {
  controllers: Opt<Principal[]>;
  compute_allocation: Opt<bigint>;
  memory_allocation: Opt<bigint>;
  freezing_threshold: Opt<bigint>;
  reserved_cycles_limit: Opt<bigint>;
}
export interface CreateArg {
  from_subaccount: Opt<Uint8Array>;
  amount: bigint;
  creation_args: Opt<{
    settings: Opt<LedgerSettings>;
    subnet_selection: Opt<{ Subnet?: { subnet: Principal }; Filter?: { subnet_type: Opt<string> } }>;
  }>;
}
export const CreateArg = IDL.Record({
  from_subaccount: Subaccount,
  created_at_time: IDL.Opt(IDL.Nat64),
  amount: IDL.Nat,
  creation_args: IDL.Opt(
    IDL.Record({
      settings: IDL.Opt(
        IDL.Record({
          controllers: IDL.Opt(IDL.Vec(IDL.Principal)),
          compute_allocation: IDL.Opt(IDL.Nat),
          memory_allocation: IDL.Opt(IDL.Nat),
          freezing_threshold: IDL.Opt(IDL.Nat),
          reserved_cycles_limit: IDL.Opt(IDL.Nat),
        }),
      ),
      subnet_selection: IDL.Opt(
        IDL.Variant({
          Subnet: IDL.Record({ subnet: IDL.Principal }),
          Filter: IDL.Record({ subnet_type: IDL.Opt(IDL.Text) }),
        }),
      ),
    }),
  ),
});
export const CreateResult = IDL.Variant({
  Ok: IDL.Record({ block_id: IDL.Nat, canister_id: IDL.Principal }),
  Err: IDL.Variant({
    InsufficientFunds: IDL.Record({ balance: IDL.Nat }),
    FailedToCreate: IDL.Record({
      error: IDL.Text,
      refund_block: IDL.Opt(IDL.Nat),
      fee_block: IDL.Opt(IDL.Nat),
    }),
    GenericError,
  }),
});

/** What `candid:service` shows. */
export const CYCLES_LEDGER_INTERFACE = `type Account = record { owner : principal; subaccount : opt blob };
type GenericError = record { message : text; error_code : nat };
type TransferArg = record { from_subaccount : opt blob; to : Account; amount : nat; fee : opt nat; memo : opt blob; created_at_time : opt nat64 };
type TransferError = variant { BadFee : record { expected_fee : nat }; InsufficientFunds : record { balance : nat }; GenericError : GenericError };
type WithdrawArg = record { amount : nat; from_subaccount : opt blob; to : principal; created_at_time : opt nat64 };
type WithdrawError = variant { InvalidReceiver : record { receiver : principal }; InsufficientFunds : record { balance : nat }; GenericError : GenericError };
type Settings = record { controllers : opt vec principal; compute_allocation : opt nat; memory_allocation : opt nat; freezing_threshold : opt nat; reserved_cycles_limit : opt nat };
type CreateArg = record { from_subaccount : opt blob; created_at_time : opt nat64; amount : nat; creation_args : opt record { settings : opt Settings; subnet_selection : opt variant { Subnet : record { subnet : principal }; Filter : record { subnet_type : opt text } } } };
type CreateError = variant { InsufficientFunds : record { balance : nat }; FailedToCreate : record { error : text; refund_block : opt nat; fee_block : opt nat }; GenericError : GenericError };
service : {
  icrc1_balance_of : (Account) -> (nat) query;
  icrc1_decimals : () -> (nat8) query;
  icrc1_fee : () -> (nat) query;
  icrc1_name : () -> (text) query;
  icrc1_symbol : () -> (text) query;
  icrc1_total_supply : () -> (nat) query;
  icrc1_transfer : (TransferArg) -> (variant { Ok : nat; Err : TransferError });
  deposit : (record { to : Account; memo : opt blob }) -> (record { balance : nat; block_index : nat });
  withdraw : (WithdrawArg) -> (variant { Ok : nat; Err : WithdrawError });
  create_canister : (CreateArg) -> (variant { Ok : record { block_id : nat; canister_id : principal }; Err : CreateError });
}`;
