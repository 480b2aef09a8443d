import { type Agent, Cbor, type HashTree, LookupPathStatus, lookup_path } from '@dfinity/agent';
import { isHarmlessReply } from './candid_guard.ts';

/** A reply that is not worth decoding. */
export class HarmfulReply extends Error {}

/**
 * The same agent, which throws {@link HarmfulReply} instead of handing on what could keep a decoder busy. Whether a
 * reply is genuine is for others to verify, before or after.
 */
export function guardedAgent(agent: Agent): Agent {
  const check = (reply: Uint8Array): void => {
    if (!isHarmlessReply(reply)) throw new HarmfulReply('the reply is too large or of senseless types');
  };
  const checkCertificate = (certificate: Uint8Array, requestId: Uint8Array): void => {
    const { tree } = Cbor.decode<{ tree: HashTree }>(certificate);
    const found = lookup_path(['request_status', requestId, 'reply'], tree);
    if (found.status === LookupPathStatus.Found) check(found.value);
  };
  /** The calls whose replies come by reading the state. */
  let last: Uint8Array | null = null;
  return {
    rootKey: agent.rootKey,
    getPrincipal: () => agent.getPrincipal(),
    async call(canister, fields) {
      const submitted = await agent.call(canister, fields);
      last = submitted.requestId;
      const { body } = submitted.response;
      if (body !== null && 'certificate' in body) checkCertificate(body.certificate, submitted.requestId);
      return submitted;
    },
    async query(canister, fields) {
      const answer = await agent.query(canister, fields);
      if ('reply' in answer) check(answer.reply.arg);
      return answer;
    },
    createReadStateRequest: agent.createReadStateRequest?.bind(agent),
    async readState(canister, options, identity, request) {
      const state = await agent.readState(canister, options, identity, request);
      if (last !== null) checkCertificate(state.certificate, last);
      return state;
    },
    status: () => agent.status(),
    fetchRootKey: () => agent.fetchRootKey(),
  } as Agent;
}
