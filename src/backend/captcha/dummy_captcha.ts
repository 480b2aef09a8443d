import type { Captcha } from './captcha.ts';

/**
 * What every captcha is in the build for other people's tests: a single `a`, 96 by 48 pixels (contract, 2.3). The
 * release has neither this nor a way to it.
 */
export const DUMMY_CAPTCHA: Captcha = {
  solution: 'a',
  pngBase64:
    'iVBORw0KGgoAAAANSUhEUgAAAGAAAAAwAQMAAADU2O2MAAAABlBMVEX///8fIzNDwSFEAAAAX0lEQVR42q3QsQ2AMBBDUUcpUjICo7AaozFKRqCkQFx0of0ukDjpitfZln6/iAhESeyEluiE5Za2k7Be7wO61BiHVBEzEuNxKBbNIiswMn5l+D52gzkVYs6LKBby+HgDhjRr1fhfZBQAAAAASUVORK5CYII=',
};
