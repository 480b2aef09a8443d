import { MANAGEMENT_CANISTER } from '../principal.ts';
import type { CallResult, PrincipalBytes } from '../types.ts';
import type { FakeCanister } from './fake_sandbox.ts';
import type { TestNetwork } from './test_network.ts';

/* A scripted canister that calls the management canister with what it is told, and answers what it is answered. */

const ATTACHED = 600_000_000_000n;

/**
 * `manage` takes one byte with the length of the method's name, the name and the argument; it attaches 600 billion
 * cycles, or none when it has less. `poke` makes the
 * canister that it is told print, `print` prints a line.
 */
export const AGENT_SCRIPT: FakeCanister = {
  updates: {
    manage: (api) => {
      const end = 1 + (api.arg[0] ?? 0);
      api.call({
        callee: MANAGEMENT_CANISTER,
        method: Buffer.from(api.arg.subarray(1, end)).toString(),
        arg: api.arg.slice(end),
        cycles: api.input.balance < ATTACHED ? 0n : ATTACHED,
      });
    },
    poke: (api) => api.call({ callee: api.arg.slice(), method: 'print', arg: Uint8Array.of(1), cycles: 0n }),
    print: (api) => {
      api.print(`line ${api.arg[0]}`);
      api.reply(api.arg);
    },
  },
  table: [
    (api) => {
      const { entry } = api.input;
      if (entry.kind === 'reject_callback') api.reject(entry.message);
      else api.reply(api.arg);
    },
  ],
};

/** Lets the agent call a method of the management canister. */
export function manageFrom(
  net: TestNetwork,
  from: PrincipalBytes,
  method: string,
  arg: Uint8Array,
): CallResult {
  return net.result(submitManage(net, from, method, arg));
}

/** The same without waiting for the answer; answers the message's id. */
export function submitManage(
  net: TestNetwork,
  from: PrincipalBytes,
  method: string,
  arg: Uint8Array,
): Uint8Array {
  return net.submit(from, 'manage', Buffer.concat([Uint8Array.of(method.length), Buffer.from(method), arg]));
}
