/**
 * An identity number as people type it, in the one form this page uses: decimal digits without leading
 * zeros. Spaces are ignored.
 * @returns null unless it is 1 to 20 digits that fit 64 bits
 */
export function parseIdentityNumber(text: string): string | null {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^\d{1,20}$/.test(digits) || BigInt(digits) >= 1n << 64n) return null;
  return String(BigInt(digits));
}
