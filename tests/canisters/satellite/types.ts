import { IDL, type Principal } from 'azle';

const content = {
  data: IDL.Vec(IDL.Nat8),
  description: IDL.Opt(IDL.Text),
  version: IDL.Opt(IDL.Nat64),
};

export const SetDoc = IDL.Record(content);

export interface SetDoc {
  readonly data: Uint8Array;
  readonly description: [] | [string];
  readonly version: [] | [bigint];
}

export const Doc = IDL.Record({
  ...content,
  owner: IDL.Principal,
  created_at: IDL.Nat64,
  updated_at: IDL.Nat64,
});

export interface Doc extends SetDoc {
  readonly owner: Principal;
  readonly created_at: bigint;
  readonly updated_at: bigint;
}
