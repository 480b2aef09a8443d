import type { Inbox } from '../boot/inbox.ts';
import type { Result } from '../result.ts';
import {
  isLegacyRequest,
  legacyFailure,
  legacySuccess,
  type MalformedField,
  parseLegacyRequest,
} from './legacy_message.ts';
import type { AuthorizeRequest, IssuedDelegation } from './request.ts';

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

/**
 * Waits for the dapp's request. The first `authorize-client` message decides; the opener can navigate,
 * so what comes later may be from somebody else, and is ignored.
 * @param onRequest - called once
 */
export function receiveRequest(
  { opener, inbox, ownOrigin }: ChannelPorts,
  onRequest: (outcome: Result<PendingRequest, RequestRefusal>) => void,
): void {
  let received = false;
  const receive = (event: Pick<MessageEvent<unknown>, 'data' | 'origin'>): void => {
    if (received || !isLegacyRequest(event.data)) return;
    received = true;
    const { origin } = event;
    if (origin === ownOrigin) {
      onRequest({ ok: false, error: { kind: 'sameOrigin', origin } });
      return;
    }
    const parsed = parseLegacyRequest(event.data, origin);
    if (!parsed.ok) {
      onRequest({ ok: false, error: { kind: 'malformed', field: parsed.error } });
      return;
    }
    onRequest({
      ok: true,
      value: {
        request: parsed.value,
        succeed: (delegation) => opener.postMessage(legacySuccess(delegation), origin),
        fail: (text) => opener.postMessage(legacyFailure(text), origin),
      },
    });
  };
  inbox.receive = receive;
  for (const event of inbox.early.splice(0)) receive(event);
}
