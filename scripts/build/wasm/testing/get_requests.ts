import { IDL } from '@dfinity/candid';
import fc from 'fast-check';
import { expect } from 'vitest';
import { decodeHttpRequest } from '../../../../src/backend/api/http_message.ts';
import { CandidError } from '../../../../src/backend/encoding/candid/candid_error.ts';
import {
  type MessageNative,
  installNativeMessages,
  javascriptMessages,
} from '../../../../src/backend/encoding/candid/message_frame.ts';
import { idlFactory } from '../../../../src/declarations/internet_identity.did.ts';

const [, method] = idlFactory({ IDL })._fields.find(([name]) => name === 'http_request')!;

const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
const often = <T>(value: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: other });

const anyRequest = fc.record(
  {
    url: fc.oneof(text, fc.constantFrom('/', '/oauth2/token', '/a'.repeat(70), '/a'.repeat(9000))),
    method: often('GET', text),
    body: often(new Uint8Array(), fc.uint8Array({ maxLength: 20 })),
    headers: fc.oneof(
      { weight: 20, arbitrary: fc.array(fc.tuple(text, text), { maxLength: 6 }) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 99, max: 130 }).map((count) => new Array(count).fill(['a', 'b'])),
      },
    ),
    certificate_version: often<[] | [number]>(
      [2],
      fc.oneof(
        fc.constant([] as []),
        fc.nat(65_535).map((version): [number] => [version]),
      ),
    ),
  },
  { noNullPrototype: true },
);

/** What a message is read as, or that it is refused. */
function outcome(native: MessageNative, message: Uint8Array): unknown {
  installNativeMessages(native);
  try {
    return decodeHttpRequest(message);
  } catch (error) {
    expect(error).toBeInstanceOf(CandidError);
    return 'refused';
  } finally {
    installNativeMessages(javascriptMessages);
  }
}

/** Compares how requests are read by native code with how the plain code reads them: whole, cut off and changed. */
export function expectRequestsToAgree(native: MessageNative, cases: number): void {
  fc.assert(
    fc.property(anyRequest, fc.nat(), fc.nat(255), fc.nat(3), (request, place, byte, change) => {
      let message = new Uint8Array(IDL.encode(method.argTypes, [request]));
      // Nearer to the end than to the type table, which is compared byte by byte.
      const at = message.length - 1 - (place % Math.min(message.length, 400));
      if (change === 1) message = message.slice(0, at);
      if (change === 2) message[at] = byte;
      if (change === 3) message = Uint8Array.of(...message, byte);
      expect(outcome(native, message)).toEqual(outcome(javascriptMessages, message));
    }),
    { numRuns: cases },
  );
}
