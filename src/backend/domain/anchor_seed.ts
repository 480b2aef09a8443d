/** Under which keys one anchor appears to front ends (contract, 3.2 and 3.3). */
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { DigestSteps, STEP_KIND } from '../encoding/digest_steps.ts';
import { FRONTEND_HOSTNAME_LIMIT, type FrontendHostname } from './delegation.ts';

export const SALT_LENGTH = 32;
const SEED_LENGTH = 32;
const PRINCIPAL_LENGTH = 29;
/** Bytes of a canister's public key before the seed, when the canister's id is the longest possible. */
const KEY_START_ROOM = 49;

/** The steps: the seed, which is part of a key, and the key's principal. */
const SEED = 0;
const KEY = 1;

const steps = new DigestSteps([
  { room: 1 + SALT_LENGTH + 2 * (1 + FRONTEND_HOSTNAME_LIMIT), into: [KEY, KEY_START_ROOM] },
  { room: KEY_START_ROOM + SEED_LENGTH, kind: STEP_KIND.PRINCIPAL },
]);
const saltPlace = steps.starts[SEED]! + 1;
const textsPlace = saltPlace + SALT_LENGTH;
const seedPlace = steps.results[SEED]!;
const principalPlace = steps.results[KEY]!;
steps.bytes[saltPlace - 1] = SALT_LENGTH;

/** What stands before the seed in the frame. */
let latestKeyStart: Uint8Array | null = null;

/**
 * Seed of the canister signature key under which one anchor appears to one front end.
 * @param salt - the canister's blinding value, exactly 32 bytes
 * @returns 32 bytes: equal inputs give equal seeds for ever, since every user's principal hangs on them
 * @throws RangeError if `salt` is not 32 bytes
 */
export function anchorSeed(salt: Uint8Array, anchorNumber: bigint, hostname: FrontendHostname): Uint8Array {
  writeSeedMessage(salt, anchorNumber, hostname);
  steps.run(1);
  return steps.bytes.slice(seedPlace, seedPlace + SEED_LENGTH);
}

/**
 * Principal of the key with that seed, 29 bytes, hashed in the same step.
 * @param keyStart - what comes before the seed in the canister's DER public keys, up to 49 bytes
 * @throws RangeError if `salt` is not 32 bytes
 */
export function anchorPrincipal(
  salt: Uint8Array,
  anchorNumber: bigint,
  hostname: FrontendHostname,
  keyStart: Uint8Array,
): Uint8Array {
  writeSeedMessage(salt, anchorNumber, hostname);
  if (keyStart !== latestKeyStart) {
    latestKeyStart = keyStart;
    const { length } = keyStart;
    steps.bytes.set(keyStart, seedPlace - length);
    steps.setMessage(KEY, seedPlace - length, length + SEED_LENGTH);
  }
  steps.run();
  return steps.bytes.slice(principalPlace, principalPlace + PRINCIPAL_LENGTH);
}

function writeSeedMessage(salt: Uint8Array, anchorNumber: bigint, hostname: FrontendHostname): void {
  if (salt.length !== SALT_LENGTH) throw new RangeError(`salt of ${salt.length} bytes`);
  const decimal = anchorNumber.toString();
  const texts = prefixed(decimal) + prefixed(hostname);
  steps.bytes.set(salt, saltPlace);
  let length = steps.placeText(textsPlace, texts);
  // A text whose UTF-8 is as long as itself is ASCII, and so are the lengths written into it.
  if (length !== texts.length) {
    const bytes = prefixedBytes(utf8(decimal), utf8(hostname));
    steps.bytes.set(bytes, textsPlace);
    ({ length } = bytes);
  }
  steps.setLength(SEED, 1 + SALT_LENGTH + length);
}

function prefixed(text: string): string {
  return String.fromCharCode(text.length) + text;
}

function prefixedBytes(decimal: Uint8Array, origin: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(decimal.length), decimal, Uint8Array.of(origin.length), origin);
}
