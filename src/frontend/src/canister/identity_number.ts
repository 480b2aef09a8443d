import type { IdentityNumber } from './canister.ts';

/** An identity number as people type it, or null: 1 to 20 digits that fit 64 bits, spaces ignored. */
export function parseIdentityNumber(text: string): IdentityNumber | null {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^\d{1,20}$/.test(digits) || BigInt(digits) >= 1n << 64n) return null;
  return String(BigInt(digits));
}
