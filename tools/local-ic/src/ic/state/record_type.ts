/** Types of journal records; numbers are never used again for something else. */
export const RECORD = {
  /** The subnets; the first record of every file. */
  topology: 1,
  clock: 2,
  subnet: 3,
  canister: 4,
  canisterDeleted: 5,
  /** Memory of a canister begins anew: nothing of what was recorded before is left. */
  memoryReset: 6,
  /** Sizes and globals. */
  memory: 7,
  pages: 8,
  ingress: 9,
  ingressForgotten: 10,
  snapshot: 11,
  snapshotDeleted: 12,
  /** All of a subnet's waiting HTTP outcalls. */
  httpOutcalls: 13,
} as const;
