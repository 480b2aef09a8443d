import { createCaptcha } from '../../src/backend/captcha/captcha.ts';
import { RandomStream } from '../../src/backend/captcha/random_stream.ts';
import { drawRandomness } from '../../tools/local-ic/src/ic/random.ts';
import type { SubnetInfo } from '../../tools/local-ic/src/ic/types.ts';

/** Draws that are tried: more than a run of the benchmark takes. */
const DRAWS = 100;

/** What a captcha says that a canister of this subnet drew: whoever knows the subnet's seed can read all of them. */
export function solutionOf(pngBase64: string, info: SubnetInfo): string {
  const drawing = { info, randomCounter: 0n } as Parameters<typeof drawRandomness>[0];
  for (let drawn = 0; drawn < DRAWS; drawn++) {
    const captcha = createCaptcha(new RandomStream(drawRandomness(drawing)));
    if (captcha.pngBase64 === pngBase64) return captcha.solution;
  }
  throw new Error('not a captcha of this subnet');
}
