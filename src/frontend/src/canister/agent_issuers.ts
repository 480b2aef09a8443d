import {
  Actor,
  type ActorSubclass,
  AgentError,
  type DerEncodedPublicKey,
  type Identity,
} from '@dfinity/agent';
import { Delegation, DelegationChain, DelegationIdentity, ECDSAKeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import type { IssuedDelegation } from '../authorize/request.ts';
import { MAX_CONSENT_LENGTH } from '../credentials/consent_text.ts';
import type { CredentialSpec } from '../credentials/request.ts';
import { err, ok, type Result } from '../result.ts';
import type { CanisterPage } from './canister_page.ts';
import { type Connection, createConnection } from './connection.ts';
import { whyCredentialIsForged } from './credential_signature.ts';
import { agentErrorToCanisterError } from './errors.ts';
import { guardedAgent } from './guarded_agent.ts';
import {
  type CredentialOrder,
  type Issuer,
  type IssuerError,
  type IssuerKey,
  type Issuers,
} from './issuer.ts';
import { type CandidSpec, type IssueError, issuerFactory, type IssuerService } from './issuer_interface.ts';

/** A credential of today takes some five thousand characters, most of them its signature. */
const MAX_CREDENTIAL_LENGTH = 65_536;
const MAX_CONTEXT_BYTES = 262_144;
const MAX_WORDS = 200;
const LANGUAGE_TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/;

/** Issuers, called with `@dfinity/agent` through the gateway that served the page. */
export function createAgentIssuers(page: CanisterPage): Issuers {
  const connection = createConnection(page);
  return {
    at(canisterId) {
      const id = parsePrincipal(canisterId);
      return id === null ? null : createIssuer(connection, id);
    },
  };
}

function parsePrincipal(text: string): Principal | null {
  try {
    return Principal.fromText(text);
  } catch {
    return null;
  }
}

function createIssuer(connection: Connection, canisterId: Principal): Issuer {
  const keys = new WeakMap<IssuerKey, ECDSAKeyIdentity>();
  const ask = async <T>(
    caller: Identity | null,
    call: (issuer: ActorSubclass<IssuerService>) => Promise<Result<T, IssuerError>>,
  ): Promise<Result<T, IssuerError>> => {
    try {
      const agent = guardedAgent(await connection.agentOf(caller));
      return await call(Actor.createActor<IssuerService>(issuerFactory, { agent, canisterId }));
    } catch (cause) {
      return err(issuerErrorOf(cause));
    }
  };
  return {
    derivationOrigin: (hostname) =>
      ask(null, async (issuer) => {
        const answer = await issuer.derivation_origin({ frontend_hostname: hostname });
        if ('Ok' in answer) return ok(answer.Ok.origin);
        return err({ kind: 'refused', text: wordsOf(Object.values(answer.Err)[0]) });
      }),
    consentMessage: (spec, language) =>
      ask(null, async (issuer) => {
        const answer = await issuer.vc_consent_message({
          preferences: { language },
          credential_spec: specToCandid(spec),
        });
        if ('Err' in answer) {
          return err({ kind: 'unsupported', text: wordsOf(Object.values(answer.Err)[0]?.description) });
        }
        const { consent_message: text, language: given } = answer.Ok;
        if (text.trim() === '' || text.length > MAX_CONSENT_LENGTH) return err({ kind: 'malformed' });
        return ok({ text, language: LANGUAGE_TAG.test(given) ? given : '' });
      }),
    async newKey() {
      const key = await ECDSAKeyIdentity.generate({ extractable: false });
      const shown = { sessionKey: new Uint8Array(key.getPublicKey().toDer()) };
      keys.set(shown, key);
      return shown;
    },
    issue: async (order) => {
      const key = keys.get(order.key);
      if (key === undefined) throw new Error('this key was made by another object');
      const issued = await ask(actingFor(key, order.delegation), (issuer) => fetchCredential(issuer, order));
      if (!issued.ok) return issued;
      const { rootKey } = await connection.agentOf(null);
      if (rootKey === null) throw new Error('the agent has no root key');
      const why = await whyCredentialIsForged(issued.value, {
        canisterId,
        subject: order.alias,
        rootKey,
        now: Date.now(),
      });
      return why === null ? issued : err({ kind: 'forged', text: why });
    },
  };
}

async function fetchCredential(
  issuer: ActorSubclass<IssuerService>,
  { spec, idAlias }: CredentialOrder,
): Promise<Result<string, IssuerError>> {
  const request = {
    signed_id_alias: { credential_jws: idAlias },
    credential_spec: specToCandid(spec),
  };
  const prepared = await issuer.prepare_credential(request);
  if ('Err' in prepared) return err(refusalOf(prepared.Err));
  const { prepared_context } = prepared.Ok;
  if ((prepared_context[0]?.length ?? 0) > MAX_CONTEXT_BYTES) return err({ kind: 'malformed' });
  const got = await issuer.get_credential({ ...request, prepared_context });
  if ('Err' in got) return err(refusalOf(got.Err));
  const { vc_jws: jws } = got.Ok;
  return jws.length > MAX_CREDENTIAL_LENGTH ? err({ kind: 'malformed' }) : ok(jws);
}

function actingFor(key: ECDSAKeyIdentity, delegation: IssuedDelegation): DelegationIdentity {
  const signed = {
    delegation: new Delegation(delegation.sessionKey, delegation.expiration),
    signature: Object.assign(delegation.signature.slice(), { __signature__: undefined }),
  };
  const userKey: DerEncodedPublicKey = Object.assign(delegation.userKey.slice(), {
    __derEncodedPublicKey__: undefined,
  });
  return DelegationIdentity.fromDelegation(key, DelegationChain.fromDelegations([signed], userKey));
}

function specToCandid({ type, arguments: given }: CredentialSpec): CandidSpec {
  if (given === null) return { credential_type: type, arguments: [] };
  const values = given.map(([name, value]): [string, { Int: number } | { String: string }] => [
    name,
    typeof value === 'number' ? { Int: value } : { String: value },
  ]);
  return { credential_type: type, arguments: [values] };
}

function refusalOf(error: IssueError): IssuerError {
  const text = wordsOf(Object.values(error)[0]);
  if ('UnknownSubject' in error || 'UnauthorizedSubject' in error) return { kind: 'notEligible', text };
  return { kind: 'UnsupportedCredentialSpec' in error ? 'unsupported' : 'refused', text };
}

function issuerErrorOf(cause: unknown): IssuerError {
  // What is no error of the agent's is one of the guard or the Candid decoder: the reply is of another type.
  if (!(cause instanceof AgentError)) return { kind: 'malformed' };
  const error = agentErrorToCanisterError(cause);
  if (error.kind === 'lostConnection') return { kind: 'lostConnection' };
  return { kind: 'unreachable', text: error.kind === 'refused' ? error.text : error.kind };
}

/** The issuer's own words, for people who can help. */
function wordsOf(text: string | undefined): string {
  return (text ?? '').slice(0, MAX_WORDS);
}
