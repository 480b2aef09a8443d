import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import type { Opt } from '../management/candid.ts';
import { type SystemCanister, systemMethod } from './system_canister.ts';

interface SubnetForCanisterArg {
  principal: Opt<Principal>;
}
const SubnetForCanisterArg = IDL.Record({ principal: IDL.Opt(IDL.Principal) });
const SubnetForCanisterResult = IDL.Variant({
  Ok: IDL.Record({ subnet_id: IDL.Opt(IDL.Principal) }),
  Err: IDL.Text,
});

/** The registry, as far as it says which subnet a canister is on. */
export const registry: SystemCanister = {
  id: 'rwlgt-iiaaa-aaaaa-aaaaa-cai',
  subnet: 'NNS',
  interface:
    'service : { get_subnet_for_canister : (record { principal : opt principal }) -> ' +
    '(variant { Ok : record { subnet_id : opt principal }; Err : text }) query }',
  methods: {
    get_subnet_for_canister: systemMethod<SubnetForCanisterArg>(
      'query',
      SubnetForCanisterArg,
      SubnetForCanisterResult,
      ({ net }, { principal: [canister] }) => {
        if (canister === undefined) return { Err: 'No canister given' };
        const subnet = net.subnetOf(canister.toUint8Array());
        return subnet === undefined
          ? { Err: `Canister ${canister.toText()} not found in the routing table.` }
          : { Ok: { subnet_id: [Principal.fromUint8Array(subnet.info.id)] } };
      },
    ),
  },
};
