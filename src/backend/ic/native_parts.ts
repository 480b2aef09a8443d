import type { JoinParts } from '../encoding/parts_frame.ts';
import type { NativeCall } from './native_frames.ts';
import { OPERATION } from './native_layout.ts';

/** Puts bytes together of parts in native code. */
export function nativeParts(call: NativeCall): JoinParts {
  return (bytes, words) => {
    words[0] = OPERATION.JOIN_PARTS;
    call(bytes);
  };
}
