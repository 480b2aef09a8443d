import { expect, test } from 'vitest';
import { Trap } from '../domain/trap.ts';
import { CandidError } from '../encoding/candid/candid_error.ts';
import { trapText } from './trap_text.ts';

test.each<[unknown, string]>([
  [new Trap('refused:\nwith reasons'), 'refused:\nwith reasons'],
  [new CandidError('not a Candid message'), 'not a Candid message'],
  [new RangeError('out of it\n    at somewhere'), 'internal error: out of it'],
  ['thrown text\nmore', 'internal error: thrown text'],
  [undefined, 'internal error: undefined'],
])('%s becomes the reject text %j', (error, text) => {
  expect(trapText(error)).toBe(text);
});
