import {
  CertifiedRejectErrorCode,
  HttpErrorCode,
  HttpFetchErrorCode,
  MalformedSignatureErrorCode,
  ProtocolError,
  RejectError,
  TransportError,
  TrustError,
  UncertifiedRejectUpdateErrorCode,
} from '@dfinity/agent';
import { describe, expect, it } from 'vitest';
import { agentErrorToCanisterError, attempt } from './errors.ts';

const id = Object.assign(new Uint8Array(32), { __requestId__: undefined });
const trap = (text: string) => RejectError.fromCode(new CertifiedRejectErrorCode(id, 5, text, 'IC0503'));

describe('agentErrorToCanisterError', () => {
  it.each([
    [trap('2vxsx-fae could not be authenticated.'), { kind: 'unauthorized' }],
    [trap('failed to read device data of user 7: bad Identity Anchor 7'), { kind: 'unknownIdentity' }],
    [
      trap('failed to add device: Anchor device limit exceeded: num devices 11, limit 10'),
      { kind: 'tooManyMethods' },
    ],
    [trap('bad Identity Anchor 7\nbacktrace'), { kind: 'refused', text: 'bad Identity Anchor 7' }],
    [
      RejectError.fromCode(new UncertifiedRejectUpdateErrorCode(id, 4, 'canister is stopped', undefined)),
      { kind: 'refused', text: 'canister is stopped' },
    ],
    [
      TransportError.fromCode(new HttpFetchErrorCode(new TypeError('Failed to fetch'))),
      { kind: 'lostConnection' },
    ],
    [ProtocolError.fromCode(new HttpErrorCode(502, 'Bad Gateway', [])), { kind: 'lostConnection' }],
    [ProtocolError.fromCode(new HttpErrorCode(400, 'Bad Request', [])), { kind: 'refused' }],
    [TrustError.fromCode(new MalformedSignatureErrorCode('x')), { kind: 'refused' }],
  ])('should tell what %s means', (error, expected) => {
    expect(agentErrorToCanisterError(error)).toMatchObject(expected);
  });

  it('should keep the text short', () => {
    const error = agentErrorToCanisterError(trap('x'.repeat(10_000)));
    expect(error.kind === 'refused' && error.text.length).toBe(200);
  });
});

describe('attempt', () => {
  it('should let bugs through', async () => {
    await expect(attempt(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
  });
});
