/** A canister that answers every HTTP request as a test tells it to, certified or not. */
import type { HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { certifyResponse } from '../../../local_ic/support/certified_response.ts';

const HttpResponse = IDL.Record({
  status_code: IDL.Nat16,
  headers: IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text)),
  body: IDL.Vec(IDL.Nat8),
  upgrade: IDL.Opt(IDL.Bool),
});

const ALTERNATIVE_ORIGINS = '/.well-known/ii-alternative-origins';

export interface ToldResponse {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body: string;
  readonly certified?: boolean;
}

/** Has the canister answer with this at `/.well-known/ii-alternative-origins`. */
export async function answerAlternativeOrigins(
  agent: HttpAgent,
  canister: Principal,
  { status = 200, headers = [], body, certified = true }: ToldResponse,
): Promise<void> {
  const all = [
    ['content-type', 'application/json'],
    ['access-control-allow-origin', '*'],
    ...headers,
  ] as const;
  const certification = certifyResponse(ALTERNATIVE_ORIGINS, status, all, body);
  await update(agent, canister, 'certify', certification.certifiedData);
  const certificate = await query(agent, canister, 'certificate');
  const response = {
    status_code: status,
    headers: certified ? certification.headersWith(certificate) : all.map(([name, value]) => [name, value]),
    body: new TextEncoder().encode(body),
    upgrade: [],
  };
  await update(agent, canister, 'keep', new Uint8Array(IDL.encode([HttpResponse], [response])));
}

/** Calls a method that changes the canister. */
export async function update(
  agent: HttpAgent,
  canister: Principal,
  methodName: string,
  arg: Uint8Array,
): Promise<void> {
  const { response } = await agent.call(canister, { methodName, arg, effectiveCanisterId: canister });
  // The synchronous endpoint answers with 200 once the message is processed.
  if (response.status !== 200) throw new Error(`${methodName} was answered with ${response.status}`);
}

async function query(agent: HttpAgent, canister: Principal, methodName: string): Promise<Uint8Array> {
  const answer = await agent.query(canister, { methodName, arg: new Uint8Array() });
  if (!('reply' in answer)) throw new Error(`${methodName} was rejected`);
  return answer.reply.arg;
}
