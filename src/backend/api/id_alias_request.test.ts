import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Seam } from '../../../scripts/build/wasm/testing/seam.ts';
import { readInterface, type Type } from '../../../scripts/codec/interface_model.ts';
import { messageHeader } from '../../../scripts/codec/message_header.ts';
import { rustHeader } from '../../../scripts/codec/rust_header.ts';
import { decode_get_id_alias } from '../../declarations/canister_codec.ts';
import { idlFactory } from '../../declarations/internet_identity.did.ts';
import { CandidError } from '../encoding/candid/candid_error.ts';
import { installNativeMessages, messageNative } from '../encoding/candid/message_frame.ts';
import { nativeMessages } from '../ic/native_messages.ts';
import { decodeGetIdAlias } from './id_alias_request.ts';

const types = (new Map(idlFactory({ IDL })._fields).get('get_id_alias') as IDL.FuncClass).argTypes;
const agentHeader = messageHeader(types);
const idl = readInterface(
  readFileSync(new URL('../../declarations/internet_identity.did.ts', import.meta.url), 'utf8'),
);
const rustClientHeader = rustHeader(
  idl,
  idl.methods.find(({ name }) => name === 'get_id_alias')?.args as Type[],
);
/** Two bytes of length and one, none, and characters of every kind. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'binary-ascii', maxLength: 300 }),
);
const request = fc.record(
  {
    identity_number: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    relying_party: text,
    issuer: text,
    rp_id_alias_jwt: text,
    issuer_id_alias_jwt: text,
  },
  { noNullPrototype: true },
);

/** The same values as each kind of caller sends them; a table of nobody's comes last. */
function messages(value: unknown): Uint8Array[] {
  const fromAgent = new Uint8Array(IDL.encode(types, [value]));
  const values = fromAgent.subarray(agentHeader.length);
  const more = new Uint8Array(IDL.encode([...types, IDL.Null], [value, null]));
  return [fromAgent, Buffer.concat([rustClientHeader, values]), more];
}

/** What a decoder makes of a message, or that it refuses it. */
function outcome(decode: (message: Uint8Array) => unknown, message: Uint8Array): unknown {
  try {
    return decode(message);
  } catch (error) {
    expect(error).toBeInstanceOf(CandidError);
    return 'refused';
  }
}

function plain(message: Uint8Array): unknown {
  const [request] = decode_get_id_alias(message);
  const bytes = (token: string) => new Uint8Array(Buffer.from(token));
  return {
    anchorNumber: request.identity_number,
    frontends: { relyingParty: request.relying_party, issuer: request.issuer },
    tokens: { relyingParty: bytes(request.rp_id_alias_jwt), issuer: bytes(request.issuer_id_alias_jwt) },
  };
}

describe.each(['JavaScript', 'native code'])('a request for an id alias in %s', (where) => {
  const before = messageNative;
  beforeEach(() => {
    if (where === 'native code') installNativeMessages(nativeMessages(new Seam(new Uint8Array())));
  });
  afterEach(() => installNativeMessages(before));

  test('is decoded as the generated codec decodes it', () => {
    fc.assert(
      fc.property(request, (value) => {
        for (const message of messages(value)) expect(decodeGetIdAlias(message)).toEqual(plain(message));
      }),
    );
  });

  test('is refused where the generated codec refuses it: cut off, or with bytes changed', () => {
    fc.assert(
      fc.property(request, fc.nat(), fc.nat(255), (value, place, byte) => {
        for (const message of messages(value)) {
          const cut = message.subarray(0, place % message.length);
          expect(outcome(decodeGetIdAlias, cut)).toEqual(outcome(plain, cut));
          const changed = message.slice();
          changed[place % message.length] = byte;
          expect(outcome(decodeGetIdAlias, changed)).toEqual(outcome(plain, changed));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('has its lengths padded with as many zeros as the generated codec takes', () => {
    const value = { identity_number: 1n, relying_party: 'r', issuer: 'i' };
    const [message] = messages({ ...value, rp_id_alias_jwt: 'a.b', issuer_id_alias_jwt: 'c.d' });
    const { length } = agentHeader;
    for (let zeros = 0; zeros < 12; zeros++) {
      const padding = Array.from({ length: zeros }, (_, i) => (i === zeros - 1 ? 0 : 0x80));
      const first = zeros === 0 ? 3 : 3 | 0x80;
      const padded = Buffer.concat([
        message!.subarray(0, length),
        Buffer.of(first, ...padding),
        message!.subarray(length + 1),
      ]);
      expect(outcome(decodeGetIdAlias, padded)).toEqual(outcome(plain, padded));
    }
  });
});
