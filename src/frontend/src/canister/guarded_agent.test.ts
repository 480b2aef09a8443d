import { type Agent, Cbor } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { describe, expect, it } from 'vitest';
import { guardedAgent, HarmfulReply } from './guarded_agent.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const ID = new Uint8Array(32).fill(9);
const HONEST = new Uint8Array(IDL.encode([IDL.Text], ['fine']));
/** A vector of a billion nulls. */
const BOMB = Uint8Array.of(0x44, 0x49, 0x44, 0x4c, 1, 0x6d, 0x7f, 1, 0, 0xff, 0xff, 0xff, 0xff, 0x0f);

/** A certificate, of which nobody has checked the signature, with a reply to the call. */
const certificateOf = (reply: Uint8Array): Uint8Array =>
  Cbor.encode({
    tree: [2, utf8('request_status'), [2, ID, [2, utf8('reply'), [3, reply]]]],
    signature: new Uint8Array(),
  });

/** An agent that gets one reply, in each way in which replies come. @param later - whether calls are only accepted */
function agentWith(reply: Uint8Array, later = false): Agent {
  const agent: Partial<Record<keyof Agent, unknown>> = {
    rootKey: null,
    query: async () => ({ status: 'replied', reply: { arg: reply } }),
    call: async () => ({
      requestId: ID,
      response: later
        ? { status: 202, body: null }
        : { status: 200, body: { certificate: certificateOf(reply) } },
    }),
    readState: async () => ({ certificate: certificateOf(reply) }),
  };
  return guardedAgent(agent as unknown as Agent);
}
const fields = { methodName: 'm', arg: new Uint8Array() };
const call = (agent: Agent) => agent.call('aaaaa-aa', { ...fields, effectiveCanisterId: 'aaaaa-aa' });
const callLater = async (agent: Agent) => {
  await call(agent);
  return agent.readState('aaaaa-aa', { paths: [] });
};
const query = (agent: Agent) => agent.query('aaaaa-aa', fields);

describe('an agent that looks at replies', () => {
  it.each([
    ['calls', call, false],
    ['calls that are answered later', callLater, true],
    ['queries', query, false],
  ] as const)('should hand on what is harmless, of %s, and nothing else', async (_, ask, later) => {
    expect(await ask(agentWith(HONEST, later))).toBeDefined();
    await expect(ask(agentWith(BOMB, later))).rejects.toThrow(HarmfulReply);
  });

  it('should hand on refusals, which hold no values', async () => {
    const rejected = { query: async () => ({ status: 'rejected' }) } as unknown as Agent;
    expect(await query(guardedAgent(rejected))).toEqual({ status: 'rejected' });
  });
});
