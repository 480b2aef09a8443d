import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { createCanister } from '../management/create_canister.ts';
import { CanisterIdArg, CreateCanisterArg, decodeArg, type Opt } from '../management/candid.ts';
import { defaultSubnet } from '../management/routing.ts';
import { type Account, CyclesAccounts, isSubaccount } from './cycles_accounts.ts';
import * as types from './cycles_ledger_types.ts';
import { type SystemCall, type SystemCanister, systemMethod, systemQuery } from './system_canister.ts';

/** Cycles that each transaction costs. */
const FEE = 100_000_000n;
/** What the anonymous principal has in a new network. */
const ANONYMOUS_FUNDS = 2n ** 127n;

/** The cycles ledger: accounts of cycles, which can be sent, turned into canisters and put into canisters. */
export const cyclesLedger: SystemCanister = {
  id: 'um5iw-rqaaa-aaaaq-qaaba-cai',
  subnet: 'II',
  interface: types.CYCLES_LEDGER_INTERFACE,
  start(canister) {
    const accounts = new CyclesAccounts(canister);
    accounts.credit({ owner: Principal.anonymous(), subaccount: [] }, ANONYMOUS_FUNDS);
    accounts.write();
  },
  methods: {
    icrc1_name: systemQuery(IDL.Text, () => 'Cycles'),
    icrc1_symbol: systemQuery(IDL.Text, () => 'TCYCLES'),
    icrc1_decimals: systemQuery(IDL.Nat8, () => 12),
    icrc1_fee: systemQuery(IDL.Nat, () => FEE),
    icrc1_total_supply: systemQuery(IDL.Nat, ({ canister }) => new CyclesAccounts(canister).total()),
    icrc1_balance_of: systemMethod<Account>('query', types.AccountArg, IDL.Nat, ({ canister }, account) =>
      new CyclesAccounts(canister).balance(account),
    ),
    icrc1_transfer: systemMethod('update', types.TransferArg, types.TransferResult, transfer),
    deposit: systemMethod('update', types.DepositArg, types.DepositResult, deposit),
    withdraw: systemMethod('update', types.WithdrawArg, types.WithdrawResult, withdraw),
    create_canister: systemMethod('update', types.CreateArg, types.CreateResult, create),
  },
};

function transfer(call: SystemCall, arg: types.TransferArg): unknown {
  const { from_subaccount, to, amount, fee } = arg;
  if (fee[0] !== undefined && fee[0] !== FEE) return { Err: { BadFee: { expected_fee: FEE } } };
  if (!isSubaccount(to.subaccount[0])) return wrongSubaccount();
  const paid = pay(call, from_subaccount, amount);
  if ('Err' in paid) return paid;
  paid.accounts.credit(to, amount);
  return { Ok: paid.accounts.write() };
}

/** Credits an account with the cycles of the call, less the fee. Less than the fee is not worth an account. */
function deposit(call: SystemCall, { to }: types.DepositArg): unknown {
  if (!isSubaccount(to.subaccount[0])) throw new Error('a subaccount has 32 bytes');
  const cycles = call.takeCycles();
  if (cycles <= FEE) throw new Error(`a deposit needs more cycles than the fee of ${FEE}`);
  const accounts = new CyclesAccounts(call.canister);
  accounts.credit(to, cycles - FEE);
  return { block_index: accounts.write(), balance: accounts.balance(to) };
}

/** Puts cycles into a canister. */
function withdraw(call: SystemCall, { from_subaccount, to, amount }: types.WithdrawArg): unknown {
  const subnet = call.net.hostOf(to.toUint8Array());
  const receiver = subnet?.canister(to.toUint8Array());
  if (subnet === undefined || receiver === undefined) return { Err: { InvalidReceiver: { receiver: to } } };
  const paid = pay(call, from_subaccount, amount);
  if ('Err' in paid) return paid;
  receiver.cycles += amount;
  call.net.touch(subnet, receiver);
  return { Ok: paid.accounts.write() };
}

/** Creates a canister with the given cycles, less what creation costs, on the chosen or the default subnet. */
function create(
  call: SystemCall,
  { from_subaccount, amount, creation_args: [args] }: types.CreateArg,
): unknown {
  const { net, canister, sender } = call;
  const chosen = args?.subnet_selection[0]?.Subnet?.subnet;
  const subnet = chosen === undefined ? defaultSubnet(net) : net.subnetById(chosen.toUint8Array());
  if (subnet === undefined) {
    return { Err: { FailedToCreate: { error: 'no such subnet', refund_block: [], fee_block: [] } } };
  }
  const paid = pay(call, from_subaccount, amount);
  if ('Err' in paid) return paid;
  const prepared = createCanister.prepare(
    {
      net,
      subnet,
      sender: canister.id,
      origin: { kind: 'canister', canisterId: canister.id, callbackId: 0 },
      cycles: amount,
    },
    creationArg(args?.settings[0], sender),
  );
  const outcome =
    typeof prepared === 'function' ? prepared() : { result: { kind: 'reject', reject: prepared } as const };
  if ('pending' in outcome) throw new Error('creating a canister does not wait for anything');
  if (outcome.result.kind === 'reject') {
    const error = outcome.result.reject.message;
    return { Err: { FailedToCreate: { error, refund_block: [], fee_block: [] } } };
  }
  const created = decodeArg<CanisterIdArg>(CanisterIdArg, outcome.result.bytes);
  if (!created.ok) throw new Error('the answer of create_canister is malformed');
  return { Ok: { block_id: paid.accounts.write(), canister_id: created.value.canister_id } };
}

/** Without controllers in the settings, the canister is its creator's. */
function creationArg(settings: types.LedgerSettings | undefined, creator: Uint8Array): Uint8Array {
  const arg: CreateCanisterArg = {
    settings: [
      {
        controllers:
          settings?.controllers[0] === undefined
            ? [[Principal.fromUint8Array(creator)]]
            : settings.controllers,
        compute_allocation: settings?.compute_allocation ?? [],
        memory_allocation: settings?.memory_allocation ?? [],
        freezing_threshold: settings?.freezing_threshold ?? [],
        reserved_cycles_limit: settings?.reserved_cycles_limit ?? [],
        log_visibility: [],
        snapshot_visibility: [],
        status_visibility: [],
        minimum_incoming_canister_call_cycles: [],
        log_memory_limit: [],
        wasm_memory_limit: [],
        wasm_memory_threshold: [],
        environment_variables: [],
      },
    ],
    sender_canister_version: [],
  };
  return IDL.encode([CreateCanisterArg], [arg]);
}

/** Takes an amount and the fee from an account of the caller; nothing is kept until it is written. */
function pay(
  { canister, sender }: SystemCall,
  subaccount: Opt<Uint8Array>,
  amount: bigint,
): { readonly accounts: CyclesAccounts } | { readonly Err: unknown } {
  if (!isSubaccount(subaccount[0])) return wrongSubaccount();
  const accounts = new CyclesAccounts(canister);
  const from: Account = { owner: Principal.fromUint8Array(sender), subaccount };
  const balance = accounts.balance(from);
  if (balance < amount + FEE) return { Err: { InsufficientFunds: { balance } } };
  accounts.debit(from, amount + FEE);
  return { accounts };
}

function wrongSubaccount(): { readonly Err: unknown } {
  return { Err: { GenericError: { message: 'a subaccount has 32 bytes', error_code: 0n } } };
}
