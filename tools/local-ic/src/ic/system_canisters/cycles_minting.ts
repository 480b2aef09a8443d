import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { type SystemCanister, systemQuery } from './system_canister.ts';

/** The cycles minting canister, as far as it says where canisters may be created. */
export const cyclesMinting: SystemCanister = {
  id: 'rkp4c-7iaaa-aaaaa-aaaca-cai',
  subnet: 'NNS',
  interface: 'service : { get_default_subnets : () -> (vec principal) query }',
  methods: {
    /** The subnets on which everybody may create canisters. */
    get_default_subnets: systemQuery(IDL.Vec(IDL.Principal), ({ net }) =>
      net.subnets
        .filter(({ info }) => info.kind === 'Application')
        .map(({ info }) => Principal.fromUint8Array(info.id)),
    ),
  },
};
