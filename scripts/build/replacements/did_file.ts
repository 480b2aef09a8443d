/**
 * Stands in for Azle's writer of `.did` files: ours are written by hand. Azle compares the texts of init's and
 * post-upgrade's parameters, which are both empty for manual methods.
 */
export function idlToString(): string {
  return '';
}

export function getDefaultVisitorData(): object {
  return {};
}
