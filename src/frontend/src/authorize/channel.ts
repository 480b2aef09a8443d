import type { Inbox } from '../boot/inbox.ts';
import type { Result } from '../result.ts';
import { isLegacyRequest, legacyFailure, legacySuccess, parseLegacyRequest } from './legacy_message.ts';
import { parseOrigin } from './origin.ts';
import type { AuthorizeRequest, IssuedDelegation, MalformedField } from './request.ts';
import {
  answerAtOnce,
  DELEGATION_METHOD,
  GENERIC_ERROR,
  INVALID_PARAMS,
  parseDelegationParams,
  parseSignerCall,
  type SignerCall,
  signerError,
  signerSuccess,
} from './signer_message.ts';

/** Why a message of the dapp cannot be served. */
export type RequestRefusal =
  | { readonly kind: 'malformed'; readonly field: MalformedField }
  /** The dapp was opened at this page's own origin, so the browser keeps nothing of theirs apart. */
  | { readonly kind: 'sameOrigin'; readonly origin: string };

/** One request, with the one way to answer it. */
export interface PendingRequest {
  readonly request: AuthorizeRequest;
  /** Sends the delegation to the dapp's exact origin. */
  succeed(delegation: IssuedDelegation): void;
  /** Tells the dapp why it gets none. */
  fail(text: string): void;
}

export interface ChannelPorts {
  readonly opener: Pick<WindowProxy, 'postMessage'>;
  readonly inbox: Inbox;
  readonly ownOrigin: string;
}

type Outcome = Result<PendingRequest, RequestRefusal>;
type Message = Pick<MessageEvent<unknown>, 'data' | 'origin'>;

/**
 * Waits for the dapp's request, in either login protocol. The first one decides; the opener can
 * navigate, so what comes later may be from somebody else: it gets no delegation here.
 * @param onRequest - called once
 */
export function receiveRequest(
  { opener, inbox, ownOrigin }: ChannelPorts,
  onRequest: (outcome: Outcome) => void,
): void {
  let received = false;
  const receive = ({ data, origin }: Message): void => {
    const call = parseSignerCall(data);
    if (call === null && !isLegacyRequest(data)) return;
    const reply = (message: unknown): void => opener.postMessage(message, origin);
    if (call !== null && origin !== ownOrigin && parseOrigin(origin) !== null) {
      if (call.method !== DELEGATION_METHOD) return reply(answerAtOnce(call));
      if (received) return reply(signerError(call.id, GENERIC_ERROR, 'another request is being answered'));
    }
    if (received) return;
    received = true;
    if (origin === ownOrigin) onRequest({ ok: false, error: { kind: 'sameOrigin', origin } });
    else if (call !== null) onRequest(readDelegationCall(call, origin, reply));
    else if (isLegacyRequest(data)) onRequest(readLegacyRequest(data, origin, reply));
  };
  inbox.receive = receive;
  for (const event of inbox.early.splice(0)) receive(event);
}

function readLegacyRequest(
  data: { readonly kind: 'authorize-client' },
  origin: string,
  reply: (message: unknown) => void,
): Outcome {
  const parsed = parseLegacyRequest(data, origin);
  if (!parsed.ok) return { ok: false, error: { kind: 'malformed', field: parsed.error } };
  return {
    ok: true,
    value: {
      request: parsed.value,
      succeed: (delegation) => reply(legacySuccess(delegation)),
      fail: (text) => reply(legacyFailure(text)),
    },
  };
}

function readDelegationCall(
  { id, params }: SignerCall,
  origin: string,
  reply: (message: unknown) => void,
): Outcome {
  const parsed = parseDelegationParams(params, origin);
  if (!parsed.ok) {
    // An origin that is none cannot be replied to.
    if (parsed.error !== 'origin') reply(signerError(id, INVALID_PARAMS, `${parsed.error} is not valid`));
    return { ok: false, error: { kind: 'malformed', field: parsed.error } };
  }
  return {
    ok: true,
    value: {
      request: parsed.value,
      succeed: (delegation) => reply(signerSuccess(id, delegation)),
      fail: (text) => reply(signerError(id, GENERIC_ERROR, text)),
    },
  };
}
