import { IDL, msgCaller, query, type Principal } from 'azle';

/** The demo dapp's canister: it tells callers who they are. */
export default class Demo {
  @query([], IDL.Principal)
  whoami(): Principal {
    return msgCaller();
  }
}
