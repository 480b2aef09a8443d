import type { MessageNative } from '../encoding/candid/message_frame.ts';
import { OPERATION, TEXT_FRAME } from './native_layout.ts';
import type { NativeStrings } from './native_text.ts';

/** Reads Candid messages in their frame by native code. */
export function nativeMessages({
  certifiedDataSet,
  debugPrint,
  msgMethodName,
}: NativeStrings): MessageNative {
  return {
    startsWith({ bytes, words }, start, characters) {
      words[0] = OPERATION.MATCH_BYTES;
      words[2] = start;
      certifiedDataSet(bytes);
      debugPrint(characters);
      return words[1] === 1;
    },
    asciiText({ bytes, words }, start, length) {
      words[0] = OPERATION.ASCII_TEXT;
      words[1] = length;
      words[2] = start;
      certifiedDataSet(bytes);
      return words[2] === 1 ? msgMethodName() : null;
    },
    skipTexts({ bytes, words }, start, count) {
      words[0] = OPERATION.SKIP_TEXTS;
      words[1] = start;
      words[2] = count;
      certifiedDataSet(bytes);
      const length = words[2]!;
      return length === TEXT_FRAME.TOO_LONG ? null : length;
    },
    getRequest({ bytes, words }, start, end) {
      words[0] = OPERATION.READ_GET;
      words[1] = start;
      words[2] = end;
      certifiedDataSet(bytes);
      return words[1] === 1 ? { version: words[2]!, url: msgMethodName() } : null;
    },
  };
}
