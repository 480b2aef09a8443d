/**
 * TextEncoder and TextDecoder for a bundle with native code: what is long enough to pay for the detour goes through
 * it. The bundle uses them wherever the sources name the globals, which the engine lacks.
 */
import { nativeText, type NativeStrings } from '../../../src/backend/ic/native_text.ts';
import { TextDecoder as SlowDecoder, TextEncoder as SlowEncoder } from './text_encoding.ts';

const native = nativeText((globalThis as unknown as { _azleIc: NativeStrings })._azleIc);

/** Below this many characters or bytes a loop in JavaScript is cheaper. */
const SHORT = 12;

export class TextEncoder extends SlowEncoder {
  override encode(text = ''): Uint8Array {
    return (text.length < SHORT ? null : native.utf8(text)) ?? super.encode(text);
  }
}

export class TextDecoder extends SlowDecoder {
  override decode(input?: ArrayBuffer | ArrayBufferView): string {
    const long = input instanceof Uint8Array && input.length >= SHORT;
    return (long ? native.ascii(input) : null) ?? super.decode(input);
  }
}
