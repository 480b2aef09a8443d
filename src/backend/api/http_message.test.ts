import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInterface, type Type } from '../../../scripts/codec/interface_model.ts';
import { messageHeader } from '../../../scripts/codec/message_header.ts';
import { rustHeader } from '../../../scripts/codec/rust_header.ts';
import { decode_http_request, encode_http_request } from '../../declarations/canister_codec.ts';
import { idlFactory } from '../../declarations/internet_identity.did.ts';
import { base64 } from '../encoding/base64.ts';
import { CandidError } from '../encoding/candid/candid_error.ts';
import { headerFields } from '../encoding/candid/header_fields.ts';
import type { HttpResponse } from '../services/http_exchange.ts';
import { decodeHttpRequest, encodeHttpResponse, prepareHttpResponse } from './http_message.ts';

const service = new Map(idlFactory({ IDL })._fields);
const requestTypes = (service.get('http_request') as IDL.FuncClass).argTypes;
const agentHeader = messageHeader(requestTypes);
const idl = readInterface(
  readFileSync(new URL('../../declarations/internet_identity.did.ts', import.meta.url), 'utf8'),
);
const gatewayHeader = rustHeader(
  idl,
  idl.methods.find(({ name }) => name === 'http_request')?.args as Type[],
);

const text = fc.string({ unit: 'binary', maxLength: 40 });
const request = fc.record(
  {
    url: fc.oneof(text, fc.constant('/oauth2/token')),
    method: text,
    body: fc.uint8Array({ maxLength: 40 }),
    headers: fc.array(fc.tuple(text, text), { maxLength: 8 }),
    certificate_version: fc.oneof(
      fc.constant([] as [] | [number]),
      fc.nat(65_535).map((version): [number] => [version]),
    ),
  },
  { noNullPrototype: true },
);

/** The same values as each kind of caller sends them. */
function messages(value: unknown): Uint8Array[] {
  const fromAgent = new Uint8Array(IDL.encode(requestTypes, [value]));
  const values = fromAgent.subarray(agentHeader.length);
  return [fromAgent, Buffer.concat([gatewayHeader, values])];
}

/** What a decoder makes of a message: its four fields, or its error. */
function outcome(decode: (message: Uint8Array) => unknown, message: Uint8Array): unknown {
  try {
    return decode(message);
  } catch (error) {
    expect(error).toBeInstanceOf(CandidError);
    return 'refused';
  }
}

function plain(message: Uint8Array): unknown {
  const [request] = decode_http_request(message);
  const { url, method, body, certificate_version: certificateVersion } = request;
  const headers = url.startsWith('/oauth2/') ? request.headers.flat() : null;
  return { url, method, body, headers, certificateVersion };
}

describe('a gateway request', () => {
  test('is the type table that gateways written in Rust send', () => {
    expect(Buffer.from(gatewayHeader).toString('hex')).toBe(
      '4449444c056c05efd6e40271e1edeb4a71a2f5ed880401c6a4a1980602b0f1b99806046d7b6d036c02007101716e7a0100',
    );
  });

  test('is decoded as the generated codec decodes it', () => {
    fc.assert(
      fc.property(request, (value) => {
        for (const message of messages(value)) expect(decodeHttpRequest(message)).toEqual(plain(message));
      }),
    );
  });

  test('is refused where the generated codec refuses it: cut off, or with bytes changed', () => {
    fc.assert(
      fc.property(request, fc.nat(), fc.nat(255), (value, place, byte) => {
        for (const message of messages(value)) {
          const cut = message.subarray(0, place % message.length);
          expect(outcome(decodeHttpRequest, cut)).toEqual(outcome(plain, cut));
          const changed = message.slice();
          changed[place % message.length] = byte;
          expect(outcome(decodeHttpRequest, changed)).toEqual(outcome(plain, changed));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a response', () => {
  const part = fc.uint8Array({ maxLength: 3000 });
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 200 });
  /** What a header tells, and its value. */
  const certificates = fc
    .tuple(part, part, fc.uint8Array({ minLength: 32, maxLength: 32 }), ascii)
    .map(([certificate, witness, signaturesHash, end]) => {
      const whole = witness.length - (witness.length % 3);
      const text = Buffer.from(base64(witness.subarray(0, whole)));
      const rest = witness.subarray(whole);
      const bytes = Buffer.concat([text, rest, new Uint8Array(32), Buffer.from(end)]);
      const proof = { bytes, textLength: text.length, hashAt: text.length + rest.length };
      const tree = base64(Buffer.concat([witness, signaturesHash]));
      const value = `certificate=:${base64(certificate)}:, tree=:${tree}${end}`;
      return { certificate: { certificate, proof, signaturesHash }, value };
    });
  const response = fc.record({
    status: fc.nat(65_535),
    headers: fc.array(fc.tuple(text, text), { maxLength: 6 }),
    certificate: fc.option(certificates),
    body: fc.uint8Array({ maxLength: 300 }),
    upgrade: fc.boolean(),
  });

  test('is encoded as the generated codec encodes it', () => {
    fc.assert(
      fc.property(response, ({ status, headers, certificate, body, upgrade }) => {
        const all = [...headers];
        if (certificate !== null) all.push(['IC-Certificate', certificate.value]);
        expect(
          encodeHttpResponse({
            ...{ status, body, upgrade },
            headers: headerFields(headers),
            certificate: certificate && certificate.certificate,
          }),
        ).toEqual(
          encode_http_request({
            status_code: status,
            headers: all,
            body,
            upgrade: upgrade ? true : null,
            streaming_strategy: null,
          }),
        );
      }),
    );
  });

  test('are the same where they were prepared', () => {
    fc.assert(
      fc.property(certificates, part, ({ certificate }, body) => {
        const names: [string, string][] = [['Content-Type', 'text/html']];
        const response = { status: 404, certificate, body, upgrade: false };
        const prepared = headerFields(names);
        prepareHttpResponse(body, prepared);
        const encoded = (other: HttpResponse): Uint8Array => encodeHttpResponse(other).slice();
        expect(encoded({ ...response, headers: prepared })).toEqual(
          encoded({ ...response, headers: headerFields(names) }),
        );
        // With another body, which shares the headers, nothing was prepared.
        const other = { ...response, body: Uint8Array.of(...body, 1) };
        expect(encoded({ ...other, headers: prepared })).toEqual(
          encoded({ ...other, headers: headerFields(names) }),
        );
        // Without a certificate, and in another message, neither.
        expect(encoded({ ...response, headers: prepared, certificate: null })).toEqual(
          encoded({ ...response, headers: headerFields(names), certificate: null }),
        );
      }),
    );
  });
});
