import { base64 } from '../encoding/base64.ts';
import { ALPHABET, SOLUTION_LENGTH } from './alphabet.ts';
import { drawCaptcha } from './drawing.ts';
import { DUMMY_CAPTCHA } from './dummy_captcha.ts';
import { encodePng } from './png.ts';
import type { RandomStream } from './random_stream.ts';

declare const __TEST_BUILD__: boolean | undefined;

/** A picture that people can read, and what it says. */
export interface Captcha {
  readonly solution: string;
  /** A PNG file, without the prefix of a data URL. */
  readonly pngBase64: string;
}

/** A new captcha: five characters on 220 by 120 pixels. */
export function createCaptcha(random: RandomStream): Captcha {
  if (typeof __TEST_BUILD__ !== 'undefined' && __TEST_BUILD__) return DUMMY_CAPTCHA;
  let solution = '';
  while (solution.length < SOLUTION_LENGTH) solution += ALPHABET.charAt(random.below(ALPHABET.length));
  return { solution, pngBase64: base64(encodePng(drawCaptcha(solution, random))) };
}
