import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertionResponse,
  credentialRequest,
  errorResponse,
  isReadyResponse,
  parseCredentialRequest,
  parseCredentialResponse,
  readyRequest,
  readyResponseTo,
} from './frame_messages.ts';

const REQUEST = { id: 'a', challenge: Uint8Array.of(1), allowed: [Uint8Array.of(2), Uint8Array.of(3)] };
const ASSERTION = {
  credentialId: Uint8Array.of(2),
  authenticatorData: Uint8Array.of(4),
  clientDataJson: Uint8Array.of(5),
  signature: Uint8Array.of(6),
};

describe('the messages between a page and a frame', () => {
  it('should tell that the frame listens', () => {
    const answer = readyResponseTo(structuredClone(readyRequest('a')));
    expect(isReadyResponse(answer, 'a')).toBe(true);
    expect(isReadyResponse(answer, 'b')).toBe(false);
    expect(readyResponseTo({ ii_ready_request: 7 })).toBe(null);
  });

  it('should carry a request, for the address of the frame only', () => {
    const sent = structuredClone(credentialRequest(REQUEST, 'id.example'));
    expect(parseCredentialRequest(sent, 'id.example')).toEqual(REQUEST);
    expect(parseCredentialRequest(sent, 'other.example')).toBe(null);
  });

  it('should carry an answer, as browsers give it', () => {
    const sent = structuredClone(assertionResponse('a', ASSERTION));
    expect(sent.ii_credential_response.result.response.signature).toBeInstanceOf(ArrayBuffer);
    expect(parseCredentialResponse(sent, 'a')).toEqual(ASSERTION);
    expect(parseCredentialResponse(sent, 'b')).toBe(null);
  });

  it('should carry why there is none', () => {
    const sent = structuredClone(errorResponse('a', new DOMException('closed', 'NotAllowedError')));
    expect(parseCredentialResponse(sent, 'a')).toEqual({ error: 'NotAllowedError' });
    const empty = { ii_credential_response: { id: 'a', result: {} } };
    expect(parseCredentialResponse(empty, 'a')).toEqual({ error: 'NotAllowedError' });
  });

  it('should survive any message', () => {
    const anything = fc.anything({ withTypedArray: true, withNullPrototype: true });
    const message = fc.record(
      {
        ii_credential_request: fc.record({ id: fc.string(), options: anything }),
        ii_credential_response: anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anything, message), (data) => {
        expect(parseCredentialRequest(data, 'id.example')).toBe(null);
        parseCredentialResponse(data, 'a');
        readyResponseTo(data);
      }),
    );
  });
});
