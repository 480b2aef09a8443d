/** The characters of captchas, and how what people type is compared with them (contract, 2.3). */

export const SOLUTION_LENGTH = 5;

/**
 * What captchas are made of: no character that stands for another in attempts, no capitals, and of those that people
 * take for each other (2 z, 5 s, 6 b, 9 g q) only one. `o`, `O` and `0` never appear in any captcha.
 */
export const ALPHABET = 'abcdefghikmnprstuvwxyz3478';

/** Each character that others may be typed for, with these behind it. */
const LOOK_ALIKES = ['cC', 'i1lIj', 'sS', 'xX', 'yY', 'zZ', 'pP', 'wW'];

/** Whether an attempt says what a captcha shows. */
export function isSolvedBy(solution: string, attempt: string): boolean {
  // No character of a captcha stands for another.
  if (attempt === solution) return true;
  if (attempt.length > SOLUTION_LENGTH) return false;
  let meant = '';
  for (const typed of attempt) {
    const group = LOOK_ALIKES.find((characters) => characters.includes(typed));
    meant += group === undefined ? typed : group.charAt(0);
  }
  return meant === solution;
}
