import type { Inbox } from '../boot/inbox.ts';
import { err, type Result } from '../result.ts';
import {
  isLegacyRequest,
  legacyFailure,
  legacySuccess,
  parseLegacyRequest,
  USER_INTERRUPT,
} from './legacy_message.ts';
import { parseOrigin } from './origin.ts';
import type { AuthorizeRequest, IssuedDelegation, MalformedField } from './request.ts';
import {
  ABORTED,
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

/** One request, with the ways to answer it; each sends to the dapp's exact origin. */
export interface PendingRequest {
  readonly request: AuthorizeRequest;
  succeed(delegation: IssuedDelegation): void;
  /** Tells the dapp why it gets no delegation. */
  fail(text: string): void;
  /** Tells the dapp that the person does not want to. */
  decline(): void;
}

export interface ChannelPorts {
  readonly opener: Pick<WindowProxy, 'postMessage'>;
  readonly inbox: Inbox;
  readonly ownOrigin: string;
}

type Outcome = Result<PendingRequest, RequestRefusal>;
type Message = Pick<MessageEvent<unknown>, 'data' | 'origin'>;

/**
 * Waits for the dapp's requests, in either login protocol. The first one decides whom this window
 * serves: the opener can navigate, so what comes later may be from somebody else, who gets no
 * delegation here. Calls that need nobody's consent are answered at once.
 * @param onRequest - called for the first request, and for each later one that can be answered beside it
 */
export function receiveRequest(
  { opener, inbox, ownOrigin }: ChannelPorts,
  onRequest: (outcome: Outcome) => void,
): void {
  let served: string | null = null;
  const receive = ({ data, origin }: Message): void => {
    const replyable = origin !== ownOrigin && parseOrigin(origin) !== null;
    const reply: Reply = (message) => {
      if (replyable) opener.postMessage(message, origin);
    };
    const call = parseSignerCall(data);
    // Nothing but a request for a delegation decides whom the window serves.
    if (call !== null && call.method !== DELEGATION_METHOD) return reply(answerAtOnce(call));
    const read = readerOf(data, call);
    if (read === null) return;
    if (served === null) {
      served = origin;
      return onRequest(origin === ownOrigin ? err({ kind: 'sameOrigin', origin }) : read(origin, reply));
    }
    // Every client of the legacy protocol in the dapp hears every answer, so there is one only.
    if (call === null) return;
    if (origin !== served) return reply(signerError(call.id, GENERIC_ERROR, 'another app is being answered'));
    const outcome = read(origin, reply);
    if (outcome.ok) onRequest(outcome);
  };
  inbox.receive = receive;
  for (const event of inbox.early.splice(0)) receive(event);
}

type Reply = (message: unknown) => void;

/** How to read a message as a request, in the protocol it came by; null when it is none. */
function readerOf(
  data: unknown,
  call: SignerCall | null,
): ((origin: string, reply: Reply) => Outcome) | null {
  if (call !== null) return (origin, reply) => readDelegationCall(call, origin, reply);
  if (isLegacyRequest(data)) return (origin, reply) => readLegacyRequest(data, origin, reply);
  return null;
}

function readLegacyRequest(
  data: { readonly kind: 'authorize-client' },
  origin: string,
  reply: Reply,
): Outcome {
  const parsed = parseLegacyRequest(data, origin);
  if (!parsed.ok) return err({ kind: 'malformed', field: parsed.error });
  return {
    ok: true,
    value: {
      request: parsed.value,
      succeed: (delegation) => reply(legacySuccess(delegation)),
      fail: (text) => reply(legacyFailure(text)),
      decline: () => reply(legacyFailure(USER_INTERRUPT)),
    },
  };
}

function readDelegationCall({ id, params }: SignerCall, origin: string, reply: Reply): Outcome {
  const parsed = parseDelegationParams(params, origin);
  if (!parsed.ok) {
    reply(signerError(id, INVALID_PARAMS, `${parsed.error} is not valid`));
    return err({ kind: 'malformed', field: parsed.error });
  }
  return {
    ok: true,
    value: {
      request: parsed.value,
      succeed: (delegation) => reply(signerSuccess(id, delegation)),
      fail: (text) => reply(signerError(id, GENERIC_ERROR, text)),
      decline: () => reply(signerError(id, ABORTED, 'the person cancelled')),
    },
  };
}
