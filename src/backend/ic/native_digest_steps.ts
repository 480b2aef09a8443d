import type { FrameRunner } from '../encoding/digest_steps.ts';
import { OPERATION, TEXT_FRAME } from './native_layout.ts';
import type { NativeStrings } from './native_text.ts';

/** Runs frames of digest steps in native code. */
export function nativeDigestSteps({ certifiedDataSet, debugPrint }: NativeStrings): FrameRunner {
  return {
    run(frame, words) {
      words[0] = OPERATION.DIGEST_STEPS;
      certifiedDataSet(frame);
    },
    placeText(frame, words, at, text) {
      words[0] = OPERATION.CATCH_TEXT;
      words[2] = at;
      certifiedDataSet(frame);
      try {
        debugPrint(text);
      } catch {
        // Still waiting for a text: the empty one ends that.
        debugPrint('');
        words[1] = TEXT_FRAME.TOO_LONG;
      }
      const length = words[1]!;
      return length === TEXT_FRAME.TOO_LONG ? -1 : length;
    },
  };
}
