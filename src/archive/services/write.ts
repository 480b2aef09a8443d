import { Trap } from '../../backend/domain/trap.ts';
import { equalBytes } from '../../backend/encoding/bytes.ts';
import { principalText } from '../../backend/encoding/principal.ts';
import type { NewEntry } from '../storage/archive_log.ts';
import type { Archive } from './archive.ts';

/** Archives an entry that Internet Identity sends by itself, outside of the numbered operations. */
export function writeEntry({ ic, init, log }: Archive, entry: NewEntry): void {
  if (!equalBytes(ic.caller(), init.ii_canister)) {
    throw new Trap(`Only ${principalText(init.ii_canister)} is allowed to write entries.`);
  }
  log.append([entry], log.state.nextSequence);
}
