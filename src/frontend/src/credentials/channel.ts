import { parseOrigin } from '../authorize/origin.ts';
import type { Inbox } from '../boot/inbox.ts';
import type { Result } from '../result.ts';
import { type CredentialRequest, type MalformedCredentialField, parseCredentialParams } from './request.ts';

// Requests for verifiable credentials, as `@dfinity/verifiable-credentials` sends them to `/vc-flow`.
// Contract: clients.md 7.

/** A dapp's request, with the two ways to answer it; each sends to the dapp's exact origin. */
export interface PendingCredential {
  /** Exact origin of the window that asked. */
  readonly origin: string;
  readonly request: Result<CredentialRequest, MalformedCredentialField>;
  /** @param presentation - see `presentation.ts` */
  succeed(presentation: string): void;
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
  onRequest: (pending: PendingCredential) => void,
): void {
  let received = false;
  const receive = ({ data, origin }: Pick<MessageEvent<unknown>, 'data' | 'origin'>): void => {
    const call = parseCredentialCall(data);
    if (received || call === null || origin === ownOrigin || parseOrigin(origin) === null) return;
    received = true;
    const reply = (outcome: object): void =>
      opener.postMessage({ id: call.id, jsonrpc: '2.0', ...outcome }, origin);
    onRequest({
      origin,
      request: parseCredentialParams(call.params, origin),
      succeed: (presentation) => reply({ result: { verifiablePresentation: presentation } }),
      refuse: () => reply({ error: { version: '1', code: 'UNKNOWN' } }),
    });
  };
  inbox.receive = receive;
  for (const event of inbox.early.splice(0)) receive(event);
}

interface CredentialCall {
  readonly id: string | number;
  readonly params: unknown;
}

/** A message that asks for a credential, else null. */
function parseCredentialCall(data: unknown): CredentialCall | null {
  if (typeof data !== 'object' || data === null) return null;
  const { jsonrpc, method, id, params } = data as Record<string, unknown>;
  if (jsonrpc !== '2.0' || method !== 'request_credential') return null;
  if (typeof id !== 'number' && (typeof id !== 'string' || id.length > MAX_ID_LENGTH)) return null;
  return { id, params };
}
