import { describe, expect, it } from 'vitest';
import type { Inbox } from '../boot/inbox.ts';
import type { Result } from '../result.ts';
import { type PendingRequest, receiveRequest, type RequestRefusal } from './channel.ts';

const OWN = 'https://id.example';
const DAPP = 'https://dapp.example';
const REQUEST = { kind: 'authorize-client', sessionPublicKey: new Uint8Array([1]), maxTimeToLive: 1n };
const CALL = { jsonrpc: '2.0', id: 'a', method: 'icrc34_delegation', params: { publicKey: 'AQ==' } };
const message = (data: unknown, origin = DAPP) => ({ data, origin }) as MessageEvent<unknown>;

function open(early: MessageEvent<unknown>[] = []) {
  const inbox: Inbox = { early, receive: null };
  const sent: { message: unknown; target: unknown }[] = [];
  const outcomes: Result<PendingRequest, RequestRefusal>[] = [];
  const opener = {
    postMessage: (data: unknown, target: unknown) => void sent.push({ message: data, target }),
  };
  receiveRequest({ opener: opener as never, inbox, ownOrigin: OWN }, (outcome) => outcomes.push(outcome));
  return { inbox, sent, outcomes };
}

describe('receiveRequest', () => {
  it('should read what came before the application, and ignore other messages', () => {
    const { outcomes, sent } = open([message({ hello: 1 }), message(null), message(REQUEST)]);
    expect(outcomes).toMatchObject([{ ok: true, value: { request: { origin: DAPP } } }]);
    expect(sent).toEqual([]);
  });

  it('should answer only to the exact origin that asked', () => {
    const { inbox, outcomes, sent } = open();
    inbox.receive?.(message(REQUEST));
    const pending = outcomes[0];
    if (pending?.ok !== true) throw new Error('the request was refused');
    pending.value.fail('no');
    pending.value.decline();
    expect(sent).toEqual([
      { message: { kind: 'authorize-client-failure', text: 'no' }, target: DAPP },
      { message: { kind: 'authorize-client-failure', text: 'UserInterrupt' }, target: DAPP },
    ]);
  });

  it('should hold on to the first request, whoever writes next', () => {
    const { inbox, outcomes } = open([message(REQUEST)]);
    for (let i = 0; i < 1000; i++) inbox.receive?.(message(REQUEST, 'https://evil.example'));
    expect(outcomes).toHaveLength(1);
  });

  it('should refuse a dapp at its own origin, and malformed requests, without an answer', () => {
    const same = open([message(REQUEST, OWN)]);
    expect(same.outcomes).toEqual([{ ok: false, error: { kind: 'sameOrigin', origin: OWN } }]);
    const malformed = open([message({ ...REQUEST, maxTimeToLive: 'soon' })]);
    expect(malformed.outcomes).toEqual([{ ok: false, error: { kind: 'malformed', field: 'maxTimeToLive' } }]);
    expect([...same.sent, ...malformed.sent]).toEqual([]);
  });

  it('should read a signer call as the same request, and answer in its own words', () => {
    const { outcomes, sent } = open([message(CALL)]);
    const pending = outcomes[0];
    if (pending?.ok !== true) throw new Error('the call was refused');
    expect(pending.value.request).toMatchObject({
      origin: DAPP,
      sessionKey: Uint8Array.of(1),
      maxTimeToLive: null,
    });
    expect(sent).toEqual([]);
    pending.value.fail('no');
    expect(sent).toEqual([
      { message: { jsonrpc: '2.0', id: 'a', error: { code: 1000, message: 'no' } }, target: DAPP },
    ]);
  });

  it('should answer other signer calls at once, beside the request that waits', () => {
    const { inbox, sent, outcomes } = open([message(CALL)]);
    inbox.receive?.(message({ jsonrpc: '2.0', id: 'b', method: 'icrc25_permissions' }));
    inbox.receive?.(message({ jsonrpc: '2.0', id: 'c', method: 'icrc27_accounts' }));
    inbox.receive?.(message({ jsonrpc: '2.0', id: 'd', method: {} }));
    expect(sent).toMatchObject([
      { message: { id: 'b', result: {} }, target: DAPP },
      { message: { id: 'c', error: { code: -32601 } }, target: DAPP },
      { message: { id: 'd', error: { code: -32600 } }, target: DAPP },
    ]);
    expect(outcomes).toHaveLength(1);
  });

  it('should take further signer calls of the same dapp, each with an answer of its own', () => {
    const { inbox, sent, outcomes } = open([message(CALL)]);
    inbox.receive?.(message({ ...CALL, id: 'b' }));
    inbox.receive?.(message({ ...CALL, id: 'c' }, 'https://evil.example'));
    inbox.receive?.(message({ ...CALL, id: 'd', params: null }));
    expect(outcomes).toHaveLength(2);
    expect(sent).toMatchObject([
      { message: { id: 'c', error: { code: 1000 } }, target: 'https://evil.example' },
      { message: { id: 'd', error: { code: -32602 } }, target: DAPP },
    ]);
    for (const outcome of outcomes) if (outcome.ok) outcome.value.decline();
    expect(sent.slice(2)).toMatchObject([
      { message: { id: 'a', error: { code: 3001 } }, target: DAPP },
      { message: { id: 'b', error: { code: 3001 } }, target: DAPP },
    ]);
  });

  it('should refuse malformed parameters with the id, and origins that are none in silence', () => {
    const malformed = open([message({ ...CALL, params: {} })]);
    expect(malformed.outcomes).toEqual([{ ok: false, error: { kind: 'malformed', field: 'publicKey' } }]);
    expect(malformed.sent).toMatchObject([{ message: { id: 'a', error: { code: -32602 } }, target: DAPP }]);
    for (const origin of ['null', OWN]) {
      const silent = open([
        message(CALL, origin),
        message({ ...CALL, method: 'icrc25_permissions' }, origin),
      ]);
      expect(silent.outcomes).toMatchObject([{ ok: false }]);
      expect(silent.sent).toEqual([]);
    }
  });
});
