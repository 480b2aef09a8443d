import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerAtOnce, parseDelegationParams, parseSignerCall, signerSuccess } from './signer_message.ts';

const ORIGIN = 'https://dapp.example';
const PARAMS = { publicKey: 'MFkB', maxTimeToLive: '28800000000000' };

describe('parseSignerCall', () => {
  it('should read a call and nothing else', () => {
    const call = { jsonrpc: '2.0', id: 'a', method: 'icrc34_delegation', params: {} };
    expect(parseSignerCall(call)).toEqual({ id: 'a', method: 'icrc34_delegation', params: {} });
    expect(parseSignerCall({ ...call, id: 0, params: undefined })).toMatchObject({ id: 0 });
    expect(parseSignerCall({ ...call, method: 7 })).toMatchObject({ id: 'a', method: null });
    for (const other of [
      { ...call, jsonrpc: '1.0' },
      { ...call, id: undefined },
      { ...call, id: 'x'.repeat(300) },
      { ...call, method: undefined },
      null,
      'text',
      [],
    ]) {
      expect(parseSignerCall(other)).toBeNull();
    }
  });

  it('should answer any value', () => {
    fc.assert(fc.property(fc.anything(), (data) => void parseSignerCall(data)));
  });
});

describe('parseDelegationParams', () => {
  it('should read what signers are sent, undefined keys too', () => {
    const params = { ...PARAMS, targets: undefined, icrc95DerivationOrigin: undefined };
    expect(parseDelegationParams(params, ORIGIN)).toEqual({
      ok: true,
      value: {
        origin: ORIGIN,
        sessionKey: Uint8Array.of(0x30, 0x59, 1),
        maxTimeToLive: 28_800_000_000_000n,
        derivationOrigin: null,
        autoSelectionPrincipal: null,
        allowPin: true,
        queriesOnly: false,
      },
    });
    const all = { ...PARAMS, targets: ['aaaaa-aa'], icrc95DerivationOrigin: 'https://other.example' };
    expect(parseDelegationParams({ ...PARAMS, permissions: 'queries' }, ORIGIN)).toMatchObject({
      value: { queriesOnly: true },
    });
    expect(parseDelegationParams({ ...PARAMS, permissions: 'all' }, ORIGIN)).toMatchObject({
      value: { queriesOnly: false },
    });
    expect(parseDelegationParams(all, ORIGIN)).toMatchObject({
      value: { derivationOrigin: 'https://other.example' },
    });
  });

  it.each([
    ['publicKey', undefined],
    ['publicKey', new Uint8Array([1])],
    ['publicKey', '*'],
    ['maxTimeToLive', '-1'],
    ['maxTimeToLive', '99999999999999999999'],
    ['permissions', 'updates'],
    ['targets', 'aaaaa-aa'],
    ['targets', [7]],
    ['targets', Array.from({ length: 1001 }, () => 'aaaaa-aa')],
    ['icrc95DerivationOrigin', 'https://other.example/'],
  ])('should refuse a malformed %s (%#)', (field, value) => {
    expect(parseDelegationParams({ ...PARAMS, [field]: value }, ORIGIN)).toEqual({ ok: false, error: field });
  });

  it('should answer any value', () => {
    fc.assert(fc.property(fc.anything(), (params) => void parseDelegationParams(params, ORIGIN)));
  });
});

describe('answerAtOnce', () => {
  it('should name the standards and grant the one permission', () => {
    const ask = (method: string) => answerAtOnce({ id: 1, method, params: undefined });
    expect(ask('icrc25_permissions')).toMatchObject({
      id: 1,
      result: { scopes: [{ scope: { method: 'icrc34_delegation' }, state: 'granted' }] },
    });
    const standards = ask('icrc25_supported_standards') as {
      result: { supportedStandards: { name: string }[] };
    };
    expect(standards.result.supportedStandards.map(({ name }) => name)).toEqual([
      'ICRC-25',
      'ICRC-29',
      'ICRC-34',
      'ICRC-95',
    ]);
    expect(ask('ii-icrc3-attributes')).toMatchObject({ id: 1, error: { code: -32601 } });
  });
});

describe('signerSuccess', () => {
  it('should be plain JSON with base64 bytes and decimal time', () => {
    const issued = {
      userKey: Uint8Array.of(1),
      principal: '2vxsx-fae',
      signedInBy: 'passkey' as const,
      sessionKey: Uint8Array.of(2),
      expiration: 1_700_000_000_000_000_000n,
      queriesOnly: false,
      signature: Uint8Array.of(255, 254),
    };
    const answer = signerSuccess('a', issued);
    const restricted = signerSuccess('a', { ...issued, queriesOnly: true });
    expect(restricted.result.signerDelegation[0]?.delegation).toHaveProperty('permissions', 'queries');
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      jsonrpc: '2.0',
      id: 'a',
      result: {
        publicKey: 'AQ==',
        signerDelegation: [
          { delegation: { pubkey: 'Ag==', expiration: '1700000000000000000' }, signature: '//4=' },
        ],
      },
    });
  });
});
