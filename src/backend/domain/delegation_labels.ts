/** The labels under which a delegation is signed, hashed in one step (contract, 3.4 and 3.5). */
import { DigestSteps, STEP_KIND } from '../encoding/digest_steps.ts';
import { hashOfName } from '../encoding/request_hash.ts';
import { sha256, sha256Concat } from '../encoding/sha256.ts';
import { DELEGATION_DOMAIN, delegationHash } from './delegation.ts';

const SEED_LENGTH = 32;
const HASH_LENGTH = 32;
/** Bytes of session keys that are hashed in the frame: all that front ends make. */
const SESSION_KEY_ROOM = 512;

/** The steps, in the order in which they run. */
const SEED = 0;
const EXPIRATION = 1;
const SESSION_KEY = 2;
const DELEGATION = 3;
const MESSAGE = 4;

/** The message's hash is that of a map: name and value of the expiration, then of the session key. */
function newSteps(): DigestSteps {
  const steps = new DigestSteps([
    { room: SEED_LENGTH },
    { room: 8, kind: STEP_KIND.SHA256_OF_LEB128, into: [DELEGATION, HASH_LENGTH] },
    { room: SESSION_KEY_ROOM, into: [DELEGATION, 3 * HASH_LENGTH] },
    { room: 4 * HASH_LENGTH, into: [MESSAGE, DELEGATION_DOMAIN.length] },
    { room: DELEGATION_DOMAIN.length + HASH_LENGTH },
  ]);
  const { bytes, starts } = steps;
  bytes.set(DELEGATION_DOMAIN, starts[MESSAGE]);
  bytes.set(hashOfName('expiration'), starts[DELEGATION]);
  bytes.set(hashOfName('pubkey'), starts[DELEGATION]! + 2 * HASH_LENGTH);
  return steps;
}

let kept: DigestSteps | null = null;

/**
 * Hash of the seed and hash of the message, 32 bytes each, that a delegation from the seed's key is signed under. Both
 * are views that the next call overwrites.
 */
export function delegationLabels(
  seed: Uint8Array,
  sessionKey: Uint8Array,
  expiration: bigint,
  permissions: string | null = null,
): { readonly seedHash: Uint8Array; readonly messageHash: Uint8Array } {
  const { length } = sessionKey;
  if (length > SESSION_KEY_ROOM || seed.length !== SEED_LENGTH || permissions !== null) {
    const message = delegationHash(sessionKey, expiration, permissions);
    return { seedHash: sha256(seed), messageHash: sha256Concat(DELEGATION_DOMAIN, message) };
  }
  kept ??= newSteps();
  const { bytes, starts, digests } = kept;
  bytes.set(seed, starts[SEED]);
  kept.view.setBigUint64(starts[EXPIRATION]!, expiration, true);
  bytes.set(sessionKey, starts[SESSION_KEY]);
  kept.setLength(SESSION_KEY, length);
  kept.run();
  return { seedHash: digests[SEED]!, messageHash: digests[MESSAGE]! };
}
