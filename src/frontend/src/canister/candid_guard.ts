// Candid lets a few bytes stand for any number of values without bytes: a vector of a billion nulls would keep a
// decoder, and with it the window, busy for minutes. What a stranger sends is looked at before it is decoded.

/** More than any honest issuer answers: texts and blobs of some kilobytes. */
export const MAX_REPLY_BYTES = 524_288;
const MAX_TYPES = 100;
const MAX_FIELDS = 500;

const MAGIC = 0x4449444c;
const OPT = -18;
const VEC = -19;
const RECORD = -20;
const VARIANT = -21;
/** Values of these take no bytes: null, reserved, empty. */
const WITHOUT_BYTES = [-1, -16, -17];

interface WireType {
  readonly kind: number;
  /** Types of the element or the fields: below zero primitive, else indexes. */
  readonly parts: readonly number[];
}

/** Whether a message is short, of few types, and has no values without bytes but single ones. */
export function isHarmlessReply(message: Uint8Array): boolean {
  if (message.length > MAX_REPLY_BYTES) return false;
  try {
    return hasHarmlessTypes(readTypes(message));
  } catch {
    return false;
  }
}

/** @throws Error when the table is cut off, too large or has types that issuers have no use for */
function readTypes(message: Uint8Array): WireType[] {
  const view = new DataView(message.buffer, message.byteOffset, message.length);
  if (view.getUint32(0) !== MAGIC) throw new Error('no Candid');
  let at = 4;
  const leb = (signed: boolean): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = view.getUint8(at++);
      // 2 to the power of 35 is exact in a number, and more than any field's hash.
      if (shift > 28) throw new Error('too large a number');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return signed && (byte & 0x40) !== 0 ? value - 2 ** (shift + 7) : value;
    }
  };
  const count = leb(false);
  if (count > MAX_TYPES) throw new Error('too many types');
  let fields = 0;
  const readType = (): WireType => {
    const kind = leb(true);
    if (kind === OPT || kind === VEC) return { kind, parts: [leb(true)] };
    if (kind !== RECORD && kind !== VARIANT) throw new Error('a function or a service');
    const length = leb(false);
    fields += length;
    if (fields > MAX_FIELDS) throw new Error('too many fields');
    const readField = (): number => {
      leb(false);
      return leb(true);
    };
    return { kind, parts: Array.from({ length }, readField) };
  };
  const types = Array.from({ length: count }, readType);
  // The values' own types are not looked at: a single value without bytes does no harm.
  if (leb(false) > MAX_TYPES) throw new Error('too many values');
  return types;
}

function hasHarmlessTypes(types: readonly WireType[]): boolean {
  const takesBytes = new Array<boolean>(types.length).fill(false);
  const partTakesBytes = (part: number): boolean =>
    part < 0 ? !WITHOUT_BYTES.includes(part) : takesBytes[part] === true;
  // A record takes bytes if one of its fields does; what is left after as many rounds as types never does.
  for (let round = 0; round < types.length; round++) {
    types.forEach(({ kind, parts }, i) => {
      takesBytes[i] ||= kind !== RECORD || parts.some(partTakesBytes);
    });
  }
  return types.every(({ kind, parts }, i) => takesBytes[i] && (kind !== VEC || parts.every(partTakesBytes)));
}
