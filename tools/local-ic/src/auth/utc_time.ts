/** A time in nanoseconds as replicas print it. */
export function utcTime(nanos: bigint): string {
  const millis = Number(nanos / 1_000_000n);
  if (millis > 8.64e15) return `${nanos} ns`;
  const fraction = (nanos % 1_000_000_000n).toString().padStart(9, '0');
  return new Date(millis)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, `.${fraction} UTC`);
}
