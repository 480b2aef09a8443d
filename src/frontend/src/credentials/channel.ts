import type { Inbox } from '../boot/inbox.ts';
import { parseOrigin } from './origin.ts';

// Requests for verifiable credentials, as `@dfinity/verifiable-credentials` sends them to `/vc-flow`.
// Contract: clients.md 7.

/** A dapp's request for a credential. */
export interface CredentialRequest {
  /** Exact origin of the window that asked. */
  readonly origin: string;
  /** Tells the dapp that it gets no credential. The answer is the same for every reason. */
  refuse(): void;
}

export interface CredentialChannelPorts {
  readonly opener: Pick<WindowProxy, 'postMessage'>;
  readonly inbox: Inbox;
  readonly ownOrigin: string;
}

const MAX_ID_LENGTH = 256;

/**
 * Waits for the dapp's request; the first one decides whom this window serves.
 * @param onRequest - called at most once
 */
export function receiveCredentialRequest(
  { opener, inbox, ownOrigin }: CredentialChannelPorts,
  onRequest: (request: CredentialRequest) => void,
): void {
  let received = false;
  const receive = ({ data, origin }: Pick<MessageEvent<unknown>, 'data' | 'origin'>): void => {
    const id = credentialRequestId(data);
    if (received || id === null || origin === ownOrigin || parseOrigin(origin) === null) return;
    received = true;
    onRequest({
      origin,
      refuse: () =>
        opener.postMessage({ id, jsonrpc: '2.0', error: { version: '1', code: 'UNKNOWN' } }, origin),
    });
  };
  inbox.receive = receive;
  for (const event of inbox.early.splice(0)) receive(event);
}

/** The id of a message that asks for a credential, else null. */
function credentialRequestId(data: unknown): string | number | null {
  if (typeof data !== 'object' || data === null) return null;
  const { jsonrpc, method, id } = data as Record<string, unknown>;
  if (jsonrpc !== '2.0' || method !== 'request_credential') return null;
  return typeof id === 'number' || (typeof id === 'string' && id.length <= MAX_ID_LENGTH) ? id : null;
}
