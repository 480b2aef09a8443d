/** What `edits_in_record.test.ts` shows of a thousand identities, for as many as take a while. */
import { it } from 'vitest';
import { expectEditsToAgree } from '../../../tests/support/record_edits.ts';

it('should edit 100,000 random records as the rules do', () => expectEditsToAgree(100_000), 600_000);
