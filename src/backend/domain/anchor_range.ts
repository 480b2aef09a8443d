/** Numbers that identities of this canister get: `lo` is the first, `hi` one past the last (contract, 4.1). */
import { ok, refused, type Result } from './result.ts';

export interface AnchorRange {
  readonly lo: bigint;
  readonly hi: bigint;
}

export const DEFAULT_ANCHOR_RANGE: AnchorRange = { lo: 10_000n, hi: 67_116_816n };
/** Most identities that one canister takes. */
const ANCHOR_CAPACITY = 67_106_816n;

/** Whether a new range may follow the one in use; refused with the text that aborts the installation. */
export function checkAnchorRange(
  { lo, hi }: AnchorRange,
  inUse: { readonly lo: bigint; readonly allocated: bigint },
): Result<void, string> {
  const improper = 'set_anchor_number_range: ';
  if (hi < lo) return refused(`${improper}improper Identity Anchor range [${lo}, ${hi})`);
  const specified = `${improper}specified range [${lo}, ${hi})`;
  if (hi - lo > ANCHOR_CAPACITY) {
    return refused(`${specified} is too large for this canister (max ${ANCHOR_CAPACITY} entries)`);
  }
  if (inUse.allocated > 0n) {
    const outcome = 'thus would make existing anchors invalid';
    if (lo !== inUse.lo) {
      return refused(
        `${specified} does not start from the same number (${inUse.lo}) as the existing range ${outcome}`,
      );
    }
    if (hi - lo < inUse.allocated) {
      return refused(`${specified} does not accommodate all ${inUse.allocated} anchors ${outcome}`);
    }
  }
  return ok(undefined);
}
