import { createCaptcha } from '../../src/backend/captcha/captcha.ts';
import { RandomStream } from '../../src/backend/captcha/random_stream.ts';
import { randomDraw } from './fake_ic.ts';

/** Draws that are tried: more than any test takes. */
const DRAWS = 100;

const solutions = new Map<string, string>();
let drawn = 0;

/** What a captcha says that was drawn from the fake system's randomness: whoever knows the randomness can read it. */
export function solutionOf(pngBase64: string): string {
  while (!solutions.has(pngBase64) && drawn < DRAWS) {
    drawn += 1;
    const captcha = createCaptcha(new RandomStream(randomDraw(drawn)));
    solutions.set(captcha.pngBase64, captcha.solution);
  }
  const solution = solutions.get(pngBase64);
  if (solution === undefined) throw new Error('not a captcha of this system');
  return solution;
}
