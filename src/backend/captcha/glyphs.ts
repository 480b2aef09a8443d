/**
 * The characters' shapes as strokes. Two digits are a point: x from 0 to 6, and y from 0 at the top of tall letters
 * over 3 at that of small ones and 7 at the baseline to 9 below it. A stroke runs from point to point; a space lifts
 * the pen.
 */
export const GLYPHS: Readonly<Record<string, string>> = {
  a: '0413536467 65150617576665',
  b: '0007 0413536466571706',
  c: '6453130406175766',
  d: '6067 6453130406175766',
  e: '05656453130406175766',
  f: '6150403137 1353',
  g: '6368591908 6453130406175766',
  h: '0007 0413536467',
  i: '233337 3131',
  k: '0007 6306 2467',
  m: '0307 0413233437 3443536467',
  n: '0307 0413536467',
  p: '0309 0413536466571706',
  r: '0307 05235364',
  s: '64531304155566571706',
  t: '2126375766 0353',
  u: '0306175766 6367',
  v: '033763',
  w: '0317345763',
  x: '0367 6307',
  y: '0337 6319',
  z: '03630767',
  3: '01105061625323 536466571706',
  4: '47400565',
  7: '006027',
  8: '13536261501001021304061757666453',
};

/** Middle of every shape. */
export const GLYPH_CENTRE = { x: 3, y: 4.5 };
