import { describe, expect, it } from 'vitest';
import type { Inbox } from '../boot/inbox.ts';
import { type PendingCredential, receiveCredentialRequest } from './channel.ts';

const OWN = 'https://id.example';
const DAPP = 'https://dapp.example';
const REQUEST = { jsonrpc: '2.0', id: 'a', method: 'request_credential', params: {} };
const message = (data: unknown, origin = DAPP) => ({ data, origin }) as MessageEvent<unknown>;

function open(early: MessageEvent<unknown>[]) {
  const inbox: Inbox = { early, receive: null };
  const sent: unknown[] = [];
  const requests: PendingCredential[] = [];
  const opener = { postMessage: (data: unknown, target: unknown) => void sent.push([data, target]) };
  receiveCredentialRequest({ opener: opener as never, inbox, ownOrigin: OWN }, (request) =>
    requests.push(request),
  );
  return { inbox, sent, requests };
}

describe('receiveCredentialRequest', () => {
  it('should answer the first request, when told to, and say nothing of the reason', () => {
    const { inbox, sent, requests } = open([message(REQUEST)]);
    inbox.receive?.(message({ ...REQUEST, id: 'b' }, 'https://evil.example'));
    expect(requests).toMatchObject([{ origin: DAPP, request: { ok: false, error: 'issuer' } }]);
    expect(sent).toEqual([]);
    requests[0]!.refuse();
    expect(sent).toEqual([[{ id: 'a', jsonrpc: '2.0', error: { version: '1', code: 'UNKNOWN' } }, DAPP]]);
  });

  it('should hand the presentation to the exact origin that asked', () => {
    const { sent, requests } = open([message(REQUEST)]);
    requests[0]!.succeed('a.b.');
    expect(sent).toEqual([[{ id: 'a', jsonrpc: '2.0', result: { verifiablePresentation: 'a.b.' } }, DAPP]]);
  });

  it.each([
    [REQUEST, OWN],
    [REQUEST, 'null'],
    [{ ...REQUEST, method: 'icrc34_delegation' }, DAPP],
    [{ ...REQUEST, id: {} }, DAPP],
    [{ ...REQUEST, id: 'x'.repeat(257) }, DAPP],
    [null, DAPP],
    ['text', DAPP],
  ])('should ignore %j from %s', (data, origin) => {
    const { sent, requests } = open([message(data, origin)]);
    expect([...sent, ...requests]).toEqual([]);
  });
});
